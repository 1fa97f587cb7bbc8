import type { JsonValue } from '../models/json.ts'

/**
 * Why a patch was refused:
 * `patch_malformed` it is no JSON Patch, `patch_test_failed` a `test` found another value, `patch_no_target` a
 * path leads nowhere, `patch_bad_target` the target cannot take the operation, `patch_too_large` a limit was hit.
 */
export type PatchErrorCode =
  | 'patch_malformed'
  | 'patch_test_failed'
  | 'patch_no_target'
  | 'patch_bad_target'
  | 'patch_too_large'

/** A patch that was refused; nothing of it was applied. */
export class PatchError extends Error {
  readonly code: PatchErrorCode
  /** Position of the operation in the patch, from 0; -1 when the patch as a whole is wrong. */
  readonly index: number
  /** The operation as it was given. */
  readonly operation: JsonValue
  /** What was wrong, without the operation. */
  readonly reason: string

  constructor(code: PatchErrorCode, index: number, operation: JsonValue, reason: string, cause?: unknown) {
    super(
      index < 0 ? reason : `Operation ${index} of the patch: ${reason}`,
      cause === undefined ? {} : { cause },
    )
    this.name = 'PatchError'
    this.code = code
    this.index = index
    this.operation = operation
    this.reason = reason
  }
}

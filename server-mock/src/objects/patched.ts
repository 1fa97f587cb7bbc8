import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import { applyPatch, PatchError, parsePatch } from '@metalwright/sdk/patch'
import { Problem } from './problem.ts'

/**
 * The result of an RFC 6902 patch on an object, or on a part of one.
 *
 * @param patch as it was sent
 * @throws Problem 409 in DRP's words: line and reason, then the operation that failed
 */
export function patched(prefix: Prefix, key: string, body: JsonObject, patch: JsonValue): JsonValue {
  try {
    return applyPatch(body, parsePatch(patch))
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    const line = error.operation === undefined ? [] : [`Patch line: ${JSON.stringify(error.operation)}`]
    const messages = [`Patch error at line ${error.index}: ${error.reason}`, ...line]
    throw new Problem(409, messages, { model: prefix, key, type: 'PATCH' }, error)
  }
}

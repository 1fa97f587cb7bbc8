import type { JsonValue } from '../models/json.ts'
import type { PatchOperation } from './operation.ts'
import { PatchError } from './patch-error.ts'
import { PointerError, parsePointer } from './pointer.ts'

/** Most operations a patch may have, so that a small request cannot keep the reader busy for long. */
export const MAX_OPERATIONS = 10_000

/**
 * Reads a JSON Patch document. Members an operation does not define are dropped (RFC 6902 §4).
 *
 * @throws PatchError `patch_malformed` naming the first operation that is wrong, `patch_too_large` above
 *   `MAX_OPERATIONS`
 */
export function parsePatch(value: JsonValue): PatchOperation[] {
  if (!Array.isArray(value)) {
    throw new PatchError('patch_malformed', -1, null, 'A patch must be an array of operations')
  }
  if (value.length > MAX_OPERATIONS) {
    const reason = `A patch may have ${MAX_OPERATIONS} operations, this one has ${value.length}; split it`
    throw new PatchError('patch_too_large', -1, null, reason)
  }
  return value.map(parseOperation)
}

function parseOperation(raw: JsonValue, index: number): PatchOperation {
  const malformed = (reason: string, cause?: unknown): PatchError =>
    new PatchError('patch_malformed', index, raw, reason, cause)
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) throw malformed('It must be an object')

  const member = (name: string): JsonValue | undefined => (Object.hasOwn(raw, name) ? raw[name] : undefined)
  const pointer = (name: 'path' | 'from'): string => {
    const text = member(name)
    if (typeof text !== 'string') throw malformed(`\`${name}\` must be a JSON Pointer`)
    try {
      parsePointer(text)
    } catch (error) {
      throw malformed(error instanceof PointerError ? error.message : `\`${name}\` is malformed`, error)
    }
    return text
  }
  const payload = (): JsonValue => {
    const found = member('value')
    if (found === undefined) throw malformed('`value` is missing')
    return found
  }

  const op = member('op')
  switch (op) {
    case 'add':
    case 'replace':
    case 'test':
      return { op, path: pointer('path'), value: payload() }
    case 'remove':
      return { op, path: pointer('path') }
    case 'move':
    case 'copy':
      return { op, from: pointer('from'), path: pointer('path') }
    default:
      throw malformed('`op` must be one of add, remove, replace, move, copy, test')
  }
}

import type { JsonObject, JsonValue } from '../models/json.ts'
import { equalJson } from './equal.ts'
import type { PatchOperation } from './operation.ts'
import { escapeToken } from './pointer.ts'

/** Below this depth a changed value is replaced as a whole, so that hostile nesting cannot use up the stack. */
const MAX_DEPTH = 200

/**
 * The operations (`add`, `remove`, `replace`) that turn one value into another. Objects are compared member by
 * member; arrays element by element after their common head and tail are left out. Equal values give `[]`.
 */
export function diff(from: JsonValue, to: JsonValue): PatchOperation[] {
  const operations: PatchOperation[] = []
  compare(from, to, '', 0, operations)
  return operations
}

function compare(from: JsonValue, to: JsonValue, path: string, depth: number, out: PatchOperation[]): void {
  const nested = from !== null && to !== null && typeof from === 'object' && typeof to === 'object'
  if (from === to) return
  if (nested && depth < MAX_DEPTH && Array.isArray(from) && Array.isArray(to)) {
    compareArrays(from, to, path, depth, out)
  } else if (nested && depth < MAX_DEPTH && !Array.isArray(from) && !Array.isArray(to)) {
    compareObjects(from, to, path, depth, out)
  } else if (!equalJson(from, to)) {
    out.push({ op: 'replace', path, value: to })
  }
}

function compareObjects(
  from: JsonObject,
  to: JsonObject,
  path: string,
  depth: number,
  out: PatchOperation[],
): void {
  for (const key of Object.keys(from)) {
    const place = `${path}/${escapeToken(key)}`
    if (Object.hasOwn(to, key)) compare(from[key] ?? null, to[key] ?? null, place, depth + 1, out)
    else out.push({ op: 'remove', path: place })
  }
  for (const key of Object.keys(to)) {
    if (Object.hasOwn(from, key)) continue
    out.push({ op: 'add', path: `${path}/${escapeToken(key)}`, value: to[key] ?? null })
  }
}

function compareArrays(
  from: readonly JsonValue[],
  to: readonly JsonValue[],
  path: string,
  depth: number,
  out: PatchOperation[],
): void {
  const shorter = Math.min(from.length, to.length)
  let head = 0
  while (head < shorter && equalJson(from[head] ?? null, to[head] ?? null)) head += 1
  let tail = 0
  while (tail < shorter - head && equalJson(from.at(-1 - tail) ?? null, to.at(-1 - tail) ?? null)) tail += 1

  const paired = shorter - tail
  for (let index = head; index < paired; index += 1) {
    compare(from[index] ?? null, to[index] ?? null, `${path}/${index}`, depth + 1, out)
  }
  for (let index = from.length - tail - 1; index >= paired; index -= 1) {
    out.push({ op: 'remove', path: `${path}/${index}` })
  }
  for (let index = paired; index < to.length - tail; index += 1) {
    out.push({ op: 'add', path: `${path}/${index}`, value: to[index] ?? null })
  }
}

import type { JsonObject, JsonValue } from '../models/json.ts'
import { Comparison, equalJson } from './equal.ts'
import type { PatchOperation } from './operation.ts'
import { escapeToken } from './pointer.ts'

/** Below this depth a changed value is replaced as a whole, so that hostile nesting cannot use up the stack. */
const MAX_DEPTH = 200
/** Values that are looked at to find out what arrays of different lengths have in common. */
const ALIGNING = 2_000_000

/**
 * The operations (`add`, `remove`, `replace`) that turn one value into another. Objects are compared member by
 * member, arrays element by element; of arrays of different lengths their common head and tail are left out first,
 * as far as that is found in reasonable time. Equal values give `[]`.
 */
export function diff(from: JsonValue, to: JsonValue): PatchOperation[] {
  const difference = new Difference()
  difference.compare(from, to, '', 0)
  return difference.operations
}

/** One comparison of two values, and what it has found. */
class Difference {
  readonly operations: PatchOperation[] = []
  readonly #aligning = new Comparison(ALIGNING)

  compare(from: JsonValue, to: JsonValue, path: string, depth: number): void {
    const nested = from !== null && to !== null && typeof from === 'object' && typeof to === 'object'
    if (from === to) return
    if (nested && depth < MAX_DEPTH && Array.isArray(from) && Array.isArray(to)) {
      this.#arrays(from, to, path, depth)
    } else if (nested && depth < MAX_DEPTH && !Array.isArray(from) && !Array.isArray(to)) {
      this.#objects(from, to, path, depth)
    } else if (!equalJson(from, to)) {
      this.operations.push({ op: 'replace', path, value: to })
    }
  }

  #objects(from: JsonObject, to: JsonObject, path: string, depth: number): void {
    for (const key of Object.keys(from)) {
      const place = `${path}/${escapeToken(key)}`
      if (Object.hasOwn(to, key)) this.compare(from[key] ?? null, to[key] ?? null, place, depth + 1)
      else this.operations.push({ op: 'remove', path: place })
    }
    for (const key of Object.keys(to)) {
      if (Object.hasOwn(from, key)) continue
      this.operations.push({ op: 'add', path: `${path}/${escapeToken(key)}`, value: to[key] ?? null })
    }
  }

  #arrays(from: readonly JsonValue[], to: readonly JsonValue[], path: string, depth: number): void {
    const shorter = Math.min(from.length, to.length)
    const same = (a: number, b: number) => this.#aligning.equal(from[a] ?? null, to[b] ?? null)
    let head = 0
    let tail = 0
    // Of one length they are compared in place, which looks at everything once.
    if (from.length !== to.length) {
      while (head < shorter && same(head, head)) head += 1
      while (tail < shorter - head && same(from.length - 1 - tail, to.length - 1 - tail)) tail += 1
    }
    const paired = shorter - tail
    for (let index = head; index < paired; index += 1) {
      this.compare(from[index] ?? null, to[index] ?? null, `${path}/${index}`, depth + 1)
    }
    for (let index = from.length - tail - 1; index >= paired; index -= 1) {
      this.operations.push({ op: 'remove', path: `${path}/${index}` })
    }
    for (let index = paired; index < to.length - tail; index += 1) {
      this.operations.push({ op: 'add', path: `${path}/${index}`, value: to[index] ?? null })
    }
  }
}

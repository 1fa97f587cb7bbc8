import type { JsonValue } from '../models/json.ts'

/**
 * Whether two JSON values are the same: numbers by value, texts by code units, arrays in order, objects whatever
 * the order of their members (RFC 6902 §4.6). Works on any depth without using the call stack.
 */
export function equalJson(left: JsonValue, right: JsonValue): boolean {
  return new Comparison(Number.POSITIVE_INFINITY).equal(left, right)
}

/** Comparisons that together look at so many values at most; what is left after that counts as different. */
export class Comparison {
  #values: number

  /** @param values how many values may be looked at */
  constructor(values: number) {
    this.#values = values
  }

  /** Whether the values are the same; false also when there was no more time to find out. */
  equal(left: JsonValue, right: JsonValue): boolean {
    if (left === right) return true
    const pending: JsonValue[] = [left, right]
    while (pending.length > 0) {
      const b = pending.pop()
      const a = pending.pop()
      this.#values -= 1
      if (this.#values < 0) return false
      if (a === b) continue
      if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
      if (Array.isArray(a)) {
        if (!Array.isArray(b) || a.length !== b.length) return false
        for (const [index, element] of a.entries()) pending.push(element, b[index] ?? null)
        continue
      }
      if (Array.isArray(b)) return false
      const keys = Object.keys(a)
      this.#values -= keys.length
      if (keys.length !== Object.keys(b).length) return false
      for (const key of keys) {
        if (!Object.hasOwn(b, key)) return false
        pending.push(a[key] ?? null, b[key] ?? null)
      }
    }
    return true
  }
}

import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { GoFunc } from './func.ts'
import { HostObject } from './host-object.ts'
import { GoInt, GoMap, GoSlice, int, type Value } from './value.ts'

/**
 * Turns host data into template values for one execution. Arrays and plain objects are copied, so a
 * template's `set` never changes the host's data, and the same object always becomes the same copy.
 *
 * Accepted: null, undefined, strings, booleans, numbers (float64), bigint (int), arrays, Map with string keys,
 * plain objects, and the value classes of this engine, which are used as they are: lend a GoMap to one render
 * only, since a template may change it. Anything else throws CallError.
 */
export class ValueSpace {
  readonly #budget: Budget
  readonly #copies = new WeakMap<object, Value>()

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Converts `input`; see the class for what is accepted. */
  toValue(input: unknown, depth = 0): Value {
    switch (typeof input) {
      case 'string':
      case 'boolean':
      case 'number':
      case 'undefined':
        return input
      case 'bigint':
        return int(input)
      case 'object':
        return input === null ? null : this.#fromObject(input, depth)
      default:
        throw new CallError(`cannot use a host value of type ${typeof input} in a template`)
    }
  }

  #fromObject(input: object, depth: number): Value {
    if (
      input instanceof GoInt ||
      input instanceof GoSlice ||
      input instanceof GoMap ||
      input instanceof HostObject ||
      input instanceof GoFunc
    ) {
      return input
    }
    const known = this.#copies.get(input)
    if (known !== undefined) return known
    this.#budget.nesting(depth)
    if (Array.isArray(input)) return this.#fromArray(input, depth)
    if (input instanceof Map) return this.#fromEntries(input, input.entries(), input.size, depth)
    const prototype: unknown = Object.getPrototypeOf(input)
    if (prototype === null || prototype === Object.prototype) {
      const entries = Object.entries(input)
      return this.#fromEntries(input, entries, entries.length, depth)
    }
    throw new CallError('cannot use a host object in a template unless it is wrapped in a HostObject')
  }

  #fromArray(input: readonly unknown[], depth: number): GoSlice {
    this.#budget.step(input.length)
    const slice = new GoSlice([])
    this.#copies.set(input, slice)
    for (const item of input) slice.items.push(this.toValue(item, depth + 1) ?? null)
    return slice
  }

  #fromEntries(input: object, entries: Iterable<[unknown, unknown]>, size: number, depth: number): GoMap {
    this.#budget.step(size)
    const map = new GoMap()
    this.#copies.set(input, map)
    for (const [key, value] of entries) {
      if (typeof key !== 'string') throw new CallError('map keys given to a template must be strings')
      map.entries.set(key, this.toValue(value, depth + 1) ?? null)
    }
    return map
  }
}

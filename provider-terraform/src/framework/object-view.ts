import { Decimal } from '../values/decimal.ts'
import { type Json, toJson } from '../values/plain.ts'
import type { ObjectType, Type } from '../values/type.ts'
import { isArray, isMap, Unknown, type Value, type ValueMap } from '../values/value.ts'
import { hasUnknown } from '../values/walk.ts'

/** New values for some attributes of an object. */
export type Changes = Readonly<Record<string, Value>>

/**
 * Typed reading of an object that Terraform sent. Asking for an attribute that the schema lacks, for another
 * kind than it has, or for one that is not known yet, throws a TypeError: all three are faults of the caller.
 */
export class ObjectView {
  readonly type: ObjectType
  readonly values: ValueMap

  constructor(type: ObjectType, values: ValueMap) {
    this.type = type
    this.values = values
  }

  /** The value as it is, unknown included. */
  get(name: string): Value {
    this.#memberType(name)
    return this.values.get(name) ?? null
  }

  /** Whether all of the value is known; an unset value is. */
  isKnown(name: string): boolean {
    return !hasUnknown(this.get(name))
  }

  string(name: string): string | null {
    const value = this.#known(name)
    return value === null || typeof value === 'string' ? value : this.#fail(name, 'a string')
  }

  bool(name: string): boolean | null {
    const value = this.#known(name)
    return value === null || typeof value === 'boolean' ? value : this.#fail(name, 'a bool')
  }

  /** A number as a double; numbers that a double cannot hold are rounded. */
  number(name: string): number | null {
    const value = this.#known(name)
    if (value instanceof Decimal) return Number(value.text)
    if (typeof value === 'bigint') return Number(value)
    return value === null || typeof value === 'number' ? value : this.#fail(name, 'a number')
  }

  /** The elements of a list or set of strings. */
  strings(name: string): readonly string[] | null {
    const value = this.#known(name)
    if (value === null) return null
    if (!isArray(value)) return this.#fail(name, 'a list')
    return value.map((element) =>
      typeof element === 'string' ? element : this.#fail(name, 'a list of strings'),
    )
  }

  /** Any wholly known value as plain JSON. */
  json(name: string): Json {
    return toJson(this.#known(name))
  }

  /** A nested object; null when it is not set. */
  object(name: string): ObjectView | null {
    const type = this.#memberType(name)
    const value = this.get(name)
    if (value === null) return null
    if (typeof type === 'string' || type.kind !== 'object' || !isMap(value))
      return this.#fail(name, 'an object')
    return new ObjectView(type, value)
  }

  /** The values with changes laid over them. @throws TypeError for a name that the schema lacks. */
  with(changes: Changes): ValueMap {
    const merged = new Map(this.values)
    for (const [name, value] of Object.entries(changes)) {
      this.#memberType(name)
      merged.set(name, value)
    }
    return merged
  }

  #known(name: string): Value {
    const value = this.get(name)
    if (value instanceof Unknown || hasUnknown(value))
      throw new TypeError(`attribute ${name} is not known yet`)
    return value
  }

  #memberType(name: string): Type {
    return this.type.attributes.get(name) ?? this.#fail(name, 'part of the schema')
  }

  #fail(name: string, expected: string): never {
    throw new TypeError(`attribute ${name} is not ${expected}`)
  }
}

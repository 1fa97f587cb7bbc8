import { Decimal } from './decimal.ts'
import type { Type } from './type.ts'

/** What is known of an unknown value; every part may be missing. */
export interface Refinement {
  readonly notNull?: boolean
  readonly prefix?: string
  readonly lower?: readonly [bound: NumberValue, inclusive: boolean]
  readonly upper?: readonly [bound: NumberValue, inclusive: boolean]
  readonly minLength?: number
  readonly maxLength?: number
}

/** A value that is not known yet, perhaps with a promise about what it will be. */
export class Unknown {
  readonly refinement: Refinement

  constructor(refinement: Refinement = {}) {
    this.refinement = refinement
  }
}

/** An unknown value about which nothing is promised. */
export const unknown: Unknown = new Unknown()

/** A value of an attribute whose type is `dynamic`, with the type it has now. An untyped null is plain null. */
export class DynamicValue {
  readonly type: Type
  readonly value: Value

  constructor(type: Type, value: Value) {
    this.type = type
    this.value = value
  }
}

/** Numbers: a double that is exact, a 64-bit integer beyond the safe range, or text for everything else. */
export type NumberValue = number | bigint | Decimal

/** The attributes of an object or the elements of a map, by name. */
export type ValueMap = ReadonlyMap<string, Value>

/**
 * A Terraform value. Lists, sets and tuples are arrays; maps and objects are Maps; which of them it is, is
 * told by the {@link Type} that always accompanies a value.
 */
export type Value =
  | null
  | boolean
  | string
  | NumberValue
  | Unknown
  | DynamicValue
  | readonly Value[]
  | ValueMap

/** Narrows a value to a number. */
export function isNumber(value: Value | undefined): value is NumberValue {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal
}

/** Narrows a value to the elements of a list, set or tuple. */
export function isArray(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value)
}

/** Narrows a value to the members of a map or object. */
export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map
}

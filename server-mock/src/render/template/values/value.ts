import type { GoFunc } from './func.ts'
import type { HostObject } from './host-object.ts'

/** Go's integer kinds a template can meet. */
export type IntKind = 'int' | 'int32' | 'int64' | 'uint8' | 'uint32' | 'uint64'

/**
 * A Go integer. Template literals, `len` and loop indexes are `int`; sprig's arithmetic gives `int64`;
 * `index` of a string gives `uint8`. A JavaScript number is always a Go float64, as in decoded JSON.
 */
export class GoInt {
  readonly kind: IntKind
  readonly value: bigint

  constructor(kind: IntKind, value: bigint) {
    this.kind = kind
    this.value = value
  }

  /** Decimal digits. */
  toString(): string {
    return this.value.toString()
  }

  /** True for the unsigned kinds. */
  get unsigned(): boolean {
    return this.kind.startsWith('u')
  }
}

/** An `int` made from a JavaScript integer. */
export function int(value: number | bigint): GoInt {
  return new GoInt('int', BigInt.asIntN(64, BigInt(value)))
}

/** An `int64`, wrapping on overflow as Go does. */
export function int64(value: number | bigint): GoInt {
  return new GoInt('int64', BigInt.asIntN(64, BigInt(value)))
}

/** A Go slice. `elem` is the Go type of its elements, `interface {}` for lists that came from JSON. */
export class GoSlice {
  readonly elem: string
  readonly items: Value[]
  /** Go's nil slice: prints and counts as empty, encodes as JSON null. */
  readonly isNil: boolean

  constructor(items: Value[], elem = 'interface {}', isNil = false) {
    this.items = items
    this.elem = elem
    this.isNil = isNil
  }
}

/** A Go `map[string]elem`; `elem` is `interface {}` for objects that came from JSON. */
export class GoMap {
  readonly elem: string
  readonly entries: Map<string, Value>
  readonly isNil: boolean

  constructor(entries: Map<string, Value> = new Map(), elem = 'interface {}', isNil = false) {
    this.entries = entries
    this.elem = elem
    this.isNil = isNil
  }
}

/**
 * Every value a template can hold. `null` is a nil interface, `undefined` Go's "no value" (a missing map key
 * or an unwrapped nil), `number` a float64.
 */
export type Value =
  | undefined
  | null
  | string
  | boolean
  | number
  | GoInt
  | GoSlice
  | GoMap
  | HostObject
  | GoFunc

/** A `[]string`. */
export function strings(items: readonly string[]): GoSlice {
  return new GoSlice([...items], 'string')
}

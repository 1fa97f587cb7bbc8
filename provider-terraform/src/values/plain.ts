import { Decimal } from './decimal.ts'
import type { Type } from './type.ts'
import { DynamicValue, isArray, isMap, Unknown, type Value } from './value.ts'

/** What JSON can hold. */
export type Json = null | boolean | string | number | readonly Json[] | { readonly [name: string]: Json }

/**
 * A wholly known value as plain JSON. Numbers beyond a double's precision are rounded to the nearest double,
 * since that is what every JSON API makes of them. Members named `__proto__` become own members.
 * @throws TypeError when a part is unknown.
 */
export function toJson(value: Value): Json {
  if (value instanceof Unknown) throw new TypeError('the value is not known yet')
  if (value instanceof DynamicValue) return toJson(value.value)
  if (value instanceof Decimal) return Number(value.text)
  if (typeof value === 'bigint') return Number(value)
  if (isArray(value)) return value.map(toJson)
  if (isMap(value)) return Object.fromEntries([...value].map(([name, member]) => [name, toJson(member)]))
  return value
}

/** Plain JSON as a dynamic value: objects and tuples, as Terraform's `jsondecode` gives them. Null stays null. */
export function fromJson(json: Json): DynamicValue | null {
  if (json === null) return null
  const [type, value] = infer(json)
  return new DynamicValue(type, value)
}

function infer(json: Json): readonly [Type, Value] {
  if (json === null) return ['dynamic', null]
  if (typeof json === 'string') return ['string', json]
  if (typeof json === 'boolean') return ['bool', json]
  if (typeof json === 'number') return ['number', json]
  if (Array.isArray(json)) {
    const parts = json.map(infer)
    return [{ kind: 'tuple', elements: parts.map(([type]) => type) }, parts.map(([, value]) => value)]
  }
  const parts = Object.entries(json).map(([name, member]) => [name, infer(member)] as const)
  return [
    { kind: 'object', attributes: new Map(parts.map(([name, [type]]) => [name, type])) },
    new Map(parts.map(([name, [, value]]) => [name, value])),
  ]
}

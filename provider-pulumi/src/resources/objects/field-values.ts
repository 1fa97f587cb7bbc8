import { type Field, filled, memberOf } from '@metalwright/sdk/kinds'
import type { PropertyType } from '../../schema/schema.ts'
import { fromJson, type Json, toJson } from '../../values/json.ts'
import { isList, isMap, type Value } from '../../values/value.ts'
import { unwrap } from '../../values/walk.ts'

/** JSON of the API, which may be shared and is never changed. */
type Found = Json | undefined

/** A property's value as the API wants it: nested objects by the names of their fields. @throws NotJsonError */
export function toApi(type: PropertyType, given: Value, path: string): Json {
  const value = unwrap(given) ?? null
  if (type.kind === 'list' && isList(value)) {
    return value.map((item, index) => toApi(type.items, item, `${path}[${index}]`))
  }
  if (type.kind === 'map' && isMap(value)) {
    const members = [...value].map(([name, item]) => [name, toApi(type.values, item, `${path}.${name}`)])
    return Object.fromEntries(members)
  }
  if (type.kind === 'object' && isMap(value)) {
    const members = Object.entries(type.properties).flatMap(([name, property]) => {
      const member = value.get(name)
      if (member === undefined || property.field === undefined) return []
      return [[property.field, toApi(property.type, member, `${path}.${name}`)] as const]
    })
    return Object.fromEntries(members)
  }
  return toJson(value, path)
}

/**
 * A value of the API as a property's. Of nested objects, members that are as the server chooses them are left out, so
 * that what was written comes back.
 *
 * @param field what the model says of the value, for its defaults
 */
export function fromApi(type: PropertyType, field: Field | undefined, json: Found): Value {
  if (json === undefined || json === null) return null
  if (type.kind === 'list' && Array.isArray(json)) {
    return json.map((item) => fromApi(type.items, partOf(field), item))
  }
  if (type.kind === 'map' && isObject(json)) {
    const members = Object.entries(json).map(
      ([name, item]) => [name, fromApi(type.values, partOf(field), item)] as const,
    )
    return new Map(members)
  }
  if (type.kind === 'object' && isObject(json)) {
    const fields = field !== undefined && 'fields' in field.type ? field.type.fields : {}
    const members = Object.entries(type.properties).flatMap(([name, property]) => {
      const inner = fields[property.field ?? '']
      const part = memberOf(json, property.field ?? '')
      if (part === undefined || (inner !== undefined && !inner.required && isDefault(inner, part))) return []
      return [[name, fromApi(property.type, inner, part)] as const]
    })
    return new Map(members)
  }
  return fromJson(json)
}

/** What the model says of the members of a list or map of objects. */
function partOf(field: Field | undefined): Field | undefined {
  if (field === undefined || !('fields' in field.type)) return undefined
  return { type: { kind: 'object', fields: field.type.fields }, doc: '' }
}

/** Whether a value is what the server takes when none is given. */
export function isDefault(field: Field, json: Found): boolean {
  return sameJson(filled(field, undefined), filled(field, json))
}

/** How values of a field compare. */
export interface Comparison {
  readonly unordered?: boolean
  readonly caseless?: boolean
}

/** Whether two values mean the same. */
export function sameJson(a: Json, b: Json, how: Comparison = {}): boolean {
  return normal(a, how) === normal(b, how)
}

/** One text for all values that mean the same. */
function normal(json: Json, how: Comparison): string {
  if (typeof json === 'string') return JSON.stringify(how.caseless ? json.toLowerCase() : json)
  if (Array.isArray(json)) {
    const items = json.map((item) => normal(item, how))
    return `[${(how.unordered ? items.toSorted() : items).join()}]`
  }
  if (!isObject(json)) return JSON.stringify(json)
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${normal(item, how)}`).join()}}`
}

/** Whether JSON is an object. */
export function isObject(json: Found): json is { [name: string]: Json } {
  return json !== undefined && json !== null && typeof json === 'object' && !Array.isArray(json)
}

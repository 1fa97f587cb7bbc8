import { isDeepStrictEqual } from 'node:util'
import { type Field, type FieldType, filled, memberOf } from '@metalwright/sdk/kinds'
import type { JsonValue } from '@metalwright/sdk/models'
import { fromJson, toJson } from '../../values/plain.ts'
import { isArray, isMap, Unknown, type Value } from '../../values/value.ts'
import { innerName } from './inner-name.ts'

/** How values of a field compare and are written. */
export interface Notation {
  /** A list without order. */
  readonly unordered?: boolean
  /** Upper and lower case are the same. */
  readonly caseless?: boolean
  /** Write JSON of any shape as text: where a value of any type cannot stand. */
  readonly jsonAsText?: boolean
  /** Show nested parts also where they are as the server chooses them. */
  readonly whole?: boolean
}

/** A configured value as the API wants it; what is not set is left out. Undefined for null and for what is not known. */
export function toApi(type: FieldType, value: Value): JsonValue | undefined {
  if (value === null || value instanceof Unknown) return undefined
  if (!('fields' in type)) return JSON.parse(JSON.stringify(toJson(value)))
  const one = (part: Value): JsonValue => {
    const found = Object.entries(type.fields).flatMap(([name, field]) => {
      const json = toApi(field.type, isMap(part) ? (part.get(innerName(name)) ?? null) : null)
      return json === undefined ? [] : [[name, json] as const]
    })
    return Object.fromEntries(found)
  }
  if (type.kind === 'object') return one(value)
  if (isArray(value)) return value.map(one)
  return isMap(value) ? Object.fromEntries([...value].map(([name, part]) => [name, one(part)])) : undefined
}

/**
 * A value of the API for the state. What is the same as before keeps its form, so that a null stays null and an
 * empty list an empty list; otherwise what equals the server's own choice becomes null.
 */
export function toState(
  field: Pick<Field, 'type' | 'default'>,
  json: JsonValue | undefined,
  prior: Value,
  notation: Notation = {},
): Value {
  const found = filled(field, json)
  if (prior !== null && !(prior instanceof Unknown)) {
    if (same(filled(field, toApi(field.type, prior)), found, notation)) return prior
  }
  if (same(filled(field, undefined), found, notation)) return null
  return build(field.type, found, prior, notation)
}

/** A value of the API as a value of Terraform, nothing left to null but nested parts that equal the server's choice. */
export function build(type: FieldType, json: JsonValue, prior: Value, notation: Notation): Value {
  switch (type.kind) {
    case 'json':
    case 'json-map':
      return notation.jsonAsText ? JSON.stringify(json) : fromJson(json)
    case 'text-map':
    case 'texts-map':
      return new Map(entriesOf(json).map(([name, part]) => [name, plain(part)]))
    case 'object':
      return members(type, json, prior, notation)
    case 'objects':
      return (Array.isArray(json) ? json : []).map((part, index) =>
        members(type, part, isArray(prior) ? (prior[index] ?? null) : null, notation),
      )
    case 'object-map':
      return new Map(
        entriesOf(json).map(([name, part]) => [
          name,
          members(type, part, isMap(prior) ? (prior.get(name) ?? null) : null, notation),
        ]),
      )
    default:
      return plain(json)
  }
}

/** The name of an attribute: JSON that is written as text says so. */
export function offeredName(name: string, { kind }: FieldType, { jsonAsText }: Notation): string {
  return jsonAsText && (kind === 'json' || kind === 'json-map') ? `${name}_json` : name
}

function members(
  type: Extract<FieldType, { fields: unknown }>,
  json: JsonValue,
  prior: Value,
  notation: Notation,
): Value {
  return new Map(
    Object.entries(type.fields).map(([name, field]) => {
      const before = isMap(prior) ? (prior.get(innerName(name)) ?? null) : null
      const part = memberOf(json, name)
      const value =
        field.required || notation.whole
          ? build(field.type, filled(field, part), before, notation)
          : toState(field, part, before, notation)
      return [offeredName(innerName(name), field.type, notation), value]
    }),
  )
}

function plain(json: JsonValue): Value {
  if (Array.isArray(json)) return json.map(plain)
  return json !== null && typeof json === 'object' ? JSON.stringify(json) : json
}

function same(a: JsonValue, b: JsonValue, notation: Notation): boolean {
  return isDeepStrictEqual(normal(a, notation), normal(b, notation))
}

function normal(json: JsonValue, notation: Notation): JsonValue {
  if (typeof json === 'string') return notation.caseless ? json.toLowerCase() : json
  if (Array.isArray(json)) {
    const all = json.map((part) => normal(part, notation))
    if (!notation.unordered) return all
    return all.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
  }
  if (json === null || typeof json !== 'object') return json
  return Object.fromEntries(Object.entries(json).map(([name, part]) => [name, normal(part, notation)]))
}

function entriesOf(json: JsonValue): readonly (readonly [string, JsonValue])[] {
  return json !== null && typeof json === 'object' && !Array.isArray(json) ? Object.entries(json) : []
}

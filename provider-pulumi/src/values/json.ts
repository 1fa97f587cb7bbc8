import { Asset, ByteString, isList, isMap, type PropertyMap, Secret, Unknown, type Value } from './value.ts'

/** A JSON value. */
export type Json = null | boolean | string | number | Json[] | { [name: string]: Json }

/** A value that JSON cannot carry, such as an asset or a number that is not finite; code `not_json`. */
export class NotJsonError extends Error {
  readonly code = 'not_json'

  constructor(what: string, path: string) {
    super(`${path === '' ? 'The value' : path} is ${what}, which cannot be sent to the server.`)
  }
}

/**
 * The JSON of a value, secrets revealed; a byte string is its base64.
 *
 * @param path where it stands, for messages
 * @throws NotJsonError
 */
export function toJson(value: Value, path = ''): Json {
  if (value instanceof Secret) return toJson(value.value, path)
  if (value instanceof Unknown) throw new NotJsonError('not known yet', path)
  if (value instanceof Asset) throw new NotJsonError(`an ${value.kind}`, path)
  if (value instanceof ByteString) return value.base64
  if (isList(value)) return value.map((item, index) => toJson(item, `${path}[${index}]`))
  if (isMap(value)) return mapToJson(value, path)
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new NotJsonError('not a finite number', path)
  return value
}

/** The JSON object of properties; see {@link toJson}. */
export function mapToJson(properties: PropertyMap, path = ''): { [name: string]: Json } {
  return Object.fromEntries(
    [...properties].map(([name, value]) => [name, toJson(value, path === '' ? name : `${path}.${name}`)]),
  )
}

/** The value of JSON. */
export function fromJson(json: Json): Value {
  if (Array.isArray(json)) return json.map(fromJson)
  if (json !== null && typeof json === 'object') return mapFromJson(json)
  return json
}

/** The properties of a JSON object. */
export function mapFromJson(json: Readonly<Record<string, Json>>): PropertyMap {
  return new Map(Object.entries(json).map(([name, value]) => [name, fromJson(value)]))
}

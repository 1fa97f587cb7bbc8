import type { JsonValue } from '../models/json.ts'
import type { Field, FieldType, Json } from './field.ts'

/**
 * A value of the API with everything that is left out as the server takes it, nested fields too; members that the
 * field does not have are dropped. A value that is not of the field's shape is left as it is.
 */
export function filled(field: Pick<Field, 'type' | 'default'>, json: JsonValue | undefined): JsonValue {
  const { type } = field
  const value = json ?? copyOf(field.default) ?? emptyOf(type)
  if (!('fields' in type)) return value
  const one = (part: JsonValue): JsonValue =>
    Object.fromEntries(
      Object.entries(type.fields).map(([name, inner]) => [name, filled(inner, memberOf(part, name))]),
    )
  if (type.kind === 'object') return one(value)
  if (Array.isArray(value)) return value.map(one)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, one(part)]))
}

/** A member of a JSON object; undefined when it has none of its own. */
export function memberOf(json: JsonValue | undefined, name: string): JsonValue | undefined {
  if (json === undefined || json === null || typeof json !== 'object' || Array.isArray(json)) return undefined
  return Object.hasOwn(json, name) ? json[name] : undefined
}

function copyOf(json: Json | undefined): JsonValue | undefined {
  return json === undefined ? undefined : JSON.parse(JSON.stringify(json))
}

/** What the server takes for a field that has no default of its own. */
function emptyOf({ kind }: FieldType): JsonValue {
  switch (kind) {
    case 'text':
      return ''
    case 'flag':
      return false
    case 'integer':
      return 0
    case 'json':
      return null
    case 'texts':
    case 'objects':
      return []
    default:
      return {}
  }
}

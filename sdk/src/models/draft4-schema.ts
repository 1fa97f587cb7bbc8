import type { JsonObject, JsonValue } from './json.ts'

/** Keywords whose value is a schema, or a list of schemas. */
const SCHEMAS = ['additionalItems', 'additionalProperties', 'allOf', 'anyOf', 'items', 'not', 'oneOf']
/** Keywords whose value holds a schema under each of its names. */
const NAMED_SCHEMAS = ['definitions', 'dependencies', 'patternProperties', 'properties']
/** Limits that draft 4 makes exclusive by a flag beside them, and later drafts by a number of its own. */
const EXCLUSIVE = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' } as const

/**
 * A JSON Schema of draft 4, in which DRP's params are written, as one that later drafts read the same way:
 * exclusive limits become numbers, and the names that `id` gives to schemas go, since none is looked up by its
 * name. A later draft's schema stays as it is.
 */
export function fromDraft4(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(fromDraft4)
  if (schema === null || typeof schema !== 'object') return schema
  const next: [string, JsonValue][] = []
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'id' || keyword === '$id' || keyword === '$schema') continue
    if (SCHEMAS.includes(keyword)) next.push([keyword, fromDraft4(value)])
    else if (NAMED_SCHEMAS.includes(keyword) && isMap(value)) next.push([keyword, each(value)])
    else next.push([keyword, value])
  }
  const modern = Object.fromEntries(next)
  for (const [flag, limit] of Object.entries(EXCLUSIVE)) {
    if (typeof modern[flag] !== 'boolean') continue
    const bound = modern[limit]
    if (modern[flag] && bound !== undefined) {
      modern[flag] = bound
      delete modern[limit]
    } else delete modern[flag]
  }
  return modern
}

function each(schemas: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, fromDraft4(schema)]))
}

function isMap(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

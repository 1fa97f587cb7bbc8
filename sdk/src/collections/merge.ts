import type { JsonObject, JsonValue } from '../models/json.ts'

/**
 * What to change on an object: only the fields named. A map changes only the members named; null takes a member
 * away, or sets a field back to its default. A list is replaced as a whole.
 */
export type Changes<Value> = { readonly [Field in keyof Value]?: Change<Value[Field]> | undefined }

type Change<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? Changes<Value> | null
    : Value | null

/** Applies a merge patch (RFC 7396): members of objects are merged, null removes one, anything else replaces. */
export function merge(target: JsonValue | undefined, changes: JsonValue): JsonValue {
  if (!isObject(changes)) return changes
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) merged.delete(name)
    else merged.set(name, merge(merged.get(name), change))
  }
  return Object.fromEntries(merged)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

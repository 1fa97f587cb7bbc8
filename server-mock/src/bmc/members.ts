import type { JsonObject, JsonValue } from '@metalwright/sdk/models'

/** A member of a value that should be an object; undefined where it is none, or has none of its own of that name. */
export function memberAt(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let at = value
  for (const name of path) {
    if (!isObject(at) || !Object.hasOwn(at, name)) return undefined
    at = at[name]
  }
  return at ?? undefined
}

/** A text at a path; empty when there is none. Numbers count, since some BMCs write ids so. */
export function textAt(value: JsonValue | undefined, ...path: readonly string[]): string {
  const found = memberAt(value, ...path)
  if (typeof found === 'number') return String(found)
  return typeof found === 'string' ? found : ''
}

/** The texts in a list at a path; undefined when there is no list. */
export function textsAt(
  value: JsonValue | undefined,
  ...path: readonly string[]
): readonly string[] | undefined {
  const found = memberAt(value, ...path)
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : undefined
}

/** The objects in a list at a path. */
export function objectsAt(value: JsonValue | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const found = memberAt(value, ...path)
  return Array.isArray(found) ? found.filter(isObject) : []
}

/** Whether a value is an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

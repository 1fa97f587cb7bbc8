import type { JsonObject, JsonValue } from '@metalwright/sdk/models'

/**
 * One value made of a param's values at all levels, nearest first (DRP v4): maps are merged member by member,
 * the nearest winning; lists are put one after another; anything else is the nearest value. Values of another
 * type than the nearest are left out.
 */
export function compose(levels: readonly JsonValue[]): JsonValue | undefined {
  const [nearest] = levels
  if (nearest === undefined || levels.length === 1) return nearest
  if (Array.isArray(nearest)) return levels.flatMap((level) => (Array.isArray(level) ? level : []))
  if (!isObject(nearest)) return nearest
  const objects = levels.filter(isObject)
  const names = new Set(objects.flatMap((object) => Object.keys(object)))
  return Object.fromEntries(
    [...names].map((name) => [name, compose(objects.flatMap((object) => own(object, name))) ?? null]),
  )
}

function own(object: JsonObject, name: string): JsonValue[] {
  return Object.hasOwn(object, name) ? [object[name] ?? null] : []
}

function isObject(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

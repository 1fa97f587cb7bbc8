import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'

/**
 * The part of what a server has that a configuration names: of an object the members that are given, of a list of as
 * many elements the part of each. What is not given, or given as null, may be whatever the server makes of it; what
 * it does not have is null.
 */
export function projected(found: JsonValue | undefined, given: JsonValue): JsonValue {
  if (found === undefined || given === null) return null
  if (Array.isArray(given) && Array.isArray(found)) {
    if (found.length !== given.length) return found
    return found.map((part, index) => projected(part, given[index] ?? null))
  }
  if (!isObject(given) || !isObject(found)) return found
  return Object.fromEntries(
    Object.entries(given).map(([name, part]) => [
      name,
      projected(Object.hasOwn(found, name) ? found[name] : undefined, part),
    ]),
  )
}

/** Whether a configuration names fields that are all as they were before; it may name fewer. */
export function namesTheSame(before: JsonValue, after: JsonValue): boolean {
  if (!isObject(before) || !isObject(after)) return isDeepStrictEqual(before, after)
  return Object.entries(after).every(
    ([name, value]) => Object.hasOwn(before, name) && isDeepStrictEqual(before[name], value),
  )
}

/**
 * A value of a configuration laid over what the server has: members that were given before and are not any more, or
 * are null, go; those of others stay.
 */
export function overlaid(found: JsonValue | undefined, before: JsonValue, after: JsonValue): JsonValue {
  if (!isObject(after) || !isObject(found)) return after
  const members = new Map(Object.entries(found))
  const earlier = isObject(before) ? before : {}
  for (const name of Object.keys(earlier)) if (!Object.hasOwn(after, name)) members.delete(name)
  for (const [name, value] of Object.entries(after)) {
    if (value === null) members.delete(name)
    else members.set(name, overlaid(members.get(name), earlier[name] ?? null, value))
  }
  return Object.fromEntries(members)
}

function isObject(json: JsonValue | undefined): json is JsonObject {
  return json !== null && typeof json === 'object' && !Array.isArray(json)
}

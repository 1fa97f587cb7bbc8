import type { JsonObject, JsonValue } from '../models/json.ts'

/**
 * The members of a field that several share, such as Params: those that were ours go unless they are wanted; those of
 * others stay.
 *
 * @param present what the object has
 * @param before what we wanted until now
 * @param wanted what we want from now on
 */
export function sharedMembers(
  present: JsonValue | undefined,
  before: JsonValue | undefined,
  wanted: JsonValue | undefined,
): JsonObject {
  const members = new Map(membersIn(present))
  for (const [name] of membersIn(before)) members.delete(name)
  for (const [name, value] of membersIn(wanted)) members.set(name, value)
  return Object.fromEntries(members)
}

function membersIn(json: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  const isObject = json !== null && typeof json === 'object' && !Array.isArray(json)
  return isObject ? Object.entries(json) : []
}

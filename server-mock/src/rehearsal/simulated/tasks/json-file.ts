import type { JsonObject, JsonValue } from '@metalwright/sdk/models'

/** A JSON object among the files of a task; an empty one when it is not there or is something else. */
export function jsonFile(files: ReadonlyMap<string, string>, path: string): JsonObject {
  try {
    const value: JsonValue = JSON.parse(files.get(path) ?? '{}')
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}

import type { JsonObject, JsonValue } from '@metalwright/sdk/models'

/**
 * Fields of an object that its model has dropped, by their path, such as `Templates.0.Color`. A field that is
 * null is none.
 *
 * @param read the object as its model read it
 */
export function unknownFields(input: JsonObject, read: JsonObject): string[] {
  const found: string[] = []
  compare(input, read, '', found)
  return found
}

function compare(input: JsonValue, read: JsonValue | undefined, place: string, found: string[]): void {
  if (input === null || typeof input !== 'object' || read === null || typeof read !== 'object') return
  for (const [key, member] of Object.entries(input)) {
    const path = place === '' ? key : `${place}.${key}`
    if (Object.hasOwn(read, key))
      compare(member, Object.entries(read).find(([name]) => name === key)?.[1], path, found)
    else if (member !== null) found.push(path)
  }
}

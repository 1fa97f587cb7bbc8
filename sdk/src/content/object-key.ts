import { catalogue, isPrefix } from '../models/catalogue.ts'
import { hexAddress } from '../models/fields.ts'
import type { JsonObject, JsonValue } from '../models/json.ts'

/** Fields that hold the key of objects of kinds this version does not know. */
const USUAL_KEYS = ['Name', 'Id', 'ID', 'Uuid']

/**
 * Key that an object says of itself; `undefined` when it says none. An IPv4 address is its key as eight
 * upper-case hex digits.
 */
export function objectKey(prefix: string, object: JsonObject): string | undefined {
  if (!isPrefix(prefix)) {
    const field = USUAL_KEYS.find((name) => text(object, name) !== undefined)
    return field === undefined ? undefined : text(object, field)
  }
  const { key, keyForm } = catalogue[prefix]
  const value = text(object, key)
  return value === undefined || keyForm === 'text' ? value : hexAddress(value)
}

function text(object: JsonObject, field: string): string | undefined {
  const value: JsonValue | undefined = Object.hasOwn(object, field) ? object[field] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

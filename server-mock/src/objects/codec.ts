import { catalogue, hexAddress, type JsonObject, type ObjectOf, type Prefix } from '@metalwright/sdk/models'

/**
 * Stored objects and typed ones are the same JSON: everything in the store was decoded by its model before it
 * was written, so reading it again costs no validation. The object is the caller's own when it comes from the
 * store, and frozen when it comes from a layer.
 */
export function fromStored<P extends Prefix>(_prefix: P, body: JsonObject): ObjectOf<P> {
  return body as unknown as ObjectOf<P>
}

/** The JSON of a typed object. */
export function toStored<P extends Prefix>(_prefix: P, object: ObjectOf<P>): JsonObject {
  return object as unknown as JsonObject
}

/** Key of an object in the store: its key field, an IPv4 address as eight upper-case hex digits. */
export function keyOf(prefix: Prefix, body: JsonObject): string {
  const { key, keyForm } = catalogue[prefix]
  const value = body[key]
  const text = typeof value === 'string' ? value : ''
  return keyForm === 'hex-address' ? hexAddress(text) : text
}

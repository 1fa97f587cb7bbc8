import { z } from 'zod'

/** Any JSON value, as it came off the wire. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject

/** A JSON object. Keys are untrusted: look one up with `Object.hasOwn` before use. */
export interface JsonObject {
  [key: string]: JsonValue
}

/** Schema of a value that is accepted as it is; the text was parsed as JSON before. */
export const Json = z.custom<JsonValue>((value) => value !== undefined)

import {
  catalogue,
  DecodeError,
  decode,
  type JsonObject,
  type JsonValue,
  type ObjectOf,
  type Prefix,
} from '@metalwright/sdk/models'
import { Problem } from './problem.ts'

/** A new object says its key; only UUIDs are made up. @throws Problem 400 */
export function needKey(prefix: Prefix, input: JsonValue): void {
  const { key } = catalogue[prefix]
  if (key === 'Uuid' || input === null || typeof input !== 'object' || Array.isArray(input)) return
  if ((input[key] ?? '') === '') throw new Problem(400, ['Empty key not allowed'], { model: prefix })
}

/**
 * What a client sent as an object of a prefix.
 *
 * @param place of the error, and its status when a value is of the wrong type
 * @throws Problem 422 when a rule of the model is broken
 */
export function readInput<P extends Prefix>(
  prefix: P,
  input: JsonValue,
  place: { readonly key: string; readonly status: number } = { key: '', status: 400 },
): ObjectOf<P> {
  try {
    return decode(catalogue[prefix].schema, input) as unknown as ObjectOf<P>
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const status = error.wrongType ? place.status : 422
    throw new Problem(
      status,
      error.messages,
      { model: prefix, key: place.key, type: 'ValidationError' },
      error,
    )
  }
}

/** Sets what only the server may say to nothing. */
export function resetComputed(prefix: Prefix, body: JsonObject): void {
  for (const field of catalogue[prefix].computed) body[field] = zero(body[field])
}

function zero(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return []
  if (typeof value === 'boolean') return false
  return typeof value === 'number' ? 0 : ''
}

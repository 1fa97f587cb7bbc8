import type { JsonValue } from '../models/json.ts'
import { unbox } from './box.ts'
import { keyBytes } from './key-pair.ts'
import { type Sealed, sealedBytes } from './sealed.ts'
import { SecureError } from './secure-error.ts'

/**
 * Opens a sealed value.
 *
 * @param privateKey base64 of 32 bytes
 * @param sealed what `seal`, drpcli or any NaCl box implementation made for the key pair
 * @throws SecureError `bad_key`, `bad_sealed`, `not_for_key`, `bad_contents`
 */
export function open(privateKey: string, sealed: JsonValue | Sealed): JsonValue {
  const recipient = keyBytes('private', privateKey)
  const bytes = sealedBytes(sealed)
  if (bytes === undefined) {
    const reason =
      'The value is not sealed: Key, Nonce and Payload must be base64 of 32, 24 and 17 or more bytes'
    throw new SecureError('bad_sealed', `${reason}; seal it with the public key of the object`)
  }
  return contents(unbox(bytes.payload, bytes.nonce, bytes.key, recipient))
}

/** The value in an opened box. The parser's own words would repeat the secret, so they are left out. */
function contents(text: Uint8Array): JsonValue {
  try {
    const value: JsonValue = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text), harmless)
    return value
  } catch {
    throw new SecureError('bad_contents', 'The sealed value holds no JSON; seal the JSON text of the value')
  }
}

/** Refuses the key that would reach an object's prototype, as the API does in every body. */
function harmless(key: string, value: JsonValue): JsonValue {
  if (key === '__proto__') throw new SyntaxError('a key that is not allowed')
  return value
}

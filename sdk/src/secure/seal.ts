import { randomBytes } from 'node:crypto'
import type { JsonValue } from '../models/json.ts'
import { base64 } from './base64.ts'
import { box, NONCE_BYTES } from './box.ts'
import { keyBytes, makeKeyPair } from './key-pair.ts'
import { MAX_SEALED_BYTES, type Sealed } from './sealed.ts'
import { SecureError } from './secure-error.ts'

/**
 * Seals a value so that only the holder of the private key can read it: a NaCl box of its JSON text, from a key
 * pair that exists for this one value. Nobody, the sealer included, can open it without the private key.
 *
 * @param publicKey base64 of 32 bytes, as `GET /<prefix>/<key>/pubkey` gives it
 * @throws SecureError `bad_key`; `too_large` beyond 1 MiB of JSON
 */
export function seal(publicKey: string, value: JsonValue): Sealed {
  const recipient = keyBytes('public', publicKey)
  const text = Buffer.from(JSON.stringify(value), 'utf8')
  if (text.length > MAX_SEALED_BYTES) {
    const reason = `A sealed value may have ${MAX_SEALED_BYTES} bytes of JSON, this one has ${text.length}`
    throw new SecureError('too_large', `${reason}; keep it elsewhere and seal a reference to it`)
  }
  const own = makeKeyPair()
  const nonce = randomBytes(NONCE_BYTES)
  const payload = box(text, nonce, recipient, keyBytes('private', own.privateKey))
  return { Key: own.publicKey, Nonce: base64(nonce), Payload: base64(payload) }
}

import { generateKeyPairSync } from 'node:crypto'
import { base64, bytesOf } from './base64.ts'
import { SecureError } from './secure-error.ts'

/** Length of a Curve25519 key, public or private, in bytes. */
export const KEY_BYTES = 32

/** A Curve25519 key pair (RFC 7748), each key as base64 of its 32 bytes. */
export interface KeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

/** Makes a new key pair from the operating system's randomness. */
export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  // In DER both keys are the last bytes of a fixed frame (RFC 8410).
  return {
    publicKey: base64(publicKey.export({ type: 'spki', format: 'der' }).subarray(-KEY_BYTES)),
    privateKey: base64(privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-KEY_BYTES)),
  }
}

/** The bytes of a key. @throws SecureError `bad_key`; the message names the kind of key and no part of it */
export function keyBytes(kind: 'public' | 'private', key: string): Uint8Array {
  const bytes = bytesOf(key)
  if (bytes?.length === KEY_BYTES) return bytes
  throw new SecureError(
    'bad_key',
    `The ${kind} key is not ${KEY_BYTES} bytes in base64; use the one the server gave as it is`,
  )
}

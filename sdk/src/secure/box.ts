import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { u32 } from '@noble/ciphers/utils.js'
import { SecureError } from './secure-error.ts'

/** Length of a nonce in bytes. */
export const NONCE_BYTES = 24
/** How much longer a box is than its message, in bytes: the Poly1305 tag in front. */
export const TAG_BYTES = 16

/** Frames of raw X25519 keys in DER (RFC 8410). */
const SPKI = Buffer.from('302a300506032b656e032100', 'hex')
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
/** Salsa20's constant for keys of 32 bytes. */
const SIGMA = Buffer.from('expand 32-byte k', 'latin1')

/**
 * Encrypts and authenticates a message from one key to another: NaCl's `crypto_box`
 * (X25519, HSalsa20, XSalsa20, Poly1305), byte for byte.
 *
 * @param nonce 24 bytes, never used before between these two keys
 * @throws SecureError `bad_key` for a public key that gives no secret (a point of low order)
 */
export function box(
  message: Uint8Array,
  nonce: Uint8Array,
  publicKey: Uint8Array,
  privateKey: Uint8Array,
): Uint8Array {
  return xsalsa20poly1305(sharedKey(publicKey, privateKey), nonce).encrypt(message)
}

/**
 * Opens what `box` made; the tag is compared in constant time and before anything is decrypted.
 *
 * @throws SecureError `not_for_key` when it was made for another key or altered; `bad_key` as `box`
 */
export function unbox(
  boxed: Uint8Array,
  nonce: Uint8Array,
  publicKey: Uint8Array,
  privateKey: Uint8Array,
): Uint8Array {
  const key = sharedKey(publicKey, privateKey)
  try {
    return xsalsa20poly1305(key, nonce).decrypt(boxed)
  } catch {
    throw new SecureError('not_for_key', 'The value was sealed to another key, or altered; seal it again')
  }
}

/** Key that the two sides share: HSalsa20 of their X25519 secret (`crypto_box_beforenm`). */
function sharedKey(publicKey: Uint8Array, privateKey: Uint8Array): Uint8Array {
  // Copies, so that they lie where they can be read as words.
  const secret = Uint8Array.from(agreed(publicKey, privateKey))
  const shared = new Uint8Array(32)
  hsalsa(u32(Uint8Array.from(SIGMA)), u32(secret), new Uint32Array(4), u32(shared))
  return shared
}

function agreed(publicKey: Uint8Array, privateKey: Uint8Array): Uint8Array {
  try {
    return diffieHellman({
      publicKey: createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }),
      privateKey: createPrivateKey({
        key: Buffer.concat([PKCS8, privateKey]),
        format: 'der',
        type: 'pkcs8',
      }),
    })
  } catch (error) {
    throw new SecureError('bad_key', 'The public key gives no secret; make a new key pair', error)
  }
}

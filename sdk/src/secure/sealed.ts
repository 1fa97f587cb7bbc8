import type { JsonValue } from '../models/json.ts'
import { bytesOf } from './base64.ts'
import { NONCE_BYTES, TAG_BYTES } from './box.ts'
import { KEY_BYTES } from './key-pair.ts'

/** Longest JSON text that is sealed or opened, in bytes. */
export const MAX_SEALED_BYTES = 1024 * 1024

/** A sealed value as DRP stores and sends it (`SecureData`), all three base64. */
export interface Sealed {
  /** Public key of the pair that was made for this value alone, 32 bytes. */
  readonly Key: string
  /** 24 bytes. */
  readonly Nonce: string
  /** NaCl box of the value's JSON text: a tag of 16 bytes and the text. */
  readonly Payload: string
}

/** The bytes of a sealed value. */
export interface SealedBytes {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly payload: Uint8Array
}

/** Whether a value has the shape of a sealed one: exactly the three members, each of the right length. */
export function isSealed(value: JsonValue | Sealed | undefined): value is JsonValue & Sealed {
  return sealedBytes(value) !== undefined
}

/** The bytes of a sealed value; `undefined` for anything else. */
export function sealedBytes(value: JsonValue | Sealed | undefined): SealedBytes | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const members = new Map(Object.entries(value))
  const key = field(members.get('Key'), KEY_BYTES, KEY_BYTES)
  const nonce = field(members.get('Nonce'), NONCE_BYTES, NONCE_BYTES)
  const payload = field(members.get('Payload'), TAG_BYTES + 1, TAG_BYTES + MAX_SEALED_BYTES)
  if (members.size !== 3 || key === undefined || nonce === undefined || payload === undefined)
    return undefined
  return { key, nonce, payload }
}

function field(text: unknown, shortest: number, longest: number): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length > 4 * Math.ceil(longest / 3)) return undefined
  const bytes = bytesOf(text)
  return bytes !== undefined && bytes.length >= shortest && bytes.length <= longest ? bytes : undefined
}

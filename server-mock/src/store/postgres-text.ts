import { createHash } from 'node:crypto'
import { StorageError } from './port.ts'

/** Bytes of a key that fit into PostgreSQL's indexes beside everything else. */
const KEY_BYTES = 1800
/** Bytes of an index value that are kept as they are. */
const VALUE_BYTES = 600

/**
 * A text as PostgreSQL can hold it: it has no NUL, so U+0000 and U+0001 are written as two characters each. The
 * order of texts by their bytes stays the same.
 */
export function encodeText(text: string): string {
  if (!text.includes('\u0000') && !text.includes('\u0001')) return text
  return text.replaceAll('\u0001', '\u0001\u0002').replaceAll('\u0000', '\u0001\u0001')
}

/** The text that `encodeText` was given. */
export function decodeText(text: string): string {
  if (!text.includes('\u0001')) return text
  return text.replaceAll('\u0001\u0001', '\u0000').replaceAll('\u0001\u0002', '\u0001')
}

/** @throws StorageError when the key is too long for an index */
export function encodeKey(key: string): string {
  const text = encodeText(key)
  if (text.length * 3 > KEY_BYTES && Buffer.byteLength(text) > KEY_BYTES) {
    throw new StorageError(
      `the key ${JSON.stringify(key.slice(0, 40))}… has more than ${KEY_BYTES} bytes`,
      'choose a shorter one',
    )
  }
  return text
}

/** An index value. One too long for an index is kept as its beginning and its digest: look-ups still find it. */
export function encodeValue(value: string): string {
  const text = encodeText(value)
  if (text.length * 3 <= VALUE_BYTES || Buffer.byteLength(text) <= VALUE_BYTES) return text
  return `${text.slice(0, VALUE_BYTES / 6).toWellFormed()}${createHash('sha256').update(text).digest('hex')}`
}

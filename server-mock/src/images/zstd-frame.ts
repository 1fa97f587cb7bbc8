/** What the header of a zstd frame says (RFC 8878, 3.1.1.1). */
export interface ZstdFrameHeader {
  /** Bytes of the header, magic number included. */
  readonly length: number
  /** Bytes of the content, where the header tells. */
  readonly contentSize: number | undefined
  /** Whether four bytes of checksum follow the last block. */
  readonly checksum: boolean
}

/** First bytes of a zstd frame. */
export const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const

const DICTIONARY_BYTES = [0, 1, 2, 4] as const
const SIZE_BYTES = [0, 2, 4, 8] as const

/** Reads the header of a frame; `undefined` when these bytes begin none, or end within it. */
export function zstdFrameHeader(bytes: Uint8Array): ZstdFrameHeader | undefined {
  const descriptor = bytes[4]
  if (descriptor === undefined || !ZSTD_MAGIC.every((byte, index) => bytes[index] === byte)) return undefined
  const single = (descriptor & 0x20) !== 0
  const flag = descriptor >> 6
  const at = 5 + (single ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0)
  const sizeBytes = flag === 0 && single ? 1 : (SIZE_BYTES[flag] ?? 0)
  const length = at + sizeBytes
  if (bytes.length < length) return undefined
  let size = 0
  for (let index = length - 1; index >= at; index--) size = size * 256 + (bytes[index] ?? 0)
  const contentSize = sizeBytes === 0 ? undefined : size + (sizeBytes === 2 ? 256 : 0)
  return { length, contentSize, checksum: (descriptor & 4) !== 0 }
}

/** Bytes of the frame that these bytes begin with, whatever follows it; `undefined` when it is not whole. */
export function zstdFrameLength(bytes: Uint8Array): number | undefined {
  const header = zstdFrameHeader(bytes)
  if (header === undefined) return undefined
  let at = header.length
  for (;;) {
    const [a, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    if (a === undefined || b === undefined || c === undefined) return undefined
    const size = (a >> 3) | (b << 5) | (c << 13)
    const type = (a >> 1) & 3
    if (type === 3) return undefined
    // A run holds its byte once.
    at += 3 + (type === 1 ? 1 : size)
    if ((a & 1) !== 0) break
  }
  const end = at + (header.checksum ? 4 : 0)
  return end <= bytes.length ? end : undefined
}

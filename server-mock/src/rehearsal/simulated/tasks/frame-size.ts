/** Start of a zstd frame (RFC 8878 §3.1.1). */
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]

/**
 * Uncompressed size as the header of a zstd frame tells it (RFC 8878 §3.1.1.1): 0 when it does not say,
 * `undefined` when the bytes do not begin a frame.
 */
export function zstdFrameSize(start: Uint8Array): number | undefined {
  if (MAGIC.some((byte, at) => start[at] !== byte)) return undefined
  const descriptor = start[4]
  if (descriptor === undefined) return undefined
  const flag = descriptor >> 6
  const single = (descriptor >> 5) & 1
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const width = [single, 2, 4, 8][flag] ?? 0
  const at = 5 + (single === 1 ? 0 : 1) + dictionary
  if (start.length < at + width) return undefined
  let size = 0
  for (const byte of start.slice(at, at + width).reverse()) size = size * 256 + byte
  return flag === 1 ? size + 256 : size
}

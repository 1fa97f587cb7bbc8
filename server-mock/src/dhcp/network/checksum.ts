/** Sum of big-endian 16-bit words; an odd last byte is the high half of a word. */
export function sum(bytes: Uint8Array): number {
  let total = 0
  const even = bytes.length & ~1
  for (let at = 0; at < even; at += 2) total += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  return even === bytes.length ? total : total + ((bytes[even] ?? 0) << 8)
}

/** Internet checksum of a sum of words (RFC 1071): its 16-bit complement. */
export function checksum(total: number): number {
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000)
  return ~total & 0xffff
}

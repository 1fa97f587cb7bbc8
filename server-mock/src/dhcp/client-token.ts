import type { DhcpPacket } from './codec/packet.ts'

const DIGITS = '0123456789abcdef'
const COLON = 58

/**
 * Identity of a client under the strategy `MAC`: its hardware address in lower-case hex with colons.
 * Undefined for addresses no single machine has: empty, all zeros, all ones, or an Ethernet group address.
 */
export function clientToken({ hardwareType, hardwareAddress }: DhcpPacket): string | undefined {
  let all = 0
  let common = 255
  const letters: number[] = []
  for (const byte of hardwareAddress) {
    all |= byte
    common &= byte
    if (letters.length > 0) letters.push(COLON)
    letters.push(DIGITS.charCodeAt(byte >> 4), DIGITS.charCodeAt(byte & 15))
  }
  const nobody = all === 0 || common === 255
  const group = hardwareType === 1 && ((hardwareAddress[0] ?? 0) & 1) === 1
  // Made in one piece: leases keep it, and one joined of pieces takes a multiple.
  return nobody || group ? undefined : String.fromCharCode(...letters)
}

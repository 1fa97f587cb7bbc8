import type { DhcpPacket } from './codec/packet.ts'

/** Each octet in hex. */
const OCTETS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Identity of a client under the strategy `MAC`: its hardware address in lower-case hex with colons.
 * Undefined for addresses no single machine has: empty, all zeros, all ones, or an Ethernet group address.
 */
export function clientToken({ hardwareType, hardwareAddress }: DhcpPacket): string | undefined {
  // In the path of every packet, so nothing is allocated but the text.
  let text = ''
  let all = 0
  let common = 255
  for (const byte of hardwareAddress) {
    all |= byte
    common &= byte
    text += text === '' ? OCTETS[byte] : `:${OCTETS[byte]}`
  }
  const nobody = all === 0 || common === 255
  const group = hardwareType === 1 && ((hardwareAddress[0] ?? 0) & 1) === 1
  return nobody || group ? undefined : text
}

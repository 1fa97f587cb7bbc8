import type { DhcpPacket } from './codec/packet.ts'

/**
 * Identity of a client under the strategy `MAC`: its hardware address in lower-case hex with colons.
 * Undefined for addresses no single machine has: empty, all zeros, all ones, or an Ethernet group address.
 */
export function clientToken({ hardwareType, hardwareAddress }: DhcpPacket): string | undefined {
  const bytes = [...hardwareAddress]
  const nobody = bytes.every((byte) => byte === 0) || bytes.every((byte) => byte === 255)
  const group = hardwareType === 1 && ((bytes[0] ?? 0) & 1) === 1
  if (nobody || group) return undefined
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')
}

import type { Peer } from '../destination.ts'
import { parseAddress } from '../ipv4.ts'
import { checksum, sum } from './checksum.ts'

const IP_HEADER = 20
const UDP_HEADER = 8
const UDP = 17

/**
 * An IPv4 packet with one UDP datagram (RFC 791, RFC 768), both checksums filled in. Used where the kernel
 * would first ask by ARP for an address nobody has yet. Never fragmented: the payload must fit the link.
 */
export function udpFrame(from: Peer, to: Peer, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(IP_HEADER + UDP_HEADER + payload.length)
  const view = new DataView(frame.buffer)
  const length = UDP_HEADER + payload.length
  frame[0] = 0x45
  view.setUint16(2, frame.length)
  // Don't fragment, and a usual time to live.
  view.setUint16(6, 0x4000)
  frame[8] = 64
  frame[9] = UDP
  view.setUint32(12, parseAddress(from.address) ?? 0)
  view.setUint32(16, parseAddress(to.address) ?? 0)
  view.setUint16(10, checksum(sum(frame.subarray(0, IP_HEADER))))

  view.setUint16(20, from.port)
  view.setUint16(22, to.port)
  view.setUint16(24, length)
  frame.set(payload, IP_HEADER + UDP_HEADER)
  const pseudo = sum(frame.subarray(12, IP_HEADER)) + UDP + length
  // 0 means "no checksum" in UDP, so a sum of 0 is sent as all ones.
  view.setUint16(26, checksum(pseudo + sum(frame.subarray(IP_HEADER))) || 0xffff)
  return frame
}

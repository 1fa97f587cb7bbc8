import { checksum, sum } from '../network/checksum.ts'

const ECHO_REPLY = 0
const ECHO_REQUEST = 8
const HEADER = 8

/** What tells one echo from another (RFC 792). All numbers have 16 bits. */
export interface Echo {
  /** Same for all requests of one sender; ping sockets put their own in its place. */
  readonly identifier: number
  readonly sequence: number
}

/** An ICMP echo request without data (RFC 792), checksum filled in. */
export function echoRequest({ identifier, sequence }: Echo): Uint8Array {
  const message = new Uint8Array(HEADER)
  const view = new DataView(message.buffer)
  message[0] = ECHO_REQUEST
  view.setUint16(4, identifier)
  view.setUint16(6, sequence)
  view.setUint16(2, checksum(sum(message)))
  return message
}

/**
 * Reads an ICMP echo reply; `headers`: the IPv4 header comes first, as raw sockets have it. Undefined for
 * everything else, cut off or not.
 */
export function readEchoReply(bytes: Uint8Array, headers: boolean): Echo | undefined {
  const first = bytes[0]
  if (first === undefined) return undefined
  const at = headers ? (first & 15) * 4 : 0
  if ((headers && (first >> 4 !== 4 || at < 20)) || bytes.length < at + HEADER) return undefined
  if (bytes[at] !== ECHO_REPLY) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER)
  return { identifier: view.getUint16(4), sequence: view.getUint16(6) }
}

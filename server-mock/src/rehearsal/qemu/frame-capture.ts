/** A UDP datagram over IPv4, as it passed a network card. */
export type CapturedDatagram = {
  /** Microseconds of the card's clock. */
  atUs: number
  /** Dotted decimal. */
  from: string
  to: string
  fromPort: number
  toPort: number
  /** Payload; shorter than `length` where the capture cut it. */
  payload: Buffer
  /** Bytes of the payload as sent. */
  length: number
}

const MAGIC = 0xa1b2c3d4
const FILE_HEADER = 24
const RECORD_HEADER = 16
const ETHERNET_HEADER = 14
const IPV4 = 0x0800
const UDP = 17
const UDP_HEADER = 8

/**
 * Reads the UDP datagrams of a capture file as QEMU's `filter-dump` writes it (pcap 2.4, Ethernet, this
 * machine's byte order). Everything else in it, fragments and what is cut short at the end are left out.
 * @throws RangeError when it is no such file
 */
export function capturedDatagrams(file: Buffer): CapturedDatagram[] {
  if (file.length < FILE_HEADER || file.readUInt32LE(0) !== MAGIC) {
    throw new RangeError('not a capture file of this machine')
  }
  const found: CapturedDatagram[] = []
  for (let at = FILE_HEADER; at + RECORD_HEADER <= file.length; ) {
    const kept = file.readUInt32LE(at + 8)
    const start = at + RECORD_HEADER
    if (start + kept > file.length) break
    const atUs = file.readUInt32LE(at) * 1_000_000 + file.readUInt32LE(at + 4)
    const datagram = readDatagram(file.subarray(start, start + kept), atUs)
    if (datagram !== undefined) found.push(datagram)
    at = start + kept
  }
  return found
}

const address = (bytes: Buffer, at: number): string => [...bytes.subarray(at, at + 4)].join('.')

function readDatagram(frame: Buffer, atUs: number): CapturedDatagram | undefined {
  if (frame.length < ETHERNET_HEADER + 20 || frame.readUInt16BE(12) !== IPV4) return undefined
  const packet = frame.subarray(ETHERNET_HEADER)
  const headerLength = ((packet[0] ?? 0) & 15) * 4
  const fragment = packet.readUInt16BE(6) & 0x3fff
  if (packet[9] !== UDP || headerLength < 20 || fragment !== 0) return undefined
  if (packet.length < headerLength + UDP_HEADER) return undefined
  const udp = packet.subarray(headerLength)
  const length = udp.readUInt16BE(4) - UDP_HEADER
  if (length < 0) return undefined
  return {
    atUs,
    from: address(packet, 12),
    to: address(packet, 16),
    fromPort: udp.readUInt16BE(0),
    toPort: udp.readUInt16BE(2),
    // Short frames are padded behind the datagram.
    payload: udp.subarray(UDP_HEADER, UDP_HEADER + length),
    length,
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { udpFrame } from '../../src/dhcp/network/udp-frame.ts'
import { capturedDatagrams } from '../../src/rehearsal/qemu/index.ts'

const HEADER = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex')

/** A record of a capture file: an Ethernet frame of type IPv4, kept up to `keep` bytes. */
function record(packet: Uint8Array, seconds: number, keep = 65_535): Buffer {
  const frame = Buffer.concat([Buffer.alloc(12), Buffer.from([8, 0]), packet])
  const head = Buffer.alloc(16)
  head.writeUInt32LE(seconds, 0)
  head.writeUInt32LE(Math.min(keep, frame.length), 8)
  head.writeUInt32LE(frame.length, 12)
  return Buffer.concat([head, frame.subarray(0, keep)])
}
const client = { address: '0.0.0.0', port: 68 }
const server = { address: '255.255.255.255', port: 67 }
const hello = udpFrame(client, server, Buffer.from('hello'))

describe('captured frames', () => {
  it('gives the datagrams with their times, and of long ones what was kept', () => {
    const tcp = Uint8Array.from(hello)
    tcp[9] = 6
    const fragment = Uint8Array.from(hello)
    fragment[6] = 0x20
    const padded = Buffer.concat([hello, Buffer.alloc(13)])
    const file = Buffer.concat([
      HEADER,
      record(padded, 1),
      record(tcp, 2),
      record(fragment, 3),
      record(hello, 4, 14 + 28 + 2),
    ])
    const common = { from: '0.0.0.0', fromPort: 68, to: '255.255.255.255', toPort: 67, length: 5 }
    expect(capturedDatagrams(file)).toEqual([
      { ...common, atUs: 1_000_000, payload: Buffer.from('hello') },
      { ...common, atUs: 4_000_000, payload: Buffer.from('he') },
    ])
    expect(capturedDatagrams(file.subarray(0, -1))).toHaveLength(1)
  })

  it('refuses other files, and survives any bytes', () => {
    expect(() => capturedDatagrams(Buffer.from('hello'))).toThrow(RangeError)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 60 }), (bytes, packet) => {
        const records = [...[...bytes].map((byte) => record(packet, byte)), Buffer.from(bytes)]
        expect(Array.isArray(capturedDatagrams(Buffer.concat([HEADER, ...records])))).toBe(true)
      }),
    )
  })
})

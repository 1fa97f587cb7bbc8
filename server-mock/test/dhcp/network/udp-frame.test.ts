import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLinks } from '../../../src/dhcp/network/read-interfaces.ts'
import { udpFrame } from '../../../src/dhcp/network/udp-frame.ts'

/** One's complement sum of 16-bit words: 0xffff over data that includes its checksum (RFC 1071). */
function folded(bytes: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return sum
}

describe('UDP frame', () => {
  it('has its fields where they belong', () => {
    // Worked out with another implementation of both checksums.
    const frame = udpFrame(
      { address: '10.77.0.1', port: 67 },
      { address: '10.77.0.50', port: 68 },
      Uint8Array.of(1, 2, 3),
    )
    const hex = Buffer.from(frame).toString('hex')
    expect(hex).toBe('4500001f00004000401126020a4d00010a4d003200430044000be682010203')
  })

  it('has right checksums and lengths for any payload', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1500 }), fc.nat(0xffff), (payload, port) => {
        const frame = udpFrame({ address: '255.0.255.1', port }, { address: '10.0.0.2', port: 68 }, payload)
        const udp = frame.subarray(20)
        const pseudo = Buffer.concat([
          frame.subarray(12, 20),
          Uint8Array.of(0, 17, udp.length >> 8, udp.length & 255),
          udp,
        ])
        expect([folded(frame.subarray(0, 20)), folded(pseudo)]).toEqual([0xffff, 0xffff])
        expect(Buffer.from(udp.subarray(8)).equals(payload)).toBe(true)
        expect([frame.length, udp[4], udp[5]]).toEqual([
          payload.length + 28,
          udp.length >> 8,
          udp.length & 255,
        ])
      }),
    )
  })
})

describe('interfaces', () => {
  it('are read with and without address or carrier', () => {
    const text = JSON.stringify([
      {
        ifindex: 1,
        ifname: 'lo',
        flags: ['LOOPBACK', 'UP'],
        addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }],
      },
      {
        ifindex: 7,
        ifname: 'br0',
        flags: ['NO-CARRIER', 'BROADCAST', 'UP'],
        operstate: 'DOWN',
        addr_info: [
          { family: 'inet', local: '10.0.0.1', prefixlen: 24 },
          { family: 'inet6', local: 'fe80::1' },
        ],
      },
      { ifindex: 9, ifname: 'eth1', flags: ['BROADCAST'] },
    ])
    expect(parseLinks(text)).toEqual([
      { name: 'lo', index: 1, addresses: ['127.0.0.1'], networks: ['127.0.0.1/8'], loopback: true, up: true },
      {
        name: 'br0',
        index: 7,
        addresses: ['10.0.0.1'],
        networks: ['10.0.0.1/24'],
        loopback: false,
        up: true,
      },
      { name: 'eth1', index: 9, addresses: [], networks: [], loopback: false, up: false },
    ])
  })

  it.each(['', '{}', '[{"ifname":1}]', '[null]'])('are not read from %j', (text) => {
    expect(() => parseLinks(text)).toThrow()
  })
})

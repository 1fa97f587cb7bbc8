import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../../src/dhcp/codec/decode-error.ts'
import { decodePacket } from '../../../src/dhcp/codec/decode-packet.ts'
import { EncodeError } from '../../../src/dhcp/codec/encode-error.ts'
import { encodePacket } from '../../../src/dhcp/codec/encode-packet.ts'
import type { DhcpPacket } from '../../../src/dhcp/codec/packet.ts'
import { formatAddress } from '../../../src/dhcp/ipv4.ts'

const address = fc.nat(0xffffffff).map(formatAddress)
const field = (size: number) =>
  fc
    .array(fc.integer({ min: 1, max: 255 }), { maxLength: size })
    .map((codes) => String.fromCharCode(...codes))

/** Values as the decoder accepts them: options the server acts on have their fixed length. */
const optionEntry = fc.oneof(
  fc.tuple(
    fc.integer({ min: 1, max: 254 }).filter((code) => ![50, 51, 52, 53, 54].includes(code)),
    fc.uint8Array({ maxLength: 600 }),
  ),
  fc.tuple(fc.constantFrom(50, 51, 54), fc.uint8Array({ minLength: 4, maxLength: 4 })),
  fc.tuple(
    fc.constant(53),
    fc.integer({ min: 1, max: 8 }).map((type) => Uint8Array.of(type)),
  ),
)

const packets: fc.Arbitrary<DhcpPacket> = fc.record({
  op: fc.constantFrom('request', 'reply'),
  hardwareType: fc.nat(255),
  hardwareAddress: fc.uint8Array({ maxLength: 16 }),
  hops: fc.nat(255),
  transactionId: fc.nat(0xffffffff),
  seconds: fc.nat(0xffff),
  broadcast: fc.boolean(),
  clientAddress: address,
  yourAddress: address,
  serverAddress: address,
  relayAddress: address,
  serverName: field(64),
  file: field(128),
  options: fc.array(optionEntry, { maxLength: 12 }).map((entries) => new Map(entries)),
})

const plain = (packet: DhcpPacket) => ({
  ...packet,
  hardwareAddress: [...packet.hardwareAddress],
  options: Object.fromEntries([...packet.options].map(([code, value]) => [code, [...value]])),
})

const empty: DhcpPacket = {
  op: 'request',
  hardwareType: 1,
  hardwareAddress: Uint8Array.of(0x52, 0x54, 0, 0, 0, 1),
  hops: 0,
  transactionId: 7,
  seconds: 0,
  broadcast: false,
  clientAddress: '0.0.0.0',
  yourAddress: '0.0.0.0',
  serverAddress: '0.0.0.0',
  relayAddress: '0.0.0.0',
  serverName: '',
  file: '',
  options: new Map(),
}

function wire(packet: DhcpPacket): Uint8Array {
  return encodePacket(packet, 65_000).bytes
}

/** Header and cookie followed by the given options area. */
function withArea(...area: number[]): Uint8Array {
  return Uint8Array.from([...wire(empty).subarray(0, 240), ...area])
}

function codeOf(bytes: Uint8Array): string {
  try {
    decodePacket(bytes)
  } catch (error) {
    if (error instanceof DecodeError) return error.code
    throw error
  }
  return 'decoded'
}

describe('DHCP packet', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(plain(decodePacket(wire(packet)))).toEqual(plain(packet))
      }),
    )
  })

  it('keeps to its limit, uses free fields, and reports what has no place', () => {
    fc.assert(
      fc.property(packets, fc.integer({ min: 548, max: 1472 }), (packet, limit) => {
        const relay = packet.options.get(82)
        fc.pre(relay === undefined || relay.length < 200)
        const { bytes, dropped } = encodePacket(packet, limit)
        expect(bytes.length).toBeLessThanOrEqual(limit)
        const kept = new Map([...packet.options].filter(([code]) => !dropped.includes(code)))
        expect(plain(decodePacket(bytes))).toEqual(plain({ ...packet, options: kept }))
        if (relay !== undefined) expect(kept.has(82)).toBe(true)
      }),
    )
  })

  it('survives any bytes', () => {
    const header = fc.uint8Array({ maxLength: 1600 }).map((area) => withArea(...area))
    const mutated = fc
      .tuple(packets, fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 20 }))
      .map(([packet, changes]) => {
        const bytes = wire(packet)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 1600 }), header, mutated), (bytes) => {
        expect(typeof codeOf(bytes)).toBe('string')
      }),
      { numRuns: 500 },
    )
  })

  it.each([0, 1, 43, 235, 239])('refuses %i bytes', (length) => {
    expect(codeOf(wire(empty).subarray(0, length))).toBe('too-short')
  })

  it.each([
    ['no options at all', withArea(), 'decoded'],
    ['only padding', withArea(0, 0, 0), 'decoded'],
    ['no End', withArea(53, 1, 1), 'decoded'],
    ['a code as last byte', withArea(53), 'option-truncated'],
    ['a length past the end', withArea(12, 200, 65), 'option-truncated'],
    ['an empty message type', withArea(53, 0, 255), 'bad-option-length'],
    ['two message types', withArea(53, 1, 1, 53, 1, 3, 255), 'bad-option-length'],
    ['message type 9', withArea(53, 1, 9, 255), 'bad-message-type'],
    ['message type 0', withArea(53, 1, 0, 255), 'bad-message-type'],
    ['three bytes of requested address', withArea(50, 3, 1, 2, 3, 255), 'bad-option-length'],
    ['overload 4', withArea(52, 1, 4, 255), 'bad-overload'],
    ['overload twice', withArea(52, 1, 1, 52, 1, 2, 255), 'bad-overload'],
    ['options after End', withArea(255, 53, 1), 'decoded'],
  ])('reads %s: %#', (_name, bytes, code) => {
    expect(codeOf(bytes)).toBe(code)
  })

  it('refuses a foreign op, an over-long hardware address and a missing cookie', () => {
    const patch = (at: number, value: number) => {
      const bytes = wire(empty)
      bytes[at] = value
      return codeOf(bytes)
    }
    expect(patch(0, 0)).toBe('bad-op')
    expect(patch(0, 3)).toBe('bad-op')
    expect(patch(2, 17)).toBe('bad-hardware-length')
    expect(patch(236, 0)).toBe('no-cookie')
  })

  it('ignores an overload inside an overloaded field instead of looping', () => {
    const bytes = withArea(52, 1, 3, 255)
    bytes.set([52, 1, 3, 12, 1, 65, 255], 108)
    bytes.set([12, 1, 66, 255], 44)
    const packet = decodePacket(bytes)
    expect(Buffer.from(packet.options.get(12) ?? []).toString()).toBe('AB')
    expect(packet.options.has(52)).toBe(false)
    expect([packet.file, packet.serverName]).toEqual(['', ''])
  })

  it('joins repeated options and splits long ones (RFC 3396)', () => {
    const joined = decodePacket(withArea(43, 2, 1, 2, 12, 1, 65, 43, 1, 3, 255))
    expect([...(joined.options.get(43) ?? [])]).toEqual([1, 2, 3])
    const bytes = wire({ ...empty, options: new Map([[119, new Uint8Array(300).fill(9)]]) })
    expect([bytes[240], bytes[241], bytes[497], bytes[498]]).toEqual([119, 255, 119, 45])
  })

  it('writes option 82 last, and never less than a BOOTP message', () => {
    const options = new Map([
      [82, Uint8Array.of(1, 1, 7)],
      [53, Uint8Array.of(2)],
    ])
    const bytes = wire({ ...empty, options })
    expect([...bytes.subarray(240, 249)]).toEqual([53, 1, 2, 82, 3, 1, 1, 7, 255])
    expect(bytes.length).toBe(300)
  })

  it('refuses to write what no packet can carry', () => {
    const broken: DhcpPacket[] = [
      { ...empty, file: 'x'.repeat(129) },
      { ...empty, serverName: 'x'.repeat(65) },
      { ...empty, yourAddress: '1.2.3' },
      { ...empty, hardwareAddress: new Uint8Array(17) },
      { ...empty, options: new Map([[255, new Uint8Array(1)]]) },
      { ...empty, options: new Map([[0, new Uint8Array(1)]]) },
    ]
    for (const packet of broken) expect(() => encodePacket(packet)).toThrow(EncodeError)
    expect(() => encodePacket(empty, 100)).toThrow(EncodeError)
  })
})

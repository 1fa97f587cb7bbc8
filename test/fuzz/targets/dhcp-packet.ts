import fc from 'fast-check'
import { DecodeError } from '../../../server-mock/src/dhcp/codec/decode-error.ts'
import { decodePacket } from '../../../server-mock/src/dhcp/codec/decode-packet.ts'
import { EncodeError } from '../../../server-mock/src/dhcp/codec/encode-error.ts'
import { encodePacket } from '../../../server-mock/src/dhcp/codec/encode-packet.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'

const option = fc
  .tuple(
    fc.constantFrom(0, 1, 12, 43, 50, 51, 52, 53, 54, 55, 60, 61, 77, 82, 93, 97, 175, 255),
    fc.uint8Array({ maxLength: 12 }),
  )
  .map(([code, data]) =>
    code === 0 || code === 255 ? Uint8Array.of(code) : Uint8Array.of(code, data.length, ...data),
  )

/** DHCP messages: decoded or refused; what was decoded is the same after it was written and read again. */
export const dhcpPacket: FuzzTarget = {
  name: 'dhcp-packet',
  pieces: binary(
    '\x63\x82\x53\x63',
    '\x35\x01\x01',
    '\x34\x01\x03',
    '\x52\x04\x05\x02\x0a\x00',
    '\x37\x03\x01\x03\x06',
    '\x00\x00\x00\x00',
    '\xff',
  ),
  inputs: fc
    .tuple(
      fc.uint8Array({ minLength: 236, maxLength: 236 }),
      fc.constantFrom(1, 2),
      fc.array(option, { maxLength: 12 }),
    )
    .map(([head, op, options]) =>
      Buffer.concat([
        Uint8Array.of(op, 1, 6),
        head.subarray(3),
        Uint8Array.of(0x63, 0x82, 0x53, 0x63),
        Uint8Array.of(53, 1, 1),
        ...options,
      ]),
    ),
  run: (input) => {
    try {
      const packet = decodePacket(input)
      const again = decodePacket(encodePacket(packet, 65_000).bytes)
      for (const [code, bytes] of packet.options) {
        if (code === 52) continue
        if (Buffer.compare(bytes, again.options.get(code) ?? new Uint8Array()) !== 0) {
          throw new Error(`option ${code} comes back changed`)
        }
      }
      if (again.transactionId !== packet.transactionId) throw new Error('the transaction comes back changed')
      return `decoded ${packet.options.size}`
    } catch (error) {
      if (error instanceof DecodeError || error instanceof EncodeError) return error.code
      throw error
    }
  },
}

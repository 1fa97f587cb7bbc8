import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { echoRequest, readEchoReply } from '../../../src/dhcp/probe/echo-message.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

describe('ICMP echo', () => {
  it('is written as RFC 792 says, its checksum over the whole message', () => {
    expect(Buffer.from(echoRequest({ identifier: 0x1234, sequence: 1 })).toString('hex')).toBe(
      '0800e5ca12340001',
    )
  })

  it('is read behind an IPv4 header of any length, or without one', () => {
    const reply = '0000 edca 1234 0001'
    const header = '4500 001c 0000 0000 4001 0000 0a000005 0a000001'
    const withOptions = '4600 0020 0000 0000 4001 0000 0a000005 0a000001 01010101'
    const echo = { identifier: 0x1234, sequence: 1 }
    expect(readEchoReply(hex(reply), false)).toEqual(echo)
    expect(readEchoReply(hex(header + reply), true)).toEqual(echo)
    expect(readEchoReply(hex(withOptions + reply), true)).toEqual(echo)
  })

  it.each([
    ['nothing', ''],
    ['a request', '4500 001c 0000 0000 4001 0000 0a000005 0a000001 0800 e5ca 1234 0001'],
    ['one cut off', '4500 001c 0000 0000 4001 0000 0a000005 0a000001 0000 edca 1234 00'],
    ['IPv6', '6500 001c 0000 0000 4001 0000 0a000005 0a000001 0000 edca 1234 0001'],
    ['a header that is too short', '4100 001c 0000 0000 4001 0000 0a000005 0a000001 0000 edca 1234 0001'],
  ])('is not %s', (_name, text) => {
    expect(readEchoReply(hex(text), true)).toBeUndefined()
  })

  it('never reads past what was received', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, headers) => {
        readEchoReply(bytes, headers)
      }),
    )
  })
})

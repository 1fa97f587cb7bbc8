import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { optionForm } from '../../../src/dhcp/codec/option-table.ts'
import { decodeOptionText, encodeOptionText, OptionTextError } from '../../../src/dhcp/codec/option-text.ts'
import { formatAddress } from '../../../src/dhcp/ipv4.ts'

const code = fc.integer({ min: 1, max: 254 })
const address = fc.nat(0xffffffff).map(formatAddress)

/** Text in the form a code has. */
function textOf(form: ReturnType<typeof optionForm>): fc.Arbitrary<string> {
  switch (form) {
    case 'message-type':
      return fc.constantFrom('dis', 'ofr', 'req', 'dec', 'ack', 'nak', 'rel', 'inf')
    case 'address':
      return address
    case 'addresses':
      return fc.array(address, { minLength: 1, maxLength: 5 }).map((list) => list.join(','))
    case 'text':
      return fc.string({ unit: 'grapheme' })
    case 'u8':
      return fc.nat(0xff).map(String)
    case 'u16':
      return fc.nat(0xffff).map(String)
    case 'u32':
      return fc.nat(0xffffffff).map(String)
    case 'empty':
      return fc.constant('')
    case 'bytes':
      return fc.array(fc.nat(255), { minLength: 1, maxLength: 40 }).map((bytes) => bytes.join(','))
  }
}

describe('option text', () => {
  it('reads what it wrote, for every code', () => {
    const cases = code.chain((number) => fc.tuple(fc.constant(number), textOf(optionForm(number))))
    fc.assert(
      fc.property(cases, ([number, text]) => {
        expect(decodeOptionText(number, encodeOptionText(number, text))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('shows any bytes as text', () => {
    fc.assert(
      fc.property(code, fc.uint8Array({ maxLength: 300 }), (number, bytes) => {
        expect(typeof decodeOptionText(number, bytes)).toBe('string')
      }),
    )
  })

  it.each([
    [53, 'ofr', [2]],
    [1, '255.255.255.0', [255, 255, 255, 0]],
    [3, '10.0.0.1, 10.0.0.2', [10, 0, 0, 1, 10, 0, 0, 2]],
    [15, 'a.b', [97, 46, 98]],
    [51, '4294967295', [255, 255, 255, 255]],
    [26, '1500', [5, 220]],
    [23, '64', [64]],
    [43, '6,1,8,255', [6, 1, 8, 255]],
    [175, 'string:ab', [97, 98]],
    [6, '', []],
    [67, '', []],
  ])('option %i %s', (number, text, bytes) => {
    expect([...encodeOptionText(number, text)]).toEqual(bytes)
  })

  it.each([
    [53, 'offer'],
    [1, '255.255.255'],
    [1, '10.0.0.1,10.0.0.2'],
    [3, '10.0.0.1,,10.0.0.2'],
    [3, '10.0.0.256'],
    [51, '4294967296'],
    [51, '-1'],
    [26, '65536'],
    [23, '1e1'],
    [43, '6,256'],
    [43, '6,,1'],
    [43, 'string'],
    [255, 'x'],
  ])('refuses option %i %s', (number, text) => {
    expect(() => encodeOptionText(number, text)).toThrow(OptionTextError)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../../src/dhcp/codec/decode-error.ts'
import { decodeSubOptions, encodeSubOptions } from '../../../src/dhcp/codec/encapsulated.ts'
import { EncodeError } from '../../../src/dhcp/codec/encode-error.ts'
import { decodeRelayInformation, encodeRelayInformation } from '../../../src/dhcp/codec/relay-information.ts'
import { formatAddress } from '../../../src/dhcp/ipv4.ts'

const value = fc.uint8Array({ maxLength: 255 })

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof DecodeError) return error.code
    throw error
  }
  return 'decoded'
}

describe('sub-options', () => {
  it.each(['padded', 'bare'] as const)('read what they wrote, %s', (framing) => {
    const least = framing === 'padded' ? 1 : 0
    const code = fc.integer({ min: least, max: 255 - least })
    fc.assert(
      fc.property(fc.array(fc.tuple(code, value), { maxLength: 6 }), (entries) => {
        const subOptions = new Map(entries)
        expect(decodeSubOptions(encodeSubOptions(subOptions, framing), framing)).toEqual(subOptions)
      }),
    )
  })

  it('survive any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('padded', 'bare'), (bytes, framing) => {
        expect(['decoded', 'sub-option-truncated']).toContain(codeOf(() => decodeSubOptions(bytes, framing)))
      }),
    )
  })

  it('read the PXE vendor options every boot ROM understands', () => {
    expect(decodeSubOptions(Uint8Array.of(6, 1, 8, 255), 'padded')).toEqual(new Map([[6, Uint8Array.of(8)]]))
  })

  it('refuse codes that would be PAD or End', () => {
    const subOptions = new Map([[255, new Uint8Array(0)]])
    expect(() => encodeSubOptions(subOptions, 'padded')).toThrow(EncodeError)
    expect([...encodeSubOptions(subOptions, 'bare')]).toEqual([255, 0])
  })
})

describe('relay information', () => {
  it('reads what it wrote', () => {
    const relay = fc.record(
      {
        circuitId: value,
        remoteId: value,
        linkSelection: fc.nat(0xffffffff).map(formatAddress),
        answerSourcePort: fc.boolean(),
      },
      { requiredKeys: ['answerSourcePort'] },
    )
    fc.assert(
      fc.property(relay, (wanted) => {
        expect(decodeRelayInformation(encodeRelayInformation(wanted))).toEqual(wanted)
      }),
    )
  })

  it('refuses a short link selection and a cut sub-option', () => {
    expect(codeOf(() => decodeRelayInformation(Uint8Array.of(5, 3, 10, 0, 0)))).toBe('too-short')
    expect(codeOf(() => decodeRelayInformation(Uint8Array.of(1, 9, 1)))).toBe('sub-option-truncated')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressFromHex, addressToHex } from '../../../src/resources/objects/hex-address.ts'

describe('an address as a key', () => {
  it('is eight hex digits, and comes back', () => {
    expect(addressToHex('192.168.100.100')).toBe('C0A86464')
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(addressFromHex(addressToHex(address) ?? '')).toBe(address)
      }),
    )
  })

  it('is nothing else', () => {
    for (const text of ['', '1.2.3', '256.1.1.1', '01.2.3.4', 'x']) expect(addressToHex(text)).toBeUndefined()
    for (const text of ['', 'C0A8646', 'C0A86464A', 'G0A86464']) expect(addressFromHex(text)).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAddress, parseAddress, parseNetwork } from '../../../src/dhcp/ipv4.ts'
import { AddressSet, nextUnused } from '../../../src/dhcp/strategy/address-set.ts'
import { ExpiryQueue } from '../../../src/dhcp/strategy/expiry-queue.ts'

const BASE = 0x0affff00

describe('addresses', () => {
  it('text and number agree', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (value) => {
        expect(parseAddress(formatAddress(value))).toBe(value)
      }),
    )
  })

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.256',
    ' 1.2.3.4',
    '1.2.3.4\n',
    '0x1.2.3.4',
    '1.2.3.-4',
  ])('%j is none', (text) => expect(parseAddress(text)).toBeUndefined())

  it.each([
    ['10.1.2.3/24', [0x0a010200, 0x0a0102ff]],
    ['0.0.0.0/0', [0, 0xffffffff]],
    ['200.0.0.1/32', [0xc8000001, 0xc8000001]],
  ])('%s is a network', (text, [network, broadcast]) => {
    expect(parseNetwork(text)).toMatchObject({ network, broadcast })
  })

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '/8', '10.0.0.0/8x'])(
    '%j is no network',
    (text) => expect(parseNetwork(text)).toBeUndefined(),
  )
})

describe('AddressSet', () => {
  it('finds the next absent address as a plain set does, also over page borders', () => {
    const near = fc.integer({ min: BASE, max: BASE + 700 })
    const change = fc.tuple(fc.boolean(), near)
    fc.assert(
      fc.property(fc.array(change, { maxLength: 900 }), near, near, (changes, first, last) => {
        const [one, two, model] = [new AddressSet(), new AddressSet(), new Set<number>()]
        for (let address = BASE + 100; address < BASE + 500; address++) {
          one.add(formatAddress(address))
          model.add(address)
        }
        for (const [add, address] of changes) {
          const text = formatAddress(address)
          if (add) {
            two.add(text)
            model.add(address)
          } else {
            one.delete(text)
            two.delete(text)
            model.delete(address)
          }
        }
        let expected = first
        while (expected <= last && model.has(expected)) expected++
        expect(nextUnused([one, two], formatAddress(first), formatAddress(last))).toBe(
          expected <= last ? formatAddress(expected) : undefined,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('passes over a full /14 at once and reaches the last address', () => {
    const set = new AddressSet()
    for (let address = 0; address < 4 * 65536; address++) set.add(formatAddress(0x0a000000 + address))
    expect(set.nextAbsent(0x0a000000, 0x0affffff)).toBe(0x0a040000)
    expect(set.nextAbsent(0x0a000000, 0x0a03ffff)).toBeUndefined()
    expect(set.nextAbsent(0xffffffff, 0xffffffff)).toBe(0xffffffff)
  })
})

describe('ExpiryQueue', () => {
  it('gives the earliest current entry after any changes', () => {
    const change = fc.tuple(fc.nat(30), fc.nat(100))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3000 }), (changes) => {
        const ends = new Map<number, number>()
        const queue = new ExpiryQueue(({ address, at }) => ends.get(address) === at)
        for (const [address, at] of changes) {
          ends.set(address, at)
          queue.push({ address, at })
          if (at % 3 === 0) expect(queue.peek()?.at).toBe(Math.min(...ends.values()))
        }
        expect(queue.peek()?.at).toBe(Math.min(...ends.values()))
      }),
      { numRuns: 40 },
    )
  })
})

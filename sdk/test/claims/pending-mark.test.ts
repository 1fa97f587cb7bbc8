import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOf, pendingMarkOf } from '../../src/claims/index.ts'
import { pendingMarkChange } from '../../src/claims/pending-mark.ts'
import { Machine } from '../../src/models/machine.ts'

const marked = (value: unknown) =>
  pendingMarkOf(Machine.parse({ Name: 'm1', Params: { 'a/pending': value } }), 'a/pending')

describe('the mark of a pending claim', () => {
  it('is read as it was written', () => {
    const mark = { fingerprint: 'f', holder: 'h', beat: 3 }
    expect(pendingMarkChange(mark, 'a/pending')).toEqual({ addParameters: { 'a/pending': mark } })
    expect(marked(mark)).toEqual(mark)
    expect(marked({ ...mark, more: 1 })).toEqual(mark)
    expect(pendingMarkChange(null, 'a/pending')).toEqual({ removeParameters: ['a/pending'] })
  })

  it('is not read from what somebody else wrote under its name', () => {
    const broken = [
      {},
      { fingerprint: 'f', holder: 'h', beat: 'many' },
      { fingerprint: 1, holder: 'h', beat: 1 },
    ]
    for (const value of [null, 'x', 7, [], ...broken]) expect(marked(value)).toBeUndefined()
  })

  it('is only read from the machine itself', () => {
    const machine = Machine.parse({ Name: 'm1' })
    expect(pendingMarkOf(machine, 'a/pending')).toBeUndefined()
    expect(pendingMarkOf(machine, '__proto__')).toBeUndefined()
  })
})

describe('a fingerprint', () => {
  it('does not depend on the order of members, nor on undefined ones', () => {
    const one = fingerprintOf({ pool: 'a', params: { x: 1, y: [2, { a: 1, b: 2 }] } })
    expect(fingerprintOf({ params: { y: [2, { b: 2, a: 1 }], x: 1 }, image: undefined, pool: 'a' })).toBe(one)
    expect(fingerprintOf({ pool: 'a', params: { x: 1, y: [{ a: 1, b: 2 }, 2] } })).not.toBe(one)
  })

  it('is that of the same JSON text, and differs for other JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [copy, text] = [JSON.parse(JSON.stringify(one)), JSON.stringify(one)]
        expect(fingerprintOf(copy)).toBe(fingerprintOf(one))
        expect(fingerprintOf({ a: one, b: other })).toBe(fingerprintOf({ b: other, a: one }))
        if (typeof one !== 'object' && text !== JSON.stringify(other)) {
          expect(fingerprintOf(one)).not.toBe(fingerprintOf(other))
        }
      }),
    )
  })

  it('stays what older processes have stored', () => {
    expect(fingerprintOf({ b: [1, null], a: 'ü' })).toBe('5ddd266d13a5e8cdcca4c2007bb2032c')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admits } from '../../src/values/admits.ts'
import { canonicalText } from '../../src/values/canonical.ts'
import { conform } from '../../src/values/conform.ts'
import { compareNumbers, Decimal } from '../../src/values/decimal.ts'
import { decodeValue } from '../../src/values/decode.ts'
import { encodeValue } from '../../src/values/encode.ts'
import { equalValues } from '../../src/values/equal.ts'
import { Unknown } from '../../src/values/value.ts'
import { numbers, typedValues, types } from './arbitrary.ts'

describe('making a value fit', () => {
  it('leaves what fits, but for repetitions in sets', () => {
    fc.assert(
      fc.property(typedValues, ([type, value]) => {
        const { value: fitting, misfits } = conform(type, value)
        expect(misfits).toEqual([])
        expect(conform(type, fitting).value).toEqual(fitting)
        expect(encodeValue(type, fitting).length).toBeLessThanOrEqual(encodeValue(type, value).length)
      }),
    )
  })

  it('makes anything encodable, and names what did not fit', () => {
    fc.assert(
      fc.property(
        types,
        fc.anything({ withBigInt: true, withMap: true, withSparseArray: true }),
        (type, value) => {
          const { value: fitting, misfits } = conform(type, value)
          const back = decodeValue(type, encodeValue(type, fitting))
          expect(equalValues(type, back, fitting)).toBe(true)
          if (misfits.length === 0 && typeof type === 'string' && value !== null)
            expect(fitting).not.toBeInstanceOf(Unknown)
        },
      ),
    )
  })

  it('tells the place', () => {
    const type = { kind: 'map', element: { kind: 'list', element: 'string' } } as const
    const { misfits } = conform(type, new Map([['k', ['a', 1]]]), [{ attribute: 'x' }])
    expect(misfits).toEqual([
      { path: [{ attribute: 'x' }, { key: 'k' }, { index: 1 }], expected: 'a string' },
    ])
    expect(conform('string', '\ud800').value).toBe('\ufffd')
    expect(conform({ kind: 'set', element: 'string' }, ['a', 'a', 'é', 'e\u0301']).value).toEqual(['a', 'é'])
  })
})

describe('canonical text', () => {
  it('is shared exactly by equal values', () => {
    fc.assert(
      fc.property(typedValues, typedValues, ([type, value], [, other]) => {
        expect(canonicalText(type, value)).toBe(canonicalText(type, value))
        if (canonicalText(type, value) === canonicalText(type, other))
          expect(equalValues(type, value, other)).toBe(true)
      }),
    )
    const set = { kind: 'set', element: 'number' } as const
    expect(equalValues(set, [1, new Decimal('2.0')], [2, new Decimal('10e-1')])).toBe(true)
    expect(equalValues(set, [1, 2], [1, 3])).toBe(false)
  })
})

describe('the order of numbers', () => {
  it('is exact and total', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.integer({ min: -50, max: 50 }), (a, b, power) => {
        const [left, right] = [new Decimal(`${a}e${power}`), new Decimal(`${b}e${power}`)]
        expect(Math.sign(compareNumbers(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(Math.sign(compareNumbers(a, b))).toBe(-Math.sign(compareNumbers(b, a)) || 0)
      }),
    )
    expect(compareNumbers(new Decimal('1e999999999'), 1)).toBeGreaterThan(0)
  })
})

describe('what an unknown value promised', () => {
  it('is kept or not', () => {
    const cases = [
      [{ notNull: true }, null, false],
      [{}, null, true],
      [{ notNull: true }, 'x', true],
      [{ prefix: 'pre-' }, 'pre-x', true],
      [{ prefix: 'pre-' }, 'x', false],
      [{ prefix: 'é' }, 'e\u0301x', true],
      [{ lower: [1, true] }, 1, true],
      [{ lower: [1, false] }, 1, false],
      [{ lower: [1, true] }, new Decimal('0.9'), false],
      [{ upper: [2n, true] }, 2, true],
      [{ upper: [2, false] }, 2, false],
      [{ upper: [2, true] }, 3, false],
      [{ minLength: 1 }, [], false],
      [{ maxLength: 1 }, new Map([['a', 1]]), true],
      [{ maxLength: 1 }, ['a', 'b'], false],
      [{ minLength: 3 }, new Unknown(), true],
    ] as const
    for (const [refinement, value, kept] of cases) expect(admits(new Unknown(refinement), value)).toBe(kept)
  })
})

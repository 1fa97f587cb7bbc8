import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/render/template/budget.ts'
import { type FloatVerb, formatFloat } from '../../../src/render/template/format/float.ts'
import { sprintf } from '../../../src/render/template/format/printf.ts'
import { quoteText } from '../../../src/render/template/format/quote.ts'
import { unquote } from '../../../src/render/template/syntax/unquote.ts'
import { parseFloat64, parseInteger } from '../../../src/render/template/values/numbers.ts'
import { compareText, fromBytes, toBytes } from '../../../src/render/template/values/text.ts'
import { int } from '../../../src/render/template/values/value.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('numbers', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(finite, fc.constantFrom<FloatVerb[]>('e', 'g', 'f', 'x'), (value, verb) => {
        expect(parseFloat64(formatFloat(value, verb, -1))).toBe(value)
      }),
      { numRuns: 2_000 },
    )
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }), (value) => {
        const budget = new Budget()
        expect(parseInteger(sprintf('%d', [int(value)], budget), 10)).toBe(value)
        expect(parseInteger(sprintf('%#x', [int(value)], budget), 0)).toBe(value)
        expect(parseInteger(sprintf('%O', [int(value)], budget), 0)).toBe(value)
        expect(parseInteger(sprintf('%#b', [int(value)], budget), 0)).toBe(value)
      }),
    )
  })

  it('round to the nearest digit', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 13 }), (value, precision) => {
        const text = formatFloat(value, 'e', precision)
        const [mantissa = '', exponent = '0'] = text.split('e')
        expect(mantissa.replace(/^-?\d\.?/, '').length).toBe(precision)
        const unit = 10 ** (Number(exponent) - precision)
        // Far from the ends of the range, where the unit itself is exact enough.
        if (Math.abs(Number(exponent)) < 200)
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(unit * 0.51)
      }),
    )
  })

  it('never fail on any format', () => {
    const parts = fc.constantFrom(
      '%',
      '*',
      '.',
      '[',
      ']',
      '1',
      '20',
      '-',
      '+',
      '#',
      ' ',
      '0',
      'd',
      'v',
      's',
      'é',
      'x',
      'T',
    )
    fc.assert(
      fc.property(fc.array(parts), (format) => {
        const out = sprintf(format.join(''), [int(3), 1.5, 'text', null], new Budget())
        expect(out).toBeTypeOf('string')
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('text', () => {
  it('keeps every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBytes(fromBytes(bytes))).toEqual(bytes)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromBytes(toBytes(text))).toBe(text)
      }),
    )
  })

  it('sorts by bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(toBytes(a), toBytes(b)))
      }),
    )
  })

  it('is the same after quoting and unquoting', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, ascii) => {
        const text = fromBytes(bytes)
        expect(unquote(quoteText(text))).toBe(text)
        if (ascii) expect(unquote(quoteText(text.toWellFormed(), true))).toBe(text.toWellFormed())
      }),
    )
  })
})

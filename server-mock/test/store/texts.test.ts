import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteOrder } from '../../src/store/byte-order.ts'
import { decodeText, encodeKey, encodeText, encodeValue } from '../../src/store/postgres-text.ts'

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\u0000', '\u0001', '\u0002', 'a') }),
  fc.string({ unit: fc.constantFrom('\ud7ff', '\ue000', '\uffff', '😀', 'a') }),
)
const bytes = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))

describe('texts of keys and values', () => {
  it('are ordered by their bytes', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(byteOrder(a, b))).toBe(bytes(a, b))
      }),
    )
  })

  it('come back from the database as they were, hold no NUL there, and keep their order', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(decodeText(encodeText(a))).toBe(a)
        expect(encodeText(a)).not.toContain('\u0000')
        expect(bytes(encodeText(a), encodeText(b))).toBe(bytes(a, b))
      }),
    )
  })

  it('fit into an index, whatever their length', () => {
    const long = fc.string({ unit: 'grapheme', minLength: 150, maxLength: 900 })
    fc.assert(
      fc.property(long, long, (a, b) => {
        expect(Buffer.byteLength(encodeValue(a))).toBeLessThanOrEqual(600)
        expect(encodeValue(a) === encodeValue(b)).toBe(a === b)
        expect(encodeValue(a).isWellFormed()).toBe(true)
      }),
    )
    expect(encodeKey('k'.repeat(1800))).toBe('k'.repeat(1800))
    expect(() => encodeKey('k'.repeat(1801))).toThrow(/more than 1800 bytes/)
    expect(() => encodeKey('€'.repeat(601))).toThrow(/more than 1800 bytes/)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, LONGEST_TEXT } from '../../src/inventory/clean-text.ts'
import { isPlaceholder } from '../../src/inventory/placeholder.ts'

describe('cleanText', () => {
  it.each([
    ['  WD-WX \t 41A  ', 'WD-WX 41A'],
    ['\u001b[31mred\u0007\u0000', '[31mred'],
    ['{{.Secret}} {% x %}', '((.Secret)) (% x %)'],
    ['a\u202eb\u2028c\ud800d\ufffde', 'ab cde'],
    ['é漢🎉', 'é漢🎉'],
    [7, '7'],
    [Number.NaN, ''],
    [null, ''],
    [{ a: 1 }, ''],
  ])('makes %j into %j', (given, wanted) => {
    expect(cleanText(given)).toBe(wanted)
  })

  it('bounds huge texts without cutting a character in two', () => {
    expect(cleanText('🎉'.repeat(100_000), 10)).toBe('🎉'.repeat(10))
  })

  it('gives texts that are clean already back as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0x10ffff }), { maxLength: 300 }), (points) => {
        const text = String.fromCodePoint(...points)
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
        expect([...clean].length).toBeLessThanOrEqual(LONGEST_TEXT)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}{}]/u)
      }),
    )
  })
})

describe('isPlaceholder', () => {
  it.each([
    '',
    ' ',
    '0000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '0123456789',
    'To Be Filled By O.E.M.',
  ])('takes %j for nothing', (text) => expect(isPlaceholder(text)).toBe(true))
  it.each(['S1', 'CZ12345678', '1234567X', '4C4C4544-0042-3510-8056-B4C04F4E5331'])(
    'takes %j for a name',
    (text) => expect(isPlaceholder(text)).toBe(false),
  )
})

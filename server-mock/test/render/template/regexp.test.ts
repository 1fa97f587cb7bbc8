import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/render/template/budget.ts'
import { CallError } from '../../../src/render/template/call-error.ts'
import { Regexp } from '../../../src/render/template/regexp/regexp.ts'

const compile = (pattern: string): Regexp => new Regexp(pattern, new Budget())

/** Patterns that mean the same to RE2 and to JavaScript's `u` flag. */
const pattern = fc.letrec<{ item: string; sequence: string; choice: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\w', '\\d', '^', '$', '\\b', '[a-b0]', 'é'),
    fc
      .tuple(tie('choice'), fc.constantFrom('', '(?:', '('))
      .map(([inner, open]) => `${open || '('}${inner})`),
  ),
  sequence: fc
    .array(fc.tuple(tie('item'), fc.constantFrom('', '', '', '?', '+', '{1,2}', '+?', '??')), {
      maxLength: 4,
    })
    .map((parts) =>
      parts.map(([item, repeat]) => (/^[\^$]|^\\b/.test(item) ? item : item + repeat)).join(''),
    ),
  choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')),
})).choice

const subject = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '0', ' ', '\n', 'é'), maxLength: 8 })

describe('Regexp', () => {
  it('finds what JavaScript finds, where both mean the same', () => {
    fc.assert(
      fc.property(pattern, subject, (source, text) => {
        // Go's dot leaves out the newline only; a repeat that may match nothing is cut short differently.
        const script = new RegExp(source, 'u').exec(text)
        const ours = compile(source)
        expect(ours.test(text)).toBe(script !== null)
        if (!/[)][?+{]/.test(source)) expect(ours.find(text)).toBe(script?.[0] ?? '')
      }),
      { numRuns: 2_000 },
    )
  })

  it('never does anything but match or refuse', () => {
    const pieces = fc.constantFrom(...'()[]{}|*+?^$.\\-,:<>PpQEdDwWsSbBAzximUn0123aé☃'.split(''))
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 15 }), fc.string({ unit: 'binary' }), (parts, text) => {
        try {
          const regexp = compile(parts.join(''))
          expect(text).toContain(regexp.find(text))
          expect(regexp.findAll(text, -1).length).toBeLessThanOrEqual([...text].length + 1)
          expect(regexp.replaceAll(text, '', true).length).toBeLessThanOrEqual(text.length)
        } catch (error) {
          expect(error).toBeInstanceOf(CallError)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('refuses what RE2 refuses', () => {
    for (const source of [
      '(',
      ')',
      '[',
      'a**',
      '(?=a)',
      '(?<!a)',
      '\\1',
      'x{1001}',
      '(?<n>a)(?<n>b)',
      '\\8',
      '(?z)',
    ]) {
      expect(() => compile(source), source).toThrow(CallError)
    }
    expect(() => compile('((a{1000}){1000}){1000}')).toThrow('expression too large')
    expect(() => compile('('.repeat(5_000))).toThrow('nests too deeply')
    expect(() => compile('a'.repeat(20_000))).toThrow('expression too large')
  })

  it('splits and joins back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b') }), { minLength: 1 }), (parts) => {
        expect(compile(',').split(parts.join(','), -1)).toEqual(parts)
      }),
    )
  })
})

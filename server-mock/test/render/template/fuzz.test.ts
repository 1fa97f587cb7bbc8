import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sprigFunctions, TemplateError, TemplateSet } from '../../../src/render/template/index.ts'

const limits = { steps: 20_000, outputBytes: 100_000, valueLength: 100_000 }

/** Parses and runs; anything but a TemplateError is a fault of the engine. */
function attempt(template: string, data: unknown): string | undefined {
  try {
    return new TemplateSet({ functions: sprigFunctions }).parse('t', template).execute('t', data, { limits })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    expect(error.message).toMatch(/^template: /)
    return undefined
  }
}

const fragments = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{{- ',
    ' -}}',
    '/*',
    '*/',
    'if',
    'else',
    'end',
    'range',
    'with',
    'define',
    'block',
    'template',
  ],
  ...[
    'break',
    'continue',
    'nil',
    'true',
    '.',
    '.a',
    '.b.c',
    '$',
    '$x',
    ':=',
    '=',
    '|',
    '(',
    ')',
    ',',
    ' ',
    '\n',
  ],
  ...[
    '"s"',
    '`r`',
    "'c'",
    '"',
    '`',
    "'",
    '1',
    '-2.5',
    '0x1f',
    '1e9',
    '0b2',
    '1i',
    'len',
    'index',
    'print',
    'printf',
  ],
  ...['and', 'or', 'not', 'eq', 'text', 'é', '\\', '@', '\0', '\ud800', '__proto__', 'constructor', '%d'],
)

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      '0',
      '1',
      '-1',
      '2.5',
      '1e300',
      'nil',
      'true',
      '.',
      '.a',
      '.b',
      '.l',
      '$',
      '"x"',
      '"(a|b)*c"',
    ),
    fc.constantFrom(
      '"a,b"',
      '"2006-01-02"',
      '">=1.2"',
      '"http://h/p?q"',
      '"aGk="',
      '""',
      '"\\xff"',
      '100',
      '.m',
    ),
    fc
      .tuple(fc.constantFrom(...sprigFunctions.keys()), fc.array(tie('any'), { maxLength: 3 }))
      .map(([name, args]) => `(${[name, ...args].join(' ')})`),
  ),
})).any

const data = {
  a: 'text é☃🎉\udc80',
  b: { c: [1, null, { __proto__: null }] },
  l: ['b', 'a', 1.5],
  m: { x: '1', y: {} },
}

describe('hostile input', () => {
  it('any text parses and runs, or fails with a TemplateError', () => {
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 30 }), (parts) => {
        attempt(parts.join(''), data)
      }),
      { numRuns: 3_000 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        attempt(text, data)
        attempt(`{{${text}}}`, data)
      }),
      { numRuns: 1_000 },
    )
  })

  it('any call of any function gives a result or a TemplateError', () => {
    fc.assert(
      fc.property(value, fc.string({ maxLength: 5 }), (expression, format) => {
        attempt(`{{${String(expression)}}}`, data)
        attempt(`{{${String(expression)} | printf ${JSON.stringify(`%${format}v`)}}}`, data)
      }),
      { numRuns: 3_000 },
    )
  })

  it('every function survives every kind of argument', () => {
    const kinds = [
      'nil',
      '1',
      '-1',
      '1.5',
      '"x"',
      'true',
      '.l',
      '.m',
      '.gone',
      '(semver "1")',
      '(list)',
      '99999999',
    ]
    const few = ['1', '"x"', '.l', '.m']
    for (const name of sprigFunctions.keys()) {
      for (const a of kinds) for (const b of ['', ...kinds]) attempt(`{{${name} ${a} ${b}}}`, data)
      for (const a of few)
        for (const b of few) for (const c of few) attempt(`{{${name} ${a} ${b} ${c}}}`, data)
    }
  })

  it('any JSON prints, and keys of objects reach nothing but data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(attempt('{{.}}', json)).toBeTypeOf('string')
        expect(attempt('{{toJson .}}', json)).toBeTypeOf('string')
      }),
      { numRuns: 500 },
    )
    const names = Object.getOwnPropertyNames(Object.prototype)
    for (const name of [...names, 'length', 'prototype', 'name', 'then']) {
      expect(attempt(`{{.${name}}}`, {})).toBe('<no value>')
      expect(attempt(`{{index . "${name}"}}`, {})).toBe('<no value>')
      expect(attempt(`{{get . "${name}"}}{{hasKey . "${name}"}}`, {})).toBe('false')
      expect(attempt(`{{$d := set (dict) "${name}" 7}}{{$d}}{{index $d "${name}"}}`, {})).toBe(
        `map[${name}:7]7`,
      )
      expect(attempt(`{{(merge (dict) (fromJson "{\\"${name}\\":{\\"p\\":1}}")).p}}`, {})).toBe('<no value>')
      expect(attempt(`{{(list 1 2).${name}}}`, {})).toBeUndefined()
    }
    expect(Object.hasOwn(Object.prototype, 'p')).toBe(false)
  })

  it('JSON survives a round trip through the engine', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = JSON.stringify(json)
        const again = attempt('{{. | fromJson | toRawJson}}', text)
        expect(JSON.parse(again ?? '')).toEqual(JSON.parse(JSON.stringify(json)))
      }),
      { numRuns: 500 },
    )
  })
})

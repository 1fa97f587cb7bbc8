import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocumentError, readDocument, writeDocument } from '../../src/content/index.ts'
import type { JsonValue } from '../../src/models/json.ts'

function faults(text: string, limits?: Parameters<typeof readDocument>[1]): readonly string[] {
  try {
    readDocument(text, limits)
    return []
  } catch (error) {
    if (error instanceof DocumentError) return error.faults
    throw error
  }
}

describe('a plain scalar means what go-yaml 2 makes of it', () => {
  it.each<[string, JsonValue]>([
    ['yes', true],
    ['On', true],
    ['y', true],
    ['no', false],
    ['OFF', false],
    ['N', false],
    ['oNe', 'oNe'],
    ['yEs', 'yEs'],
    ['~', null],
    ['', null],
    ['Null', null],
    ['010', 8],
    ['0o17', 15],
    ['089', 89],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0x10', -16],
    ['1_000', 1000],
    ['+1', 1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1.', 1],
    ['._5', '._5'],
    ['12:30:45', '12:30:45'],
    ['2020-01-01', '2020-01-01'],
    ['v1.2.3', 'v1.2.3'],
    ['1.2.3', '1.2.3'],
    ['9007199254740991', 9007199254740991],
    ['18014398509481984', 2 ** 54],
  ])('%s', (text, value) => {
    expect(readDocument(`a: ${text}`)).toEqual({ a: value })
  })

  it('is a text when it is quoted, in a block, or tagged so', () => {
    expect(readDocument('a: "yes"\nb: \'010\'\nc: |-\n  no\nd: !!str 12\ne: ! on')).toEqual({
      a: 'yes',
      b: '010',
      c: 'no',
      d: '12',
      e: 'on',
    })
  })

  it('is refused where a number could not be kept', () => {
    expect(faults('a: .inf\nb: 12345678901234567890\nc: 1e400\nd: -.Inf')).toEqual([
      'line 1: .inf is no number that JSON knows; quote it',
      'line 2: 12345678901234567890 has more digits than a number keeps; quote it',
      'line 3: 1e400 is larger than a number may be; quote it',
      'line 4: -.Inf is no number that JSON knows; quote it',
    ])
  })
})

describe('a document', () => {
  it('may share parts by anchors and merge keys', () => {
    const text =
      'base: &base {a: 1, b: 2}\none:\n  <<: *base\n  b: 3\nmany:\n  <<: [{a: 9}, *base]\nlist: [*base]'
    expect(readDocument(text)).toEqual({
      base: { a: 1, b: 2 },
      one: { b: 3, a: 1 },
      many: { a: 9, b: 2 },
      list: [{ a: 1, b: 2 }],
    })
  })

  it('names every fault with its line', () => {
    expect(
      faults('a: 1\nb: 2\na: 3\n1: x\n"1": y\n? [c]\n: d\ne: *none\nf: &f [*f]\ng: !!set {x}\nh: !own 1'),
    ).toEqual([
      'line 3: the key "a" stands twice in one map',
      'line 5: the key "1" stands twice in one map',
      'line 6: a key of a map is a text',
      'line 8: *none stands for nothing: no &none before it',
      'line 9: *f contains itself',
      'line 10: the type !!set is not known',
      'line 11: "1" is not of the type !own',
    ])
    expect(faults('a: 1\n---\nb: 2')[0]).toMatch(/^line 2: /)
    expect(faults('a: [1\nb: 2')[0]).toMatch(/^line 2: /)
  })

  it('in JSON has no key twice either', () => {
    expect(faults('{\n "a": {"k": "a\\"b:", "l": 1},\n "\\u0061": 2, "l": 3}')).toEqual([
      'line 3: the key "a" stands twice in one map',
    ])
    expect(faults('{"a": 1e400}')).toEqual(['the number Infinity cannot be stored'])
    expect(faults('{"a": "\\ud800"}')).toEqual(['a text with half of a character'])
    expect(readDocument('[{"a":1},{"a":1}]')).toEqual([{ a: 1 }, { a: 1 }])
  })

  it('cannot reach what a map inherits from', () => {
    expect(faults('__proto__: {x: 1}')).toEqual(['line 1: the key __proto__ is not allowed'])
    expect(faults('{"a": {"__proto__": {"x": 1}}}')).toEqual(['the key __proto__ is not allowed'])
    expect(readDocument('constructor: 1')).toEqual({ constructor: 1 })
  })

  it('stays within bounds, whatever its aliases stand for', () => {
    const rows = Array.from({ length: 12 }, (_, at) => {
      const inner = at === 0 ? 'x' : `*a${at - 1}`
      return `a${at}: &a${at} [${Array(10).fill(inner).join(',')}]`
    })
    expect(faults(rows.join('\n'))[0]).toMatch(/stands for more than 1000000 values/)
    expect(faults('['.repeat(100_000))[0]).toMatch(/more than 100 lists and maps/)
    expect(faults(`${'- '.repeat(100_000)}x`)[0]).toMatch(/more than 100 lists and maps/)
    expect(faults(`${'['.repeat(5000)}${']'.repeat(5000)}`)[0]).toMatch(/more than 100 lists and maps/)
    expect(faults('a: b', { limits: { characters: 3, values: 9, depth: 9 } })).toEqual([
      'more than 3 characters',
    ])
    const many = Array.from({ length: 30_000 }, (_, at) => `k${at}: &k${at} *k${at}`).join('\n')
    expect(faults(many).length).toBeLessThanOrEqual(50)
  }, 10_000)

  it('written is read as the same, in both formats', () => {
    const awkward = fc.constantFrom(
      'yes',
      '010',
      '<<',
      '~',
      '2020-01-01',
      '1_0',
      ' x ',
      'a\r\nb',
      '\u0085',
      '\t',
      '- x',
    )
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), awkward)
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(
          text.filter((key) => key !== '__proto__'),
          tie('tree'),
          { maxKeys: 4, noNullPrototype: true },
        ),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.constantFrom('yaml' as const, 'json' as const), (value, format) => {
        expect(readDocument(writeDocument(value, format))).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it('of any bytes is read or refused, and never hangs', () => {
    const yamlish = fc.string({
      unit: fc.constantFrom(
        ...'ab:-?[]{}&*!|>#\'"%@`,~<= \n\t',
        '  ',
        '- ',
        ': ',
        '<<: *a',
        '&a ',
        '\\u',
        '0x',
        '1e',
      ),
      maxLength: 120,
    })
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' }), fc.json()), (text) => {
        try {
          const value = readDocument(text)
          expect(JSON.parse(JSON.stringify(value))).toEqual(value)
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

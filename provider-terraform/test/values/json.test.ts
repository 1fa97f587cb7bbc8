import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalNumber, Decimal } from '../../src/values/decimal.ts'
import { equalValues } from '../../src/values/equal.ts'
import { type JsonTree, parseJson } from '../../src/values/json-reader.ts'
import { fromJson, type Json, toJson } from '../../src/values/plain.ts'
import { valueFromStateJson } from '../../src/values/state-json.ts'
import { objectType, type Type } from '../../src/values/type.ts'
import { DynamicValue } from '../../src/values/value.ts'

function plain(tree: JsonTree): unknown {
  if (tree instanceof Decimal) return Number(tree.text)
  if (typeof tree === 'bigint') return Number(tree)
  if (Array.isArray(tree)) return tree.map(plain)
  return tree instanceof Map
    ? Object.fromEntries([...tree].map(([name, member]) => [name, plain(member)]))
    : tree
}

describe('the JSON reader', () => {
  it('agrees with JSON.parse on everything that both can hold', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom('', ' ', '\n\t'), (text, space) => {
        expect(plain(parseJson(space + text + space))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('accepts and refuses the same texts as JSON.parse', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '1',
      '-0',
      '01',
      '1.',
      '.5',
      '1e5',
      '1e',
      'null',
      'tru',
      'true',
      '"',
      '\\',
      ' ',
      '"\u0001"',
      '"\u0085"',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        const accepts = (read: (text: string) => unknown) => {
          try {
            read(text)
            return true
          } catch {
            return false
          }
        }
        expect([text, accepts(parseJson)]).toEqual([text, accepts(JSON.parse)])
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps numbers exact', () => {
    expect(parseJson('9007199254740993')).toBe(9_007_199_254_740_993n)
    expect(parseJson('1e400')).toEqual(new Decimal('1e400'))
    expect(parseJson('18446744073709551617')).toEqual(new Decimal('18446744073709551617'))
    expect(parseJson('-7')).toBe(-7)
  })

  it('takes __proto__ as a name like any other', () => {
    expect(parseJson('{"__proto__":1}')).toEqual(new Map([['__proto__', 1]]))
    expect(Object.hasOwn(Object(toJson(new Map([['__proto__', 1]]))), '__proto__')).toBe(true)
  })

  it('bounds nesting', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow('levels')
  })
})

describe('stored state', () => {
  const type = objectType([
    ['id', 'string'],
    ['size', 'number'],
    ['extra', 'dynamic'],
    ['added', { kind: 'list', element: 'string' }],
  ])

  it('is read by the type: exact, missing attributes null, strange ones dropped', () => {
    const json =
      '{"id":"a","size":9007199254740993,"gone":1,"extra":{"value":[1,"x"],"type":["tuple",["number","string"]]}}'
    const inner: Type = { kind: 'tuple', elements: ['number', 'string'] }
    const wanted = new Map<string, unknown>([
      ['id', 'a'],
      ['size', 9_007_199_254_740_993n],
      ['extra', new DynamicValue(inner, [1, 'x'])],
      ['added', null],
    ])
    expect(valueFromStateJson(type, json)).toEqual(wanted)
  })

  it('names the place where it does not fit', () => {
    expect(() => valueFromStateJson(type, '{"added":[1]}')).toThrow('.added[0]')
  })
})

describe('plain JSON', () => {
  it('survives being a dynamic value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = JSON.stringify(json)
        const copy: Json = JSON.parse(text)
        expect(JSON.stringify(toJson(fromJson(copy)))).toBe(text)
      }),
    )
  })
})

describe('numbers', () => {
  it('are equal by amount, however they are written', () => {
    for (const [a, b] of [
      ['1.50', '15e-1'],
      ['0.000', '-0'],
      ['1e3', '1000'],
      ['123456789012345678901234567890', '12345678901234567890123456789.0e1'],
    ] as const) {
      expect(canonicalNumber(new Decimal(a))).toBe(canonicalNumber(new Decimal(b)))
    }
    expect(equalValues('number', 0.1, new Decimal('0.1'))).toBe(true)
    expect(equalValues('number', new Decimal('1e400'), new Decimal('1e401'))).toBe(false)
  })

  it('agree with the order of doubles', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(canonicalNumber(new Decimal(value.toExponential()))).toBe(canonicalNumber(value))
      }),
    )
  })

  it('are nothing else', () => {
    for (const text of ['', '.', 'e5', '1e', 'Infinity', '0x10', '1_000'])
      expect(() => new Decimal(text)).toThrow()
  })
})

describe('equality', () => {
  it('ignores the order in sets, the form of text, and the order of attributes', () => {
    const set: Type = { kind: 'set', element: 'string' }
    expect(equalValues(set, ['a', 'b', 'b'], ['b', 'a', 'b'])).toBe(true)
    expect(equalValues(set, ['a', 'a', 'b'], ['b', 'a', 'b'])).toBe(false)
    expect(equalValues('string', 'e\u0301', '\u00e9')).toBe(true)
    const object = objectType([
      ['a', 'string'],
      ['b', 'string'],
    ])
    expect(
      equalValues(
        object,
        new Map([
          ['a', '1'],
          ['b', '2'],
        ]),
        new Map([
          ['b', '2'],
          ['a', '1'],
        ]),
      ),
    ).toBe(true)
  })

  it('tells null from empty', () => {
    expect(equalValues({ kind: 'list', element: 'string' }, null, [])).toBe(false)
  })
})

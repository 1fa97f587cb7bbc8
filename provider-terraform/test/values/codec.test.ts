import { decode, ExtensionCodec, encode as peerEncode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../src/values/decimal.ts'
import { decodeValue } from '../../src/values/decode.ts'
import { encodeValue } from '../../src/values/encode.ts'
import { equalValues } from '../../src/values/equal.ts'
import { objectType, type Type, typeFromJson, typeToJson } from '../../src/values/type.ts'
import { DynamicValue, Unknown, unknown, type Value } from '../../src/values/value.ts'
import { typedValues, types } from './arbitrary.ts'

const strings: Type = { kind: 'list', element: 'string' }

describe('the MessagePack form of values', () => {
  it('gives every value back, and settles on one form', () => {
    fc.assert(
      fc.property(typedValues, ([type, value]) => {
        const bytes = encodeValue(type, value)
        const back = decodeValue(type, bytes)
        expect(equalValues(type, value, back)).toBe(true)
        const settled = encodeValue(type, back)
        expect(encodeValue(type, decodeValue(type, settled)).equals(settled)).toBe(true)
      }),
    )
  })

  it('gives every type back', () => {
    fc.assert(
      fc.property(types, (type) => {
        const json = typeToJson(type)
        expect(typeToJson(typeFromJson(json))).toBe(json)
      }),
    )
  })

  it('is what an independent reader of MessagePack understands', () => {
    const extensionCodec = new ExtensionCodec()
    const unknowns: number[] = []
    for (const code of [0, 12]) {
      extensionCodec.register({
        type: code,
        encode: () => null,
        decode: () => {
          unknowns.push(code)
          return `unknown ${code}`
        },
      })
    }
    const type = objectType([
      ['name', 'string'],
      ['count', 'number'],
      ['tags', strings],
      ['any', 'dynamic'],
      ['later', 'string'],
      ['soon', 'string'],
      ['absent', 'bool'],
    ])
    const value: Value = new Map<string, Value>([
      ['name', 'ü'.repeat(300)],
      ['count', new Decimal('0.1')],
      ['tags', ['a', 'b']],
      ['any', new DynamicValue('number', 2n ** 60n)],
      ['later', unknown],
      ['soon', new Unknown({ notNull: true, prefix: 'pre-' })],
    ])
    expect(decode(encodeValue(type, value), { extensionCodec, useBigInt64: true })).toEqual({
      name: 'ü'.repeat(300),
      count: '0.1',
      tags: ['a', 'b'],
      any: [Buffer.from('"number"'), 2n ** 60n],
      later: 'unknown 0',
      soon: 'unknown 12',
      absent: null,
    })
    expect(unknowns).toEqual([0, 12])
  })

  it('reads what an independent writer of MessagePack makes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constant(null))), (members) => {
        const value = decodeValue({ kind: 'map', element: 'string' }, peerEncode(members))
        expect(value).toEqual(new Map(Object.entries(members)))
      }),
    )
    const numbers = [0, -1, 127, 128, -33, 255, 65_536, -40_000, 2 ** 40, -(2 ** 40), 0.5, -1e300]
    expect(decodeValue({ kind: 'list', element: 'number' }, peerEncode(numbers))).toEqual(numbers)
  })

  it('writes an unknown value as go-cty does', () => {
    expect(encodeValue('string', unknown)).toEqual(Buffer.of(0xd4, 0, 0))
  })

  it('keeps numbers exact', () => {
    for (const text of ['123456789.123456789123456789', '18446744073709551617', '1e400']) {
      expect(decodeValue('number', encodeValue('number', new Decimal(text)))).toEqual(new Decimal(text))
    }
    expect(decodeValue('number', encodeValue('number', 2n ** 63n - 1n))).toBe(2n ** 63n - 1n)
  })

  it('names the place where a value does not fit', () => {
    const type = objectType([['parts', { kind: 'list', element: objectType([['size', 'number']]) }]])
    const value = new Map([['parts', [new Map([['size', 'big']])]]])
    expect(() => encodeValue(type, value)).toThrow('.parts[0].size')
    expect(() => encodeValue(type, new Map([['other', 'x']]))).toThrow('.other')
    expect(() => encodeValue('number', Number.NaN)).toThrow('finite')
  })

  it('refuses or reads any bytes, and never hangs or runs out of memory', () => {
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 64 }), (type, bytes) => {
        try {
          decodeValue(type, bytes)
        } catch (error) {
          expect(
            error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError,
          ).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
    expect(() => decodeValue(strings, Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff))).toThrow('ends early')
    expect(() =>
      decodeValue(
        'dynamic',
        Buffer.from(`92c4${'09'}${Buffer.from('"dynamic"').toString('hex')}`.repeat(500), 'hex'),
      ),
    ).toThrow('levels')
  })
})

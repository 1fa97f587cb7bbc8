import fc from 'fast-check'
import pb from 'google-protobuf/google/protobuf/struct_pb.js'
import { describe, expect, it } from 'vitest'
import { fromJson, mapFromJson, toJson } from '../../src/values/json.ts'
import { decodeStruct, encodeStruct } from '../../src/values/struct.ts'
import { Asset, ByteString, Secret, Unknown } from '../../src/values/value.ts'
import { arbitraryProperties } from './arbitrary.ts'

const SIGNATURE = '4dabf18193072939515e22adb298388d'
const decoded = (value: pb.JavaScriptValue) => decodeStruct(pb.Struct.fromJavaScript({ it: value })).get('it')

describe('values on the wire', () => {
  it.each([
    ['04da6b54-80e4-46f7-96ec-b56ff0331ba9', 'string'],
    ['1c4a061d-8072-4f0a-a4cb-0ff528b18fe7', 'bool'],
    ['3eeb2bf0-c639-47a8-9e75-3b44932eb421', 'number'],
    ['6a19a0b0-7e62-4c92-b797-7f8e31da9cc2', 'array'],
    ['030794c1-ac77-496b-92df-f27374a8bd58', 'asset'],
    ['e48ece36-62e2-4504-bad9-02848725956a', 'archive'],
    ['dd056dcd-154b-4c76-9bd3-c8f88648b5ff', 'object'],
  ] as const)('%s is an unknown %s', (marker, kind) => {
    expect(decoded(marker)).toEqual(new Unknown(kind))
    expect(encodeStruct(new Map([['it', new Unknown(kind)]])).toJavaScript()).toEqual({ it: marker })
  })

  it.each([
    ['a secret', { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', value: 'x' }, new Secret('x')],
    ['a secret of nothing', { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270' }, new Secret(null)],
    ['an output', { [SIGNATURE]: 'd0e6a833031e9bbcd3f4e8bde6ca49a4', value: 1, dependencies: ['urn'] }, 1],
    ['an output that is not known', { [SIGNATURE]: 'd0e6a833031e9bbcd3f4e8bde6ca49a4' }, new Unknown()],
    [
      'a secret output that is not known',
      { [SIGNATURE]: 'd0e6a833031e9bbcd3f4e8bde6ca49a4', secret: true },
      new Secret(new Unknown()),
    ],
    [
      'a resource',
      { [SIGNATURE]: '5cf8f73096256a8f31e491e813e4eb8e', urn: 'u', id: 'i', packageVersion: '' },
      'i',
    ],
    ['a resource without an id', { [SIGNATURE]: '5cf8f73096256a8f31e491e813e4eb8e', urn: 'u' }, 'u'],
    [
      'a resource that is not made yet',
      { [SIGNATURE]: '5cf8f73096256a8f31e491e813e4eb8e', urn: 'u', id: '' },
      new Unknown(),
    ],
    [
      'an asset',
      { [SIGNATURE]: 'c44067f5952c0a294b673a41bacd8c17', text: 't', hash: 'h' },
      new Asset(
        'asset',
        new Map([
          ['text', 't'],
          ['hash', 'h'],
        ]),
      ),
    ],
    [
      'an archive',
      { [SIGNATURE]: '0def7320c3a5731c473e5ecbe6d01bc7', path: 'p' },
      new Asset('archive', new Map([['path', 'p']])),
    ],
    ['bytes', { [SIGNATURE]: '803fd3297a5875dc03ca845dda5d2a98', value: 'AP8=' }, new ByteString('AP8=')],
    ['something of another kind', { [SIGNATURE]: 'new', a: 1 }, new Map([['a', 1]])],
  ])('%s is read', (_name, wire, value) => {
    expect(decoded(wire)).toEqual(value)
  })

  it('come back as they went', () => {
    fc.assert(
      fc.property(arbitraryProperties, (properties) => {
        const bytes = encodeStruct(properties).serializeBinary()
        expect(decodeStruct(pb.Struct.deserializeBinary(bytes))).toEqual(properties)
      }),
      { numRuns: 500 },
    )
  })

  it('from a server cannot pass for what they are not', () => {
    const hostile = mapFromJson({
      a: { [SIGNATURE]: '5cf8f73096256a8f31e491e813e4eb8e', urn: 'urn:of:another', id: 'x' },
      b: ['04da6b54-80e4-46f7-96ec-b56ff0331ba9'],
      c: { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', value: { [SIGNATURE]: 'x' } },
    })
    expect(decodeStruct(encodeStruct(hostile))).toEqual(
      new Map<string, unknown>([
        [
          'a',
          new Map([
            ['urn', 'urn:of:another'],
            ['id', 'x'],
          ]),
        ],
        ['b', ['(reserved text)']],
        ['c', new Map([['value', new Map()]])],
      ]),
    )
  })

  it('are whole text for protobuf, and never touch prototypes', () => {
    const properties = mapFromJson(
      JSON.parse('{"a":"\\ud800x","__proto__":{"polluted":true},"constructor":1}'),
    )
    expect(properties.get('__proto__')).toEqual(new Map([['polluted', true]]))
    const back = decodeStruct(pb.Struct.deserializeBinary(encodeStruct(properties).serializeBinary()))
    expect(back.get('a')).toBe('\ufffdx')
    expect(back.get('constructor')).toBe(1)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('are read from any bytes, or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        let struct: pb.Struct
        try {
          struct = pb.Struct.deserializeBinary(bytes)
        } catch {
          return
        }
        expect(decodeStruct(struct)).toBeInstanceOf(Map)
      }),
      { numRuns: 2_000 },
    )
  })

  it('are the same as JSON and back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const plain = JSON.parse(JSON.stringify(json))
        expect(JSON.stringify(toJson(fromJson(plain)))).toBe(JSON.stringify(plain))
      }),
    )
    expect(() => toJson(new Unknown(), 'a.b')).toThrow('a.b is not known yet')
    expect(() => toJson([Number.NaN], 'a')).toThrow('a[0] is not a finite number')
    expect(() => toJson(new Asset('asset', new Map()))).toThrow('The value is an asset')
    expect(toJson(new ByteString('AP8='))).toBe('AP8=')
  })
})

import fc from 'fast-check'
import { Asset, ByteString, type PropertyMap, Secret, Unknown, type Value } from '../../src/values/value.ts'

const unknowns = ['string', 'bool', 'number', 'array', 'asset', 'archive', 'object'] as const

/** Names that protobuf's own map can hold: it loses `__proto__`. */
const names = fc.string().filter((name) => name !== '__proto__')

const { properties } = fc.letrec<{ value: Value; properties: PropertyMap }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string(),
    fc.constantFrom(...unknowns).map((kind) => new Unknown(kind)),
    fc.base64String().map((text) => new ByteString(text)),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('properties'),
    tie('value').map((value) => new Secret(value)),
    fc.string().map((text) => new Asset('asset', new Map([['text', text]]))),
    fc.string().map((path) => new Asset('archive', new Map([['path', path]]))),
  ),
  properties: fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
}))

/** Properties of any shape, with secrets and unknowns in every place. */
export const arbitraryProperties: fc.Arbitrary<PropertyMap> = properties

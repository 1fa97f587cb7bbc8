import fc from 'fast-check'
import { Decimal } from '../../src/values/decimal.ts'
import { objectType, type Type } from '../../src/values/type.ts'
import { DynamicValue, Unknown, type Value } from '../../src/values/value.ts'

const leaf = fc.constantFrom<Type>('string', 'number', 'bool', 'dynamic')
const names = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'constructor', 'toString'),
)

/** Any type; sets hold no dynamic values, as Terraform demands. */
export const types: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    tie('type').map((element): Type => ({ kind: 'list', element })),
    tie('type').map((element): Type => ({ kind: 'map', element })),
    fc.constantFrom<Type>('string', 'number', 'bool').map((element): Type => ({ kind: 'set', element })),
    fc.array(fc.tuple(names, tie('type')), { maxLength: 4 }).map((members): Type => objectType(members)),
    fc.array(tie('type'), { maxLength: 4 }).map((elements): Type => ({ kind: 'tuple', elements })),
  ),
})).type

/** Numbers in each of their three forms. */
export const numbers: fc.Arbitrary<number | bigint | Decimal> = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  fc
    .tuple(fc.bigInt(), fc.nat(), fc.integer({ min: -400, max: 400 }))
    .map(([whole, fraction, exponent]) => new Decimal(`${whole}.${fraction}e${exponent}`)),
)

const refinements: fc.Arbitrary<Unknown> = fc
  .record(
    {
      notNull: fc.boolean(),
      prefix: fc.string({ unit: 'grapheme' }),
      lower: fc.tuple(numbers, fc.boolean()),
      upper: fc.tuple(numbers, fc.boolean()),
      minLength: fc.nat(),
      maxLength: fc.nat(),
    },
    { requiredKeys: [] },
  )
  .map((refinement) => new Unknown(refinement))

/** Any value of a type, null and unknown included. */
export function valuesOf(type: Type): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 6, arbitrary: knownValuesOf(type) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: refinements },
  )
}

function knownValuesOf(type: Type): fc.Arbitrary<Value> {
  if (type === 'string') return fc.string({ unit: 'grapheme' })
  if (type === 'bool') return fc.boolean()
  if (type === 'number') return numbers
  if (type === 'dynamic') {
    const inner = types.filter((candidate) => candidate !== 'dynamic')
    return inner.chain((actual) => valuesOf(actual).map((value) => new DynamicValue(actual, value)))
  }
  switch (type.kind) {
    case 'list':
    case 'set':
      return fc.array(valuesOf(type.element), { maxLength: 5 })
    case 'map':
      return fc
        .array(fc.tuple(names, valuesOf(type.element)), { maxLength: 5 })
        .map((entries) => new Map(entries))
    case 'tuple':
      return fc.tuple(...type.elements.map(valuesOf))
    case 'object': {
      const members = [...type.attributes]
      return fc
        .tuple(...members.map(([, member]) => valuesOf(member)))
        .map((values) => new Map(members.map(([name], index) => [name, values[index] ?? null])))
    }
  }
}

/** A type with a value of it. */
export const typedValues: fc.Arbitrary<readonly [Type, Value]> = types.chain((type) =>
  valuesOf(type).map((value) => [type, value] as const),
)

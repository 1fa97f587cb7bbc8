import fc from 'fast-check'
import {
  type Attribute,
  type Attributes,
  attributeType,
  type Nesting,
} from '../../src/framework/attribute.ts'
import { schemaProblems } from '../../src/framework/schema.ts'
import type { Path } from '../../src/values/path.ts'
import type { Type } from '../../src/values/type.ts'
import { DynamicValue, Unknown, type Value, type ValueMap } from '../../src/values/value.ts'
import { numbers } from '../values/arbitrary.ts'

const words = fc.constantFrom('a', 'b', 'A', 'é', 'e\u0301', '', 'aa')
const names = fc.constantFrom('one', 'two', 'three', 'four', 'five')
const leaf = fc.constantFrom<Type>('string', 'number', 'bool')
const plainTypes: fc.Arbitrary<Type> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  fc.constant<Type>('dynamic'),
  leaf.map((element): Type => ({ kind: 'list', element })),
  leaf.map((element): Type => ({ kind: 'set', element })),
  leaf.map((element): Type => ({ kind: 'map', element })),
)

const roles = fc.constantFrom(
  { required: true },
  { optional: true },
  { computed: true },
  { computed: true, keepPrior: true },
  { optional: true, computed: true },
  { optional: true, computed: true, keepPrior: true },
  { optional: true, writeOnly: true },
  { required: true, requiresReplace: true },
  { optional: true, requiresReplaceIf: () => true },
  { optional: true, equivalent: sameLetters },
  { optional: true, computed: true, equivalent: sameLetters },
)

function sameLetters(a: Value, b: Value): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') throw new TypeError('made for texts')
  return a.toLowerCase() === b.toLowerCase()
}

/** Any attributes that a resource may have, nested ones too. */
export const attributeSets: fc.Arbitrary<Attributes> = fc
  .letrec<{ attributes: Attributes; attribute: Attribute }>((tie) => ({
    attributes: fc.dictionary(names, tie('attribute'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    attribute: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc
        .tuple(roles, plainTypes)
        .map(([role, type]): Attribute => ({ description: 'x', ...role, shape: { kind: 'plain', type } })),
      fc.tuple(roles, fc.constantFrom<Nesting>('single', 'list', 'set', 'map'), tie('attributes')).map(
        ([role, nesting, attributes]): Attribute => ({
          description: 'x',
          ...role,
          shape: { kind: 'nested', nesting, attributes },
        }),
      ),
    ),
  }))
  .attributes.chain((attributes) => withDefaults(attributes))
  .filter((attributes) => schemaProblems('resource', 'x', { description: 'x', attributes }).length === 0)

/** Gives some of the top-level attributes that may have one a default. */
function withDefaults(attributes: Attributes): fc.Arbitrary<Attributes> {
  const entries = Object.entries(attributes).map(([name, attribute]) =>
    attribute.optional && attribute.computed && !attribute.keepPrior
      ? fc
          .option(known(attributeType(attribute)))
          .map((value) => [name, value === null ? attribute : { ...attribute, default: value }] as const)
      : fc.constant([name, attribute] as const),
  )
  return fc.tuple(...entries).map((pairs) => Object.fromEntries(pairs))
}

/** A wholly known, set value. */
export function known(type: Type): fc.Arbitrary<Value> {
  if (type === 'string') return words
  if (type === 'number') return fc.oneof(fc.integer({ min: 0, max: 2 }), numbers)
  if (type === 'bool') return fc.boolean()
  if (type === 'dynamic')
    return leaf.chain((actual) => known(actual).map((value) => new DynamicValue(actual, value)))
  switch (type.kind) {
    case 'list':
    case 'set':
      return fc
        .array(known(type.element), { maxLength: 3 })
        .map((parts) => (type.kind === 'set' ? [...new Set(parts)] : parts))
    case 'map':
      return fc
        .dictionary(words, known(type.element), { maxKeys: 3 })
        .map((parts) => new Map(Object.entries(parts)))
    case 'tuple':
      return fc.tuple(...type.elements.map(known))
    case 'object': {
      const members = [...type.attributes]
      return fc
        .tuple(...members.map(([, member]) => fc.option(known(member))))
        .map((values) => new Map(members.map(([name], index) => [name, values[index] ?? null])))
    }
  }
}

const placeholders = fc.constantFrom(
  new Unknown(),
  new Unknown({ notNull: true }),
  new Unknown({ notNull: true, minLength: 1 }),
  new Unknown({ prefix: 'a' }),
)

/** What a configuration may hold for the attributes; with `unknowns`, parts are not known yet. */
export function configurations(attributes: Attributes, unknowns: boolean): fc.Arbitrary<ValueMap> {
  return objects(
    attributes,
    (attribute, value) => {
      if (!attribute.required && !attribute.optional) return fc.constant(null)
      const given = unknowns ? fc.oneof({ weight: 5, arbitrary: value }, placeholders) : value
      return attribute.required ? given : fc.option(given)
    },
    unknowns,
  )
}

/** What a state may hold: wholly known, nothing write-only. */
export function states(attributes: Attributes): fc.Arbitrary<ValueMap> {
  return objects(attributes, (attribute, value) => {
    if (attribute.writeOnly) return fc.constant(null)
    return attribute.required ? value : fc.option(value)
  })
}

function objects(
  attributes: Attributes,
  choose: (attribute: Attribute, value: fc.Arbitrary<Value>) => fc.Arbitrary<Value>,
  unknowns = false,
): fc.Arbitrary<ValueMap> {
  const entries = Object.entries(attributes)
  const values = entries.map(([, attribute]) => {
    const { shape } = attribute
    if (shape.kind === 'plain') return choose(attribute, known(shape.type))
    const part = objects(shape.attributes, choose, unknowns)
    const nested: Record<Nesting, fc.Arbitrary<Value>> = {
      single: part,
      list: fc.array(part, { maxLength: 2 }),
      set: fc.array(part, { maxLength: 1 }),
      map: fc.dictionary(words, part, { maxKeys: 2 }).map((parts) => new Map(Object.entries(parts))),
    }
    return choose(attribute, nested[shape.nesting])
  })
  return fc
    .tuple(...values)
    .map((made) => new Map(entries.map(([name], index) => [name, made[index] ?? null])))
}

/** Promises about computed values, as an author's plan may make them; some attributes get none. */
export function promises(attributes: Attributes): fc.Arbitrary<Readonly<Record<string, Value>>> {
  const computed = Object.keys(attributes).filter((name) => attributes[name]?.computed)
  return fc
    .array(fc.option(placeholders), { minLength: computed.length, maxLength: computed.length })
    .map((made) =>
      Object.fromEntries(computed.flatMap((name, index) => (made[index] ? [[name, made[index]]] : []))),
    )
}

/** Places in an object, most of which do not exist. */
export const paths: fc.Arbitrary<Path> = fc
  .tuple(names, fc.array(fc.oneof(fc.nat(2), words), { maxLength: 2 }))
  .map(([name, rest]) => [
    { attribute: name },
    ...rest.map((step) => (typeof step === 'number' ? { index: step } : { key: step })),
  ])

/** What an author may return although the types forbid it. */
const rubbish: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Symbol('x'),
    () => 1,
    new Date(0),
    {},
    [undefined],
  ),
  fc.constant(new Map<unknown, unknown>([[1, 2]])),
  fc.constant(new Map([['strange', 'x']])),
  fc.anything(),
)

/** A change of one attribute to a value of its type, which may still be the wrong one. */
export function singleChanges(attributes: Attributes): fc.Arbitrary<Readonly<Record<string, Value>>> {
  const one = Object.entries(attributes).map(([name, attribute]) =>
    fc.option(known(attributeType(attribute))).map((value) => ({ [name]: value })),
  )
  return fc.oneof(...one)
}

/** What an author returns: right, wrong, or no changes at all. */
export function answers(attributes: Attributes): fc.Arbitrary<unknown> {
  const some = Object.entries(attributes).map(([name, attribute]) =>
    fc
      .oneof(
        { weight: 5, arbitrary: known(attributeType(attribute)) },
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: placeholders },
        { weight: 1, arbitrary: rubbish },
      )
      .map((value) => [name, value] as const),
  )
  const strange = fc.constant(['strange', 1] as const)
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .subarray([...some, strange])
        .chain((chosen) => fc.tuple(...chosen).map((pairs) => Object.fromEntries(pairs))),
    },
    { weight: 8, arbitrary: singleChanges(attributes) },
    { weight: 1, arbitrary: rubbish },
  )
}

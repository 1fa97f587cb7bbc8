import { describe, expect, it } from 'vitest'
import { autoname, type Naming, randomText } from '../../src/resources/autoname.ts'
import { checkInputs } from '../../src/resources/check-inputs.ts'
import { inputChanges } from '../../src/resources/input-changes.ts'
import { machine } from '../../src/schema/machine.ts'
import type { Properties } from '../../src/schema/schema.ts'
import { fromJson } from '../../src/values/json.ts'
import { Asset, Secret, Unknown, type Value } from '../../src/values/value.ts'

const description = 'x'
const properties: Properties = {
  name: { type: { kind: 'string' }, description, required: true, replace: true },
  size: { type: { kind: 'integer' }, description, default: 3 },
  on: { type: { kind: 'boolean' }, description },
  key: { type: { kind: 'string' }, description, secret: true },
  tags: { type: { kind: 'list', items: { kind: 'string' } }, description, unordered: true, caseless: true },
  order: { type: { kind: 'list', items: { kind: 'string' } }, description },
  params: { type: { kind: 'map', values: { kind: 'json' } }, description },
  way: {
    type: { kind: 'enum', name: 'W', description, values: ['up', 'down'], meanings: ['', ''] },
    description,
  },
  part: {
    type: {
      kind: 'object',
      name: 'P',
      description,
      properties: { a: { type: { kind: 'number' }, description, required: true } },
    },
    description,
  },
}
const map = (members: Record<string, Value>) => new Map(Object.entries(members))

describe('checking inputs', () => {
  it('fills in defaults, drops nulls, and wraps what is always secret', () => {
    const { inputs, failures } = checkInputs(properties, map({ name: 'a', key: 'k', on: null }))
    expect(failures).toEqual([])
    expect(inputs).toEqual(map({ name: 'a', size: 3, key: new Secret('k') }))
  })

  it('keeps secrets and unknowns in every place', () => {
    const news = map({
      name: new Secret('a'),
      size: new Unknown('number'),
      params: map({ 'a/b': new Secret(new Unknown()), list: [new Secret(1), new Unknown()] }),
      part: map({ a: new Secret(new Unknown()) }),
      order: new Unknown('array'),
    })
    const { inputs, failures } = checkInputs(properties, news)
    expect(failures).toEqual([])
    expect(inputs).toEqual(news)
  })

  it('tells what is wrong, with its path', () => {
    const { failures } = checkInputs(
      properties,
      map({
        size: 1.5,
        on: 'yes',
        tags: 'a',
        order: ['a', 3],
        params: map({ 'a/b': new Asset('asset', new Map()), c: [Number.NaN] }),
        way: 'left',
        part: map({ b: 1 }),
        Name: 'x',
        __defaults: [],
      }),
    )
    expect(failures.map(({ property, reason }) => `${property}: ${reason}`)).toEqual([
      'Name: There is no such property; `name` may be meant.',
      'name: It must be given: x',
      'size: It must be a whole number, not a number.',
      'on: It must be true or false, not a text.',
      'tags: It must be a list, not a text.',
      'order[1]: It must be a text, not a number.',
      'params["a/b"]: It must be JSON, not an asset.',
      'params.c[0]: It must be JSON, not a number that is not finite.',
      'way: It must be one of "up", "down".',
      'part.b: There is no such property.',
      'part.a: It must be given: x',
    ])
  })
})

describe('comparing inputs', () => {
  const compare = (old: Record<string, Value>, now: Record<string, Value>, ignored: string[] = []) =>
    Object.fromEntries(
      [...inputChanges(properties, map(old), map(now), ignored)].map(([path, { kind, replaces }]) => [
        path,
        replaces ? `${kind}!` : kind,
      ]),
    )

  it('goes into maps and objects, and takes lists as a whole', () => {
    const old = {
      name: 'a',
      params: fromJson({ 'a/b': 1, c: { d: 1, e: 2 } }),
      order: ['x'],
      part: map({ a: 1 }),
    }
    const now = {
      name: 'b',
      params: fromJson({ c: { d: 2, e: 2 }, f: 1 }),
      order: ['x', 'y'],
      part: map({ a: 2 }),
    }
    expect(compare(old, now)).toEqual({
      name: 'update!',
      order: 'update',
      'params["a/b"]': 'delete',
      'params.c.d': 'update',
      'params.f': 'add',
      'part.a': 'update',
    })
    expect(compare(old, now, ['params', 'part.a', 'name'])).toEqual({ order: 'update' })
    expect(compare(old, now, ['params["a/b"]'])).not.toHaveProperty('params["a/b"]')
  })

  it('takes for the same what means the same', () => {
    expect(compare({ tags: ['A', 'b'] }, { tags: ['B', 'a'], size: 3, order: [], params: map({}) })).toEqual(
      {},
    )
    expect(compare({ key: new Secret('k') }, { key: 'k' })).toEqual({})
    expect(compare({ params: map({}) }, { params: fromJson({ a: {} }) })).toEqual({ 'params.a': 'add' })
  })

  it('counts what is not known, and what has become secret', () => {
    expect(compare({ name: 'a', on: true }, { name: new Unknown(), on: new Secret(true) })).toEqual({
      name: 'update!',
      on: 'update',
    })
    expect(compare({ params: fromJson({ a: 1 }) }, { params: map({ a: new Unknown() }) })).toEqual({
      'params.a': 'update',
    })
    expect(compare({}, { order: new Unknown('array') })).toEqual({ order: 'add' })
  })
})

describe('names that are made up', () => {
  const naming: Naming = { urn: 'urn', name: 'my web', randomSeed: new Uint8Array(32), autonaming: undefined }

  it('are the name of the resource with a random end, unless the stack says otherwise', () => {
    expect(autoname(naming)).toMatch(/^my-web-[0-9a-f]{7}$/)
    expect(autoname(naming)).toBe(autoname(naming))
    expect(autoname(naming)).not.toBe(autoname({ ...naming, randomSeed: new Uint8Array(32).fill(1) }))
    const proposedName = 'x/y'
    expect(autoname({ ...naming, autonaming: { mode: 'enforce', proposedName } })).toBe('x/y')
    expect(autoname({ ...naming, autonaming: { mode: 'propose', proposedName } })).toBe('x-y')
    expect(autoname({ ...naming, autonaming: { mode: 'disable', proposedName } })).toBeUndefined()
    expect(autoname({ ...naming, name: '../..' })).toMatch(/^object-[0-9a-f]{7}$|^[\w-][\w.-]*-[0-9a-f]{7}$/)
  })

  it('are never alike without a seed', () => {
    const bare = { ...naming, randomSeed: new Uint8Array() }
    expect(randomText(bare, 'claim')).not.toBe(randomText(bare, 'claim'))
    expect(randomText(naming, 'claim')).not.toBe(randomText(naming, 'name'))
  })
})

it('the schema of Machine has a default for what Check promises', () => {
  const { inputs } = checkInputs(machine.inputs, new Map())
  expect(inputs.get('waitFor')).toBe('inUse')
  expect(inputs.get('onFailure')).toBe('keep')
})

import { describe, expect, it } from 'vitest'
import {
  type Attributes,
  list,
  listOf,
  mapOf,
  number,
  single,
  string,
} from '../../src/framework/attribute.ts'
import { planObject as planned, replacements } from '../../src/framework/plan.ts'
import { formatPath } from '../../src/values/path.ts'
import { isMap, Unknown, unknown, type Value, type ValueMap } from '../../src/values/value.ts'

const text = { description: 'x' }
const attributes: Attributes = {
  id: string({ ...text, computed: true, keepPrior: true }),
  revision: string({ ...text, computed: true }),
  zone: string({ ...text, optional: true, computed: true, keepPrior: true, requiresReplace: true }),
  title: string({ ...text, required: true }),
  kind: string({ ...text, optional: true, computed: true, default: 'plain' }),
  lines: list('string', { ...text, optional: true }),
  secret: string({ ...text, optional: true, writeOnly: true }),
  owner: single(
    {
      name: string({ ...text, optional: true, requiresReplace: true }),
      badge: string({ ...text, computed: true }),
    },
    { ...text, optional: true },
  ),
  parts: listOf(
    {
      name: string({ ...text, optional: true }),
      serial: string({ ...text, computed: true, keepPrior: true }),
    },
    { ...text, optional: true },
  ),
  slots: mapOf(
    { size: number({ ...text, optional: true, computed: true, default: 1 }) },
    { ...text, optional: true },
  ),
}

/** An object of these attributes; what is not given is null. */
function object(members: Readonly<Record<string, Value>>): ValueMap {
  return new Map(Object.keys(attributes).map((name) => [name, members[name] ?? null]))
}

const stored = { id: '1', revision: '7', zone: 'east', title: 'a', kind: 'plain' }

function planObject(...[, prior, proposed, config]: Parameters<typeof planned>) {
  const plan = planned(attributes, prior, proposed, config)
  return { planned: plan, requiresReplace: prior === null ? [] : replacements(attributes, prior, plan) }
}

describe('planning', () => {
  it('leaves computed values open on create, fills defaults and drops write-only values', () => {
    const config = object({
      title: 'a',
      secret: 's',
      owner: new Map([
        ['name', 'Ada'],
        ['badge', null],
      ]),
    })
    const { planned, requiresReplace } = planObject(attributes, null, config, config)
    expect(Object.fromEntries(planned)).toEqual({
      id: unknown,
      revision: unknown,
      zone: unknown,
      title: 'a',
      kind: 'plain',
      lines: null,
      secret: null,
      owner: new Map<string, Value>([
        ['name', 'Ada'],
        ['badge', unknown],
      ]),
      parts: null,
      slots: null,
    })
    expect(requiresReplace).toEqual([])
  })

  it('plans nothing when nothing changes, write-only values or not', () => {
    const prior = object(stored)
    const proposed = object({ ...stored, secret: 'new' })
    const config = object({ title: 'a', secret: 'new' })
    expect(planObject(attributes, prior, proposed, config)).toEqual({ planned: prior, requiresReplace: [] })
  })

  it('opens computed values when something changes, except those that are kept', () => {
    const { planned } = planObject(
      attributes,
      object(stored),
      object({ ...stored, title: 'b' }),
      object({ title: 'b' }),
    )
    expect(planned.get('id')).toBe('1')
    expect(planned.get('zone')).toBe('east')
    expect(planned.get('revision')).toBe(unknown)
    expect(planned.get('title')).toBe('b')
  })

  it('tells an unset list from an empty one', () => {
    const prior = object({ ...stored, lines: [] })
    const { planned } = planObject(attributes, prior, object(stored), object({ title: 'a' }))
    expect(planned.get('lines')).toBeNull()
    expect(planned.get('revision')).toBe(unknown)
  })

  it('puts a default back when the configuration drops a value', () => {
    const prior = object({ ...stored, kind: 'rich' })
    const { planned } = planObject(attributes, prior, prior, object({ title: 'a' }))
    expect(planned.get('kind')).toBe('plain')
  })

  it('names what forces replacement, nested attributes too', () => {
    const prior = object({
      ...stored,
      owner: new Map([
        ['name', 'Ada'],
        ['badge', 'b'],
      ]),
    })
    const owner = new Map<string, Value>([
      ['name', 'Bob'],
      ['badge', 'b'],
    ])
    const proposed = object({ ...stored, zone: 'west', owner })
    const { requiresReplace } = planObject(
      attributes,
      prior,
      proposed,
      object({ title: 'a', zone: 'west', owner }),
    )
    expect(requiresReplace.map(formatPath).sort()).toEqual(['owner.name', 'zone'])
  })

  it('keeps unknown configuration as it is, refinement included', () => {
    const later = new Unknown({ notNull: true, prefix: 'pre-' })
    const config = object({ title: later })
    const { planned } = planObject(attributes, object(stored), object({ ...stored, title: later }), config)
    expect(planned.get('title')).toBe(later)
  })

  it('keeps computed values of nested elements by their place', () => {
    const element = (name: string, serial: Value) =>
      new Map<string, Value>([
        ['name', name],
        ['serial', serial],
      ])
    const prior = object({
      ...stored,
      parts: [element('a', 's1')],
      slots: new Map([['x', new Map([['size', 2]])]]),
    })
    const parts = [element('b', 's1'), element('c', null)]
    const slots = new Map<string, Value>([['x', new Map([['size', null]])]])
    const config = object({ title: 'a', parts: [element('b', null), element('c', null)], slots })
    const { planned } = planObject(attributes, prior, object({ ...stored, parts, slots }), config)
    expect(planned.get('parts')).toEqual([element('b', 's1'), element('c', unknown)])
    const slot = planned.get('slots')
    expect(isMap(slot) && slot.get('x')).toEqual(new Map([['size', 1]]))
  })
})

import { catalogue, type JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { parseQuery, type Test } from '../../../server-mock/src/objects/lists/filter.ts'
import { indexNamed, sorted } from '../../../server-mock/src/objects/lists/filter-order.ts'
import {
  indexPredicate,
  paramPredicate,
  textPredicate,
} from '../../../server-mock/src/objects/lists/filter-predicate.ts'
import { Problem } from '../../../server-mock/src/objects/problem.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const OPERATORS = ['Eq', 'Ne', 'Lt', 'Lte', 'Gt', 'Gte', 'Between', 'Except', 'In', 'Nin', 'Re']
const NAMES = [
  ...Object.keys(catalogue.machines.indexes),
  'Meta.rack',
  'Params.size',
  'sort',
  'limit',
  'offset',
]
const VALUES = [
  '',
  'a',
  'true',
  '5',
  '-1',
  '10.0.0.7',
  '10.0.0.0/24',
  '2020-01-01T00:00:00Z',
  '["a"]',
  '{"a":1}',
  '(a+)+$',
  '[^a]{2,}',
  'é🎉',
]

/** What queries look at. */
const MACHINES: readonly JsonObject[] = [
  {
    Name: 'a',
    Uuid: '3e7031fe-3062-45f1-835c-92541bc9cb00',
    Address: '10.0.0.7',
    Runnable: true,
    Profiles: ['a', 'b'],
    Meta: { rack: 'a' },
    Params: { size: 5 },
  },
  {
    Name: 'é🎉',
    Uuid: '',
    Address: '',
    Runnable: false,
    Profiles: [],
    Meta: {},
    Params: { size: [null, 'a', { a: 1 }] },
  },
  {},
]

/** Operators that pass exactly what another one does not. */
const OPPOSITES = new Map([
  ['Eq', 'Ne'],
  ['In', 'Nin'],
  ['Between', 'Except'],
] as const)

/** Lists queries as callers write them: parsed, applied to machines, sorted. Every refusal is a 406. */
export const filter: FuzzTarget = {
  name: 'filter',
  pieces: [
    ...OPERATORS.map((name) => `${name}(`),
    ...NAMES,
    ...VALUES,
    '=',
    '&',
    ',',
    ')',
    '%28',
    '%00',
    '+',
  ],
  inputs: fc
    .array(
      fc.tuple(
        fc.constantFrom(...NAMES),
        fc.constantFrom('', ...OPERATORS),
        fc.array(fc.constantFrom(...VALUES), { maxLength: 3 }),
      ),
      { maxLength: 4 },
    )
    .map((pairs) =>
      Buffer.from(
        pairs
          .map(([name, operator, values]) => {
            const value = operator === '' ? values.join() : `${operator}(${values.join()})`
            return `${name}=${encodeURIComponent(value)}`
          })
          .join('&'),
      ),
    ),
  run: (input) => {
    try {
      const query = parseQuery(new URLSearchParams(Buffer.from(input).toString()), 'machines')
      let passed = 0
      for (const [name, tests] of query.filters) passed += applied(name, tests)
      const count = sorted(MACHINES, 'machines', query).length
      if (count !== MACHINES.length) throw new Error('sorting lost an object')
      return `${query.filters.size} filters, ${Math.sign(passed)} passed, ${query.sort.length} sorts`
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 406) throw error
      return error.message.replace(/[^A-Za-z ].*$/s, '')
    }
  },
}

function applied(name: string, tests: readonly Test[]): number {
  const passes = predicate(name, tests)
  const found = MACHINES.filter(passes)
  for (const one of tests) {
    const opposite = OPPOSITES.get(one.operator as 'Eq')
    if (opposite === undefined) continue
    const others = MACHINES.filter(predicate(name, [{ ...one, operator: opposite }]))
    const own = MACHINES.filter(predicate(name, [one]))
    if (own.length + others.length !== MACHINES.length || own.some((machine) => others.includes(machine)))
      throw new Error(`${one.operator} and ${opposite} do not part the machines`)
  }
  return found.length
}

function predicate(name: string, tests: readonly Test[]): (machine: JsonObject) => boolean {
  const index = indexNamed('machines', name)
  if (index !== undefined) return indexPredicate(name, index, tests, 'machines')
  const place = name.startsWith('Meta.') ? 'Meta' : 'Params'
  const key = name.slice(name.indexOf('.') + 1)
  const passes =
    place === 'Meta' ? textPredicate(tests, 'machines') : paramPredicate(false, tests, 'machines')
  return (machine) => {
    const held = machine[place]
    if (held === null || typeof held !== 'object' || Array.isArray(held)) return passes(undefined)
    return passes(Object.hasOwn(held, key) ? held[key] : undefined)
  }
}

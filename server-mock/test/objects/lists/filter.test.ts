import { catalogue, type Index, type JsonObject, type JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilterTexts, parseQuery } from '../../../src/objects/lists/filter.ts'
import { sorted } from '../../../src/objects/lists/filter-order.ts'
import { indexPredicate, paramPredicate, textPredicate } from '../../../src/objects/lists/filter-predicate.ts'
import { Problem } from '../../../src/objects/problem.ts'
import { compareNaively, passesNaively } from './naive-filter.ts'

const query = (text: string) => parseQuery(new URLSearchParams(text), 'machines')
const refusal = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { status: error.status, message: error.messages.join(), ...error.place }
  }
}
const tests = (...values: string[]) =>
  query(values.map((value) => `x=${encodeURIComponent(value)}`).join('&')).filters.get('x') ?? []

describe('the grammar of list queries', () => {
  it('knows operators, and takes everything else as it is', () => {
    const read = (value: string) => tests(value)[0]
    expect(read('a')).toEqual({ operator: 'Eq', operands: ['a'] })
    expect(read('Eq(a)')).toEqual({ operator: 'Eq', operands: ['a'] })
    expect(read('Ne()')).toEqual({ operator: 'Ne', operands: [''] })
    expect(read('Lte(a)b)')).toEqual({ operator: 'Lte', operands: ['a'] })
    expect(read('Between(a,b,c)')).toEqual({ operator: 'Between', operands: ['a', 'b', 'c'] })
    expect(read('In(a, b,)')).toEqual({ operator: 'In', operands: ['a', ' b', ''] })
    expect(read('Nin(a)')).toEqual({ operator: 'Nin', operands: ['a'] })
    expect(read('Re(^(a|b)$)')).toEqual({ operator: 'Re', operands: ['^(a|b)$'] })
    for (const literal of ['eq(a)', 'Equal', 'Foo(a)', '(a)', '', 'Inner', ' Eq(a)', '__proto__']) {
      expect(read(literal)).toEqual({ operator: 'Eq', operands: [literal] })
    }
  })

  it.each(['Eq', 'Eq(', 'Eq(a', 'Between(a', 'Between(a)', 'Except()', 'Re', 'Re(a', 'In(', 'Nin'])(
    '%s is refused',
    (value) => {
      expect(refusal(() => tests(value))).toMatchObject({ status: 406, model: 'machines' })
    },
  )

  it('knows what is no filter', () => {
    expect(
      query(
        'sort=A&sort=B&reverse=&offset=%2B1&limit=0&slim=META,params,x&params=a,,b&decode=true&aggregate=1&token=x',
      ),
    ).toEqual({
      filters: new Map(),
      sort: ['A', 'B'],
      reverse: true,
      offset: 1,
      limit: 0,
      slim: new Set(['Meta', 'Params']),
      params: ['a', 'b'],
    })
    expect([...query('A=1&B=2&A=3').filters.keys()]).toEqual(['A', 'B'])
    expect(parseFilterTexts(['A=Eq(1)', 'B=x=y'], 'machines').filters.get('B')).toEqual([
      { operator: 'Eq', operands: ['x=y'] },
    ])
    expect(refusal(() => parseFilterTexts(['=x'], 'machines'))).toMatchObject({ status: 406 })
  })

  it.each([
    ['offset=-1', 'Offset cannot be negative'],
    ['limit=-1', 'Limit cannot be negative'],
    ['offset=x', 'Offset not valid'],
    ['offset=', 'Offset not valid'],
    ['limit=1.5', 'Limit not valid'],
    ['limit=1e3', 'Limit not valid'],
    ['limit=99999999999999999999', 'Limit not valid'],
  ])('%s is refused in the words of DRP', (text, message) => {
    expect(refusal(() => query(text))).toEqual({ status: 406, message, model: 'machines' })
  })

  it('never fails but by a refusal', () => {
    const word = fc.constantFrom(
      'Eq',
      'Between',
      'Re',
      'In',
      '(',
      ')',
      ',',
      '=',
      'sort',
      'limit',
      '-',
      '1',
      'Meta.',
      '\0',
      '%',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          refusal(() => query(text))
          refusal(() => parseFilterTexts([text], 'machines'))
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('what filters compare', () => {
  const passes = (index: Index, held: JsonValue, ...values: string[]) =>
    indexPredicate('x', index, tests(...values), 'machines')({ [index.field]: held })
  const index = (kind: Index['kind']): Index => ({ kind, field: 'x', unique: false })

  it('reads values by the kind of the index', () => {
    expect(passes(index('boolean'), true, 'T')).toBe(true)
    expect(passes(index('boolean'), false, 'Gte(false)')).toBe(true)
    expect(passes(index('integer'), 10, 'Gt(9)')).toBe(true)
    expect(
      passes(index('uuid'), 'abcdefab-0000-4000-8000-000000000000', 'ABCDEFAB-0000-4000-8000-000000000000'),
    ).toBe(true)
    expect(passes(index('ip'), '10.0.0.10', 'Between(10.0.0.9,10.0.0.11)')).toBe(true)
    expect(passes(index('ip'), '10.0.0.10', '0A00000A')).toBe(true)
    expect(passes(index('ip'), '', 'Lt(0.0.0.0)')).toBe(true)
    expect(passes(index('cidr'), '10.0.0.0/24', 'Gt(9.255.0.0/16)')).toBe(true)
    expect(passes(index('time'), '2020-01-01T00:00:00Z', 'Eq(2020-01-01T01:00:00+01:00)')).toBe(true)
    expect(passes(index('time'), '0001-01-01T00:00:00Z', 'Lt(1970-01-01T00:00:00Z)')).toBe(true)
    expect(passes(index('string'), 'b', 'Between(a,c)')).toBe(true)
    // By bytes of UTF-8, as Go compares: the private use area comes before what needs two units.
    expect(passes(index('string'), '\uffff', 'Lt(🎉)')).toBe(true)
    expect(passes(index('string'), 'x', 'a', 'x')).toBe(true)
  })

  it('finds lists by their elements, and what does not have one', () => {
    const list = ['red', 'blue']
    expect(passes(index('list'), list, 'red')).toBe(true)
    expect(passes(index('list'), list, 'Ne(red)')).toBe(false)
    expect(passes(index('list'), list, 'Ne(green)')).toBe(true)
    expect(passes(index('list'), list, 'Nin(green,blue)')).toBe(false)
    expect(passes(index('list'), list, 'Re(^b)')).toBe(true)
    expect(passes(index('list'), [], 'Eq()')).toBe(false)
    expect(passes(index('list'), [], 'Ne(red)')).toBe(true)
  })

  it('finds subnets by an address in them', () => {
    const subnet = { Subnet: '10.0.1.0/24', ActiveStart: '10.0.1.10', ActiveEnd: '10.0.1.20' }
    const Address: Index = { kind: 'network', field: 'Subnet', unique: false }
    const ActiveAddress: Index = { kind: 'range', field: 'ActiveStart', unique: false }
    expect(catalogue.subnets.indexes).toMatchObject({ Address, ActiveAddress })
    const within = (one: Index, value: string, body: JsonObject = subnet) =>
      indexPredicate('Address', one, tests(value), 'subnets')(body)
    expect(['10.0.1.0', '10.0.1.255', '10.0.0.255', '10.0.2.0'].map((at) => within(Address, at))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(
      ['10.0.1.10', '10.0.1.20', '10.0.1.9', '10.0.1.21'].map((at) => within(ActiveAddress, at)),
    ).toEqual([true, true, false, false])
    expect(within(Address, 'Nin(10.0.1.1,1.1.1.1)')).toBe(false)
    expect(within(ActiveAddress, '0.0.0.0', { Subnet: '10.0.0.0/8', ActiveStart: '', ActiveEnd: '' })).toBe(
      false,
    )
    expect(within(Address, '')).toBe(false)
    expect(refusal(() => within(Address, 'Lt(10.0.0.1)'))).toMatchObject({ status: 406 })
  })

  it.each([
    ['boolean', 'maybe'],
    ['integer', '1.5'],
    ['integer', ''],
    ['uuid', 'x'],
    ['ip', '10.0.0'],
    ['ip', 'Between(1.1.1.1,x)'],
    ['cidr', '10.0.0.0'],
    ['cidr', '10.0.0.0/33'],
    ['cidr', '10.0.0.0/8/8'],
    ['time', '2020'],
    ['time', '2020-13-01T00:00:00Z'],
    ['network', '10.0.0.0/8'],
    ['boolean', 'Re(t)'],
    ['string', 'Re([)'],
    ['string', 'Re((?=a))'],
    ['string', `Re(${'a'.repeat(1001)})`],
    ['string', 'Re((a{1000}){1000})'],
  ] as const)('an index of %s refuses %s', (kind, value) => {
    expect(refusal(() => passes(index(kind), 'x', value))).toMatchObject({
      status: 406,
      message: expect.stringMatching(/^Filter not valid: /),
    })
  })

  it('takes patterns that would run away elsewhere, within bounds', () => {
    expect(passes(index('string'), `${'a'.repeat(4000)}!`, 'Re(^(a+)+$)')).toBe(false)
    const greedy = indexPredicate('x', index('string'), tests('Re((x?){60}y)'), 'machines')
    const spent = refusal(() => {
      for (let at = 0; at < 100_000; at++) greedy({ x: 'x'.repeat(4096) })
    })
    expect(spent).toMatchObject({ status: 406, message: expect.stringMatching(/takes too long/) })
  })

  it('compares annotations as texts', () => {
    const meta = (value: JsonValue | undefined, ...values: string[]) =>
      textPredicate(tests(...values), 'machines')(value)
    expect(meta('red', 'red')).toBe(true)
    expect(meta('red', 'Re(^r)')).toBe(true)
    expect(meta(undefined, 'Ne(red)')).toBe(true)
    expect(meta(undefined, '')).toBe(false)
    expect(meta('10', 'Lt(9)')).toBe(true)
  })

  it('compares params by their JSON, or as texts', () => {
    const param = (value: JsonValue | undefined, ...values: string[]) =>
      paramPredicate(false, tests(...values), 'machines')(value)
    expect(param(5, '5')).toBe(true)
    expect(param('5', '5')).toBe(true)
    expect(param('red', '"red"')).toBe(true)
    expect(param('red', 'red')).toBe(true)
    expect(param(10, 'Lt(9)')).toBe(false)
    expect(param('10', 'Lt(9)')).toBe(true)
    expect(param(true, 'true')).toBe(true)
    expect(param(null, 'null')).toBe(true)
    expect(param({ a: 1, b: 2 }, '{"b":2,"a":1}')).toBe(true)
    expect(param(['a', 'b'], 'a')).toBe(true)
    expect(param(['a', 'b'], '["a","b"]')).toBe(true)
    expect(param(['a', 'b'], 'Ne(a)')).toBe(false)
    expect(param('x', 'Lt(5)')).toBe(false)
    expect(param(undefined, '5')).toBe(false)
    expect(param(undefined, 'Ne(5)')).toBe(true)
    expect(param('host7', 'Re(\\d$)')).toBe(true)
    expect(paramPredicate(true, tests('5'), 'machines')(5)).toBe(false)
    expect(paramPredicate(true, tests('"a"'), 'machines')('a')).toBe(false)
  })

  it('sorts stably, the last name first, nothing before anything', () => {
    const bodies = [
      { Name: 'b', Address: '10.0.0.9', Runnable: true },
      { Name: 'a', Address: '10.0.0.10', Runnable: false },
      { Name: 'c', Address: '', Runnable: true },
    ]
    const order = (text: string) =>
      sorted(bodies, 'machines', query(text))
        .map(({ Name }) => Name)
        .join('')
    expect(order('')).toBe('bac')
    expect(order('sort=Address')).toBe('cba')
    expect(order('sort=Name&sort=Runnable')).toBe('abc')
    expect(order('sort=Runnable&sort=Name')).toBe('abc')
    expect(order('sort=Address&reverse=false')).toBe('abc')
    for (const name of ['Nope', 'Profiles', '__proto__', 'constructor', 'Meta.x']) {
      expect(refusal(() => order(`sort=${name}`))).toEqual({
        status: 406,
        message: `Not sortable: ${name}`,
        model: 'machines',
      })
    }
  })
})

describe('filters agree with a naive reading of the rules', () => {
  const texts = fc.constantFrom('', 'a', 'b', 'ab', 'é', '🎉', '\uffff', 'Eq', '10', '9')
  const kinds = {
    string: { held: texts, operand: texts },
    list: { held: fc.array(texts, { maxLength: 3 }), operand: texts },
    integer: {
      held: fc.integer({ min: -3, max: 12 }),
      operand: fc.integer({ min: -3, max: 12 }).map(String),
    },
    boolean: { held: fc.boolean(), operand: fc.constantFrom('true', 'F', '0', '1') },
    ip: {
      held: fc.constantFrom('10.0.0.1', '9.0.0.1', '10.0.0.20', ''),
      operand: fc.constantFrom('10.0.0.1', '9.0.0.1', '10.0.0.20', ''),
    },
  } as const
  const operator = fc.constantFrom('Eq', 'Ne', 'Lt', 'Lte', 'Gt', 'Gte', 'Between', 'Except', 'In', 'Nin')

  for (const kind of ['string', 'list', 'integer', 'boolean', 'ip'] as const) {
    it(`over ${kind}`, () => {
      const { held, operand } = kinds[kind]
      const test = fc.record({
        operator,
        operands: fc.array<string>(operand, { minLength: 2, maxLength: 3 }),
      })
      fc.assert(
        fc.property(
          fc.option<JsonValue, undefined>(held, { nil: undefined }),
          fc.array(test, { minLength: 1, maxLength: 3 }),
          (value, all) => {
            const body: JsonObject = value === undefined ? {} : { x: value }
            // What is missing counts as the zero value of a text or address, and as no value of the others.
            const passes = indexPredicate('x', { kind, field: 'x', unique: false }, all, 'machines')(body)
            expect(passes).toBe(passesNaively(kind, value, all))
          },
        ),
        { numRuns: 500 },
      )
    })
  }

  it('over orders', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ Name: texts, Address: kinds.ip.held, Runnable: fc.boolean() })),
        (bodies) => {
          const found = sorted(bodies, 'machines', query('sort=Name&sort=Address'))
          expect(found).toHaveLength(bodies.length)
          found.slice(1).forEach((body, at) => {
            const before = found[at]
            const byAddress = compareNaively('ip', String(before?.Address ?? ''), String(body.Address))
            expect(byAddress).toBeLessThanOrEqual(0)
            if (byAddress === 0)
              expect(
                compareNaively('string', String(before?.Name ?? ''), String(body.Name)),
              ).toBeLessThanOrEqual(0)
          })
        },
      ),
    )
  })
})

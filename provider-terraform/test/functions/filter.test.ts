import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filter } from '../../src/functions/filter.ts'
import { parseFilter } from '../../src/functions/parse-filter.ts'
import { blame, call } from './call.ts'

describe('filter', () => {
  it('writes conditions as DRP reads them', async () => {
    expect(
      await call(filter, {
        Arch: 'amd64',
        Runnable: true,
        'inventory/RAM': { gte: 64 },
        Pool: ['a', 'b'],
        Name: { re: '^web' },
        Rack: { between: [1, 9] },
        Stage: { nin: ['x', 'y'] },
        Site: { eq: 'r1' },
        Left: null,
        Map: { eq: { a: 1 } },
      }),
    ).toEqual([
      'Arch=Eq(amd64)',
      'Runnable=Eq(true)',
      'inventory/RAM=Gte(64)',
      'Pool=In(a,b)',
      'Name=Re(^web)',
      'Rack=Between(1,9)',
      'Stage=Nin(x,y)',
      'Site=Eq(r1)',
      'Map=Eq({"a":1})',
    ])
    expect(await call(filter, {})).toEqual([])
  })

  it('takes a value with a bracket as it is, since DRP ends conditions at the first one', async () => {
    expect(await call(filter, { Description: 'rack (old)' })).toEqual(['Description=rack (old)'])
    expect(await blame(filter, { Description: 'Eq(a)b' })).toContain('0: Description: DRP has no way')
    expect(await blame(filter, { Description: { ne: 'a)' } })).toContain('no way')
    expect(await blame(filter, { Pool: ['a,b'] })).toContain('no way')
  })

  it('refuses what DRP would read otherwise', async () => {
    expect(await blame(filter, { Rack: { gte: 1, lte: 3 } })).toContain('more than one operator')
    expect(await blame(filter, { Rack: { over: 1 } })).toContain('"over" is no operator')
    expect(await blame(filter, { Rack: { constructor: 1 } })).toContain('is no operator')
    expect(await blame(filter, { Rack: { between: [1] } })).toContain('takes 2 values')
    expect(await blame(filter, { Rack: [] })).toContain('at least one')
    expect(await blame(filter, { Rack: { eq: null } })).toContain('null')
    expect(await blame(filter, { 'a b': 1 })).toContain('no name')
    expect(await blame(filter, 'Arch=amd64')).toContain('object')
  })
})

describe('parse_filter', () => {
  it('reads filters as servers do', async () => {
    expect(await call(parseFilter, 'Arch=Eq(amd64)')).toEqual({
      name: 'Arch',
      operator: 'eq',
      values: ['amd64'],
    })
    expect(await call(parseFilter, 'Arch=amd64')).toEqual({ name: 'Arch', operator: 'eq', values: ['amd64'] })
    expect(await call(parseFilter, 'A=Between(1,9,x)')).toMatchObject({
      operator: 'between',
      values: ['1', '9'],
    })
    expect(await call(parseFilter, 'A=In(a,b,c)rest')).toMatchObject({
      operator: 'in',
      values: ['a', 'b', 'c'],
    })
    expect(await call(parseFilter, 'A=Lte(4')).toMatchObject({ operator: 'eq', values: ['Lte(4'] })
    expect(await blame(parseFilter, 'nothing')).toContain('0:')
  })

  it('reads back what filter writes', async () => {
    const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9/_-]{0,10}$/)
    const texts = fc.stringMatching(/^[^),\s][^),]{0,10}$/).filter((text) => text === text.trim())
    const operator = fc.constantFrom('eq', 'ne', 'lt', 'gte', 're')
    await fc.assert(
      fc.asyncProperty(names, operator, texts, async (name, op, text) => {
        const written = await call(filter, { [name]: { [op]: text } })
        const [first] = Array.isArray(written) ? written : []
        expect(await call(parseFilter, first ?? null)).toEqual({ name, operator: op, values: [text] })
      }),
    )
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client, defineParams, ParamValueError, paramsModule } from '../../src/index.ts'
import { FakeDrp, type ServedHandlers, serveHandlers } from '../../src/testing/index.ts'
import { compile } from '../types/compile.ts'

const site = defineParams(
  {
    'site/rack': { type: 'string', description: 'Where it stands' },
    'site/slot': { type: 'integer', minimum: 0, exclusiveMinimum: true },
    'site/key': { type: 'string' },
    'site/odd': { not: { type: 'string' } },
  },
  { secure: ['site/key'] },
)

let drp: FakeDrp
let served: ServedHandlers
let client: Client
beforeEach(async () => {
  drp = new FakeDrp({ objects: { machines: [{ Name: 'web1', Params: { other: 1, 'site/rack': 'b7' } }] } })
  served = await serveHandlers(drp.handlers)
  client = new Client(served.settings)
})
afterEach(async () => {
  await client.close()
  await served.close()
})

describe('params with types', () => {
  it('are read and written by name', async () => {
    const params = client.machines.params.typed(site)
    await params.set('Name:web1', 'site/slot', 4)
    expect(await params.get('Name:web1')).toEqual({ 'site/rack': 'b7', 'site/slot': 4 })
    expect(site.of((await client.machines.get('Name:web1')).Params)['site/slot']).toBe(4)
    expect(await params.delete('Name:web1', 'site/slot')).toBe(true)
    expect(drp.get('machines', 'Name:web1').Params).toEqual({ other: 1, 'site/rack': 'b7' })
  })

  it('refuse what does not fit, and say why', async () => {
    const params = client.machines.params.typed(site)
    await expect(params.set('Name:web1', 'site/slot', 0)).rejects.toThrow(/site\/slot has the value 0.*>0/)
    expect(drp.get('machines', 'Name:web1').Params).not.toHaveProperty('site/slot')
    await client.machines.params.set('Name:web1', 'site/rack', 7)
    await expect(params.get('Name:web1')).rejects.toMatchObject({ code: 'invalid_param', param: 'site/rack' })
    expect(() => site.of({ 'site/slot': 1.5 })).toThrow(ParamValueError)
    // A schema that cannot be checked here is left to the server.
    expect(site.of({ 'site/odd': 'text' })).toEqual({ 'site/odd': 'text' })
  })

  it('are published, and brought up to date', async () => {
    await client.params.create({
      Name: 'site/slot',
      Schema: { type: 'integer', maximum: 3 },
      Documentation: 'x',
    })
    await site.publish(client.params)
    await site.publish(client.params)
    expect(await client.params.get('site/rack')).toMatchObject({
      Description: 'Where it stands',
      Secure: false,
    })
    expect(await client.params.get('site/key')).toMatchObject({ Secure: true })
    expect(await client.params.get('site/slot')).toMatchObject({
      Schema: { type: 'integer', minimum: 0, exclusiveMinimum: true },
      Documentation: 'x',
    })
    expect(drp.get('params', 'site/slot').Schema).not.toHaveProperty('maximum')
  })

  it('can be made from what a server has published', async () => {
    await site.publish(client.params)
    const source = paramsModule((await client.params.list()).items)
    const use = `import { params } from './params.ts'
export const slot: number | undefined = params.of({})['site/slot']
export const wrong: string | undefined = params.of({})['site/slot']\n`
    const faults = await compile({ 'params.ts': source, 'use.ts': use })
    expect(Object.fromEntries(faults)).toEqual({ 'use.ts': [expect.stringContaining('not assignable')] })
  })
})

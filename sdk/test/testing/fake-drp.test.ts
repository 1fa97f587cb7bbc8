import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AlreadyExistsError,
  Claims,
  Client,
  ConflictError,
  gte,
  InUseError,
  in_,
  NoCapacityError,
  NotFoundError,
  UnsupportedError,
  ValidationError,
} from '../../src/index.ts'
import { PREFIXES } from '../../src/models/index.ts'
import { FakeDrp, type ServedHandlers, serveHandlers } from '../../src/testing/index.ts'

let drp: FakeDrp
let served: ServedHandlers
let client: Client
beforeEach(async () => {
  const machines = ['web1', 'web2', 'web3'].map((Name, index) => ({ Name, Params: { size: index } }))
  drp = new FakeDrp({ objects: { machines, profiles: [{ Name: 'base' }] } })
  served = await serveHandlers(drp.handlers)
  client = new Client(served.settings)
})
afterEach(async () => {
  await client.close()
  await served.close()
})

describe('a pretended server', () => {
  it('has every kind of the catalogue', async () => {
    for (const prefix of PREFIXES) {
      const { total } = await client.collection(prefix).list()
      expect([prefix, total]).toEqual([prefix, drp.list(prefix).length])
    }
  })

  it('creates, reads, changes and deletes', async () => {
    const made = await client.profiles.create({ Name: 'ntp', Params: { 'a/b': [1] } })
    expect(made).toMatchObject({ Name: 'ntp', Available: true, Meta: {} })
    await expect(client.profiles.create({ Name: 'ntp' })).rejects.toThrow(AlreadyExistsError)
    await client.profiles.update('ntp', { Description: 'Clocks' })
    await client.profiles.params.set('ntp', 'c/d', { e: null })
    expect(await client.profiles.params.getOne('ntp', 'a/b')).toEqual([1])
    expect(await client.profiles.get('ntp')).toMatchObject({
      Description: 'Clocks',
      Params: { 'a/b': [1], 'c/d': { e: null } },
    })
    expect(await client.profiles.params.delete('ntp', 'c/d')).toBe(true)
    expect(await client.profiles.params.delete('ntp', 'c/d')).toBe(false)
    await client.profiles.ensure({ Name: 'ntp', Description: 'again' })
    expect(drp.get('profiles', 'ntp').Description).toBe('again')
    await client.profiles.delete('ntp')
    await expect(client.profiles.get('ntp')).rejects.toThrow(NotFoundError)
    expect(await client.profiles.exists('ntp')).toBe(false)
  })

  it('keeps params with slashes in their names, and addresses as keys', async () => {
    await client.params.create({ Name: 'demo/size', Schema: { type: 'integer' } })
    expect(await client.params.get('demo/size')).toMatchObject({ Schema: { type: 'integer' } })
    await client.reservations.create({ Addr: '10.0.0.9', Token: 'x', Strategy: 'MAC' })
    expect(await client.reservations.get('10.0.0.9')).toMatchObject({ Token: 'x' })
  })

  it('refuses what a server refuses', async () => {
    await expect(client.profiles.create({ Name: '!' })).rejects.toThrow(ValidationError)
    const wrong = [{ op: 'test', path: '/Name', value: 'other' }] as const
    await expect(client.profiles.patch('base', wrong)).rejects.toThrow(ConflictError)
    await expect(client.tasks.list({ filters: { Wrong: 1 } })).rejects.toMatchObject({ status: 406 })
    await expect(client.files.list()).rejects.toThrow(UnsupportedError)
    // What the server computes is not taken from a caller.
    const { Uuid } = await client.machines.get('Name:web1')
    await client.machines.update(Uuid, { WorkflowComplete: false, Description: 'x' })
    expect(drp.get('machines', Uuid)).toMatchObject({ WorkflowComplete: true, Description: 'x' })
  })

  it('lists with filters, an order and parts', async () => {
    const names = async (query: Parameters<typeof client.machines.list>[0]) =>
      (await client.machines.list(query)).items.map(({ Name }) => Name)
    expect(await names({ filters: { size: gte(1) }, sort: 'Name', reverse: true })).toEqual(['web3', 'web2'])
    expect(await names({ filters: { Name: in_('web1', 'web3') }, sort: 'Name' })).toEqual(['web1', 'web3'])
    expect(await names({ sort: 'Name', offset: 1, limit: 1 })).toEqual(['web2'])
    const all: string[] = []
    for await (const { Name } of client.machines.iterate({ pageSize: 2 })) all.push(Name)
    expect(all.sort()).toEqual(['web1', 'web2', 'web3'])
    expect(await client.machines.count({ filters: { Runnable: true } })).toBe(3)
  })

  it('lets claim, wait and release', async () => {
    const claims = new Claims(client)
    const request = { pool: 'default', claimKey: 'one', owner: 'test', addParameters: { role: 'db' } }
    const { machine, claimId } = await claims.allocate(request)
    expect((await claims.allocate(request)).machine.Uuid).toBe(machine.Uuid)
    expect(drp.claimed.map(({ Uuid }) => Uuid)).toEqual([machine.Uuid])
    expect(await claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 5_000 })).toMatchObject({
      Params: { role: 'db' },
    })
    await claims.release(machine.Uuid, claimId)
    expect(drp.claimed).toEqual([])
    expect(drp.get('machines', machine.Uuid).Params).toEqual({ size: expect.any(Number), role: 'db' })
    const picky = { ...request, claimKey: 'two', filters: ['Arch=Eq(none)'] }
    await expect(claims.allocate(picky)).rejects.toThrow(NoCapacityError)
  })

  it('tells who waits of a change at once', async () => {
    const seen: string[] = []
    const onChange = ({ Stage }: { Stage: string }) => {
      seen.push(Stage)
      if (Stage === '') drp.change('machines', 'Name:web1', { Stage: 'install' })
      if (Stage === 'install') drp.change('machines', 'Name:web1', { Stage: 'local' })
    }
    await client.machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 10_000, onChange })
    expect(seen).toEqual(['', 'install', 'local'])
  })

  it('gives way to handlers of the test', async () => {
    const body = { Model: 'profiles', Key: 'base', Type: 'StillInUseError', Messages: ['in use'], Code: 409 }
    served.use(http.delete('*/api/v3/profiles/base', () => HttpResponse.json(body, { status: 409 })))
    await expect(client.profiles.delete('base')).rejects.toThrow(InUseError)
    served.resetHandlers()
    await client.profiles.delete('base')
  })

  it('serves programs that use fetch through msw itself', async () => {
    const { handlers } = new FakeDrp({ endpoint: 'https://drp.example:8092' })
    const server = setupServer(...handlers)
    server.listen({ onUnhandledFrame: 'error' })
    try {
      const response = await fetch('https://drp.example:8092/api/v3/pools/default')
      expect(await response.json()).toMatchObject({ Id: 'default' })
    } finally {
      server.close()
    }
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { ReadCollection } from '../../src/collections/index.ts'
import { type CatalogueEntry, catalogue, PREFIXES } from '../../src/models/catalogue.ts'
import { NotFoundError, UnsupportedError } from '../../src/transport/index.ts'
import { FakeDrp311 } from '../fake/fake-drp311.ts'
import { FakeEvents } from '../fake/fake-events.ts'
import { FakeServer, failure } from '../fake/fake-server.ts'

let server: FakeServer
let client: Client

beforeEach(async () => {
  server = await FakeServer.start()
  client = new Client({ endpoint: server.url, token: 'token' })
})

afterEach(async () => {
  await client.close()
  await server.close()
})

/** Name of a prefix as a member of the client. */
function memberOf(prefix: string): string {
  return prefix.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}

describe('the client', () => {
  it.each(PREFIXES)('has the objects of %s, with what the catalogue lets be done to them', (prefix) => {
    const members = new Map<string, unknown>(Object.entries(client))
    const collection = members.get(memberOf(prefix))
    if (!(collection instanceof ReadCollection)) throw new Error(`there is no client.${memberOf(prefix)}`)
    expect(collection.prefix).toBe(prefix)
    const entry: CatalogueEntry = catalogue[prefix]
    expect('params' in collection).toBe(entry.params)
    // Leases are narrowed by their type.
    if (prefix !== 'leases') {
      for (const verb of entry.verbs) expect(typeof Reflect.get(collection, verb)).toBe('function')
      if (entry.verbs.length === 0) expect('update' in collection).toBe(false)
    }
  })

  it('reaches any kind by its prefix', async () => {
    server.on('GET /version_sets', () => ({ json: [{ Id: 'v1' }] }))
    const { items } = await client.collection('version_sets').list()
    expect(items.map(({ Id }) => Id)).toEqual(['v1'])
  })

  it('asks for the features of the server once', async () => {
    let answers = 0
    server.on('GET /info', () => {
      answers += 1
      return answers === 1 ? failure(403, 'Cannot access x') : { json: { features: ['embedded-pool'] } }
    })
    await expect(client.supports('embedded-pool')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await client.supports('embedded-pool')).toBe(true)
    expect(await client.supports('claim-key')).toBe(false)
    expect(answers).toBe(2)
  })
})

describe('annotations', () => {
  it('are read and patched apart from their object', async () => {
    server.on('GET /meta/params/a/b', () => ({ json: { color: 'red' } }))
    server.on('PATCH /meta/machines/x%2Fy', () => ({ json: { color: 'blue' } }))
    expect(await client.meta.get('params', 'a/b')).toEqual({ color: 'red' })
    const operations = [{ op: 'replace', path: '/color', value: 'blue' } as const]
    expect(await client.meta.patch('machines', 'x/y', operations)).toEqual({ color: 'blue' })
    expect(server.calls.at(-1)?.json()).toEqual(operations)
  })
})

describe('the server', () => {
  it('tells its interfaces, its log and its indexes', async () => {
    server.on('GET /interfaces', () => ({ json: [{ Name: 'eth0', Addresses: ['10.0.0.1/24'] }] }))
    server.on('GET /interfaces/eth0', () => ({ json: { Name: 'eth0' } }))
    server.on('GET /logs', () => ({ json: [{ Seq: 1, Message: 'started' }] }))
    const name = { Type: 'string', Unique: true }
    server.on('GET /indexes', () => ({ json: { machines: { Name: name } } }))
    server.on('GET /indexes/machines', () => ({ json: { Name: name } }))
    server.on('GET /indexes/machines/my/param', () => ({ json: { Type: 'parameter' } }))
    expect((await client.interfaces.list()).map(({ Name }) => Name)).toEqual(['eth0'])
    expect((await client.interfaces.get('eth0')).Name).toBe('eth0')
    expect((await client.logs.list())[0]?.Message).toBe('started')
    expect((await client.indexes.all())['machines']?.['Name']).toEqual(name)
    expect((await client.indexes.of('machines'))['Name']).toEqual(name)
    expect(await client.indexes.get('machines', 'my/param')).toMatchObject({ Type: 'parameter' })
  })

  it('tells a computer which machine it is, and makes it a token', async () => {
    const Result = { Score: 1000, Uuid: 'u1', Token: 't' }
    server.on('POST /whoami', () => ({ json: { Result } }))
    server.on('GET /machines/u1/token', () => ({ json: { Token: 't' } }))
    const marks = { MacAddrs: ['52:54:00:00:00:01'], OnDiskUUID: 'u1' }
    expect((await client.whoami(marks)).Result).toEqual(Result)
    expect(server.calls.at(-1)?.json()).toEqual(marks)
    expect((await client.machines.token('u1', { ttlSeconds: 60 })).Token).toBe('t')
    expect(server.calls.at(-1)?.query.get('ttl')).toBe('60s')
  })

  it('publishes an event', async () => {
    server.on('POST /events', () => ({ status: 204 }))
    await client.events.post({ Type: 'scripts', Action: 'done', Key: 'nightly', Object: { took: 3 } })
    expect(server.calls.at(-1)?.json()).toEqual({
      Time: expect.stringMatching(/^\d{4}-/),
      Type: 'scripts',
      Action: 'done',
      Key: 'nightly',
      Object: { took: 3 },
    })
  })

  it('without an event stream is not asked for it again and again', async () => {
    const subscribing = client.events.subscribe(['machines.*.*'], { signal: AbortSignal.timeout(5_000) })
    await expect(subscribing).rejects.toMatchObject({ code: 'events_unavailable' })
    // A stream there is from now on is found by the next subscription.
    new FakeEvents(server)
    await client.events.subscribe(['machines.*.*'], { signal: AbortSignal.timeout(5_000) })
  })
})

describe('DRP 3.11', () => {
  let drp: FakeDrp311
  let old: Client
  beforeEach(async () => {
    drp = await FakeDrp311.start()
    old = new Client({ endpoint: drp.server.url, token: 'token' }, { validate: true })
  })
  afterEach(async () => {
    await old.close()
    await drp.server.close()
  })

  it('has what it lacks filled in', async () => {
    drp.put('machines', { Name: 'web1', Uuid: '3e7031fe-3062-45f1-835c-92541bc9cb00', Profiles: null })
    const machine = await old.machines.get('Name:web1')
    expect(machine).toMatchObject({ Profiles: [], Params: {}, Pool: 'default', WorkflowComplete: false })
    expect(await old.machines.count({ filters: { Name: 'web1' } })).toBe(1)
    expect(await old.machines.exists('Name:web1')).toBe(true)
    expect(await old.machines.exists('Name:web2')).toBe(false)
  })

  it('is asked what it can do, and refuses what it cannot with an error of its own', async () => {
    expect(await old.supports('embedded-pool')).toBe(false)
    expect(await old.supports('workflows')).toBe(true)
    const error = await old.pools.list().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(UnsupportedError)
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ code: 'not_supported', nextStep: expect.stringContaining('newer server') })
    await expect(old.whoami({})).rejects.toThrow(UnsupportedError)
    await expect(old.machines.list({ filters: { Pool: 'default' } })).rejects.toMatchObject({
      code: 'bad_request',
      messages: ['Filter not found: Pool'],
    })
  })
})

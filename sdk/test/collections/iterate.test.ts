import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { ne, raw } from '../../src/collections/index.ts'
import { FakeDrp311 } from '../fake/fake-drp311.ts'
import { FakeServer } from '../fake/fake-server.ts'

let drp: FakeDrp311
let client: Client

beforeEach(async () => {
  drp = await FakeDrp311.start()
  client = new Client({ endpoint: drp.server.url, token: 'token' })
})

afterEach(async () => {
  await client.close()
  await drp.server.close()
})

async function names(iterable: AsyncIterable<{ readonly Name: string }>): Promise<string[]> {
  const seen: string[] = []
  for await (const { Name } of iterable) seen.push(Name)
  return seen
}

/** Queries of the list calls, readable. */
function queries(server: FakeServer): string[] {
  return server.calls.map(({ query }) => decodeURIComponent(query.toString()))
}

describe('iterate', () => {
  it('goes on after the last key of each page', async () => {
    for (const Name of ['d', 'a', 'c', 'b', 'e']) drp.put('profiles', { Name })
    expect(await names(client.profiles.iterate({ pageSize: 2 }))).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(queries(drp.server)).toEqual([
      'sort=Name&limit=2',
      'Name=Gt(b)&sort=Name&limit=2',
      'Name=Gt(d)&sort=Name&limit=2',
    ])
  })

  it('keeps the filters, and pages by another index when they are about the key', async () => {
    for (const Name of ['a', 'b', 'c', 'd']) drp.put('profiles', { Name })
    expect(await names(client.profiles.iterate({ filters: { Name: ne('b') }, pageSize: 2 }))).toEqual([
      'a',
      'c',
      'd',
    ])
    expect(await names(client.profiles.iterate({ filters: ['Name=Ne(b)'], pageSize: 2 }))).toHaveLength(3)
    expect(queries(drp.server)).toEqual([
      'Name=Ne(b)&sort=Key&limit=2',
      'Name=Ne(b)&Key=Gt(c)&sort=Key&limit=2',
      'Name=Ne(b)&sort=Key&limit=2',
      'Name=Ne(b)&Key=Gt(c)&sort=Key&limit=2',
    ])
  })

  it('fetches all at once when no index over the keys is left', async () => {
    for (const Name of ['a', 'b', 'c']) drp.put('profiles', { Name })
    const filters = { Name: ne('b'), Key: ne('c') }
    expect(await names(client.profiles.iterate({ filters, pageSize: 1 }))).toEqual(['a'])
    expect(drp.server.calls).toHaveLength(1)
  })

  it('gives every object that is there all the time exactly once, and others at most once', async () => {
    const step = fc.record({ add: fc.array(fc.nat(60)), remove: fc.array(fc.nat(60)) })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(60), { minLength: 1 }),
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (start, steps, pageSize) => {
          const name = (number: number) => `p${String(number).padStart(3, '0')}`
          drp.objects.get('profiles')?.clear()
          for (const number of start) drp.put('profiles', { Name: name(number) })
          const steady = new Set(start.map(name))
          const pending = [...steps]
          drp.server.gate = () => {
            const { add = [], remove = [] } = pending.shift() ?? {}
            for (const number of remove) {
              drp.objects.get('profiles')?.delete(name(number))
              steady.delete(name(number))
            }
            for (const number of add) drp.put('profiles', { Name: name(number) })
            return undefined
          }
          const seen = await names(client.profiles.iterate({ pageSize }))
          expect(new Set(seen).size).toBe(seen.length)
          expect([...steady].filter((one) => !seen.includes(one))).toEqual([])
          expect(seen).toEqual([...seen].sort())
        },
      ),
      { numRuns: 60 },
    )
  })

  it('stops as soon as the reader has enough', async () => {
    for (let index = 0; index < 10; index += 1) drp.put('profiles', { Name: `p${index}` })
    for await (const { Name } of client.profiles.iterate({ pageSize: 2 })) if (Name === 'p2') break
    expect(drp.server.calls).toHaveLength(2)
  })

  it('goes on from an earlier key when the last one cannot be written in a condition', async () => {
    for (const Name of ['a', 'b)', 'c', 'd)', 'e']) drp.put('profiles', { Name })
    expect(await names(client.profiles.iterate({ pageSize: 2 }))).toEqual(['a', 'b)', 'c', 'd)', 'e'])
  })
})

it('says so when the server does not go on after a key', async () => {
  const server = await FakeServer.start()
  server.on('GET /tasks', () => ({ json: [{ Name: 'a' }, { Name: 'b' }] }))
  const other = new Client({ endpoint: server.url, token: 'token' })
  const reading = names(other.tasks.iterate({ pageSize: 2 }))
  await expect(reading).rejects.toMatchObject({ code: 'unexpected_answer' })
  await other.close()
  await server.close()
})

it('pages addresses by their own index, and reads those of a range at once', async () => {
  const server = await FakeServer.start()
  server.on('GET /leases', () => ({
    json: [{ Addr: '10.0.0.9' }, { Addr: '10.0.0.10' }].slice(server.calls.length - 1),
  }))
  const other = new Client({ endpoint: server.url, token: 'token' })
  const seen: string[] = []
  for await (const { Addr } of other.leases.iterate({ pageSize: 2 })) seen.push(Addr)
  expect(seen).toEqual(['10.0.0.9', '10.0.0.10'])
  for await (const { Addr } of other.leases.iterate({ filters: { Addr: raw('Gt(10.0.0.1)') } }))
    seen.push(Addr)
  expect(queries(server)).toEqual([
    'sort=Addr&limit=2',
    'Addr=Gt(10.0.0.10)&sort=Addr&limit=2',
    'Addr=Gt(10.0.0.1)',
  ])
  await other.close()
  await server.close()
})

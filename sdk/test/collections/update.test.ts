import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { merge } from '../../src/collections/merge.ts'
import type { JsonObject } from '../../src/models/json.ts'
import type { TestOperation } from '../../src/patch/index.ts'
import {
  AlreadyExistsError,
  ConflictError,
  NotFoundError,
  ValidationError,
} from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeDrp311 } from '../fake/fake-drp311.ts'
import { failure } from '../fake/fake-server.ts'

const UUID = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const WEB1 = {
  Name: 'web1',
  Uuid: UUID,
  Stage: 'none',
  Profiles: ['a'],
  Params: { x: { deep: 1 } },
  Meta: {},
}

let drp: FakeDrp311
let client: Client

beforeEach(async () => {
  drp = await FakeDrp311.start()
  drp.put('machines', WEB1)
  client = new Client(
    { endpoint: drp.server.url, token: 'token' },
    { clock: new FakeClock(), random: () => 0.5 },
  )
})

afterEach(async () => {
  await client.close()
  await drp.server.close()
})

/** Changes the machine behind the back of the client before each of so many patches. */
function meddle(times: number, change: (round: number) => JsonObject): void {
  let round = 0
  drp.server.gate = (call) => {
    if (call.method === 'PATCH' && round < times) {
      round += 1
      drp.put('machines', { ...WEB1, ...drp.objects.get('machines')?.get(UUID), ...change(round) })
    }
    return undefined
  }
}

describe('update', () => {
  it('writes only what is different, guarded, and leaves the rest alone', async () => {
    const changes = { Stage: 'local', Params: { y: [1], x: { more: 2 } }, Meta: { color: 'red' } }
    const updated = await client.machines.update('Name:web1', changes, { force: true })
    expect(updated).toMatchObject({
      Stage: 'local',
      Profiles: ['a'],
      Params: { x: { deep: 1, more: 2 }, y: [1] },
      Meta: { color: 'red' },
    })
    const patch = drp.server.calls.at(-1)
    expect(`${patch?.path}?${patch?.query}`).toBe('/machines/Name:web1?force=true')
    expect(patch?.json()).toEqual([
      { op: 'test', path: '/Stage', value: 'none' },
      { op: 'test', path: '/Params/x', value: { deep: 1 } },
      { op: 'test', path: '/Params', value: { x: { deep: 1 } } },
      { op: 'test', path: '/Meta', value: {} },
      { op: 'replace', path: '/Stage', value: 'local' },
      { op: 'add', path: '/Params/x/more', value: 2 },
      { op: 'add', path: '/Params/y', value: [1] },
      { op: 'add', path: '/Meta/color', value: 'red' },
    ])
  })

  it('takes away what is null, and replaces lists', async () => {
    await client.machines.update(UUID, { Params: { x: null }, Profiles: [] })
    expect(drp.objects.get('machines')?.get(UUID)).toMatchObject({ Params: {}, Profiles: [] })
  })

  it('makes no call when nothing is different', async () => {
    await client.machines.update(UUID, { Stage: 'none', Params: { x: { deep: 1 } }, Meta: undefined })
    expect(drp.server.count(`PATCH /machines/${UUID}`)).toBe(0)
  })

  it('starts over when others were faster, and loses no change', async () => {
    meddle(3, (round) => ({ Params: { x: 1, [`theirs-${round}`]: round } }))
    await client.machines.update(UUID, { Params: { mine: true } })
    expect(drp.objects.get('machines')?.get(UUID)?.['Params']).toEqual({ x: 1, 'theirs-3': 3, mine: true })
  })

  it('gives up when others are always faster, and at once on anything but a conflict', async () => {
    meddle(Number.POSITIVE_INFINITY, (round) => ({ Stage: `theirs-${round}` }))
    await expect(client.machines.update(UUID, { Stage: 'mine' })).rejects.toThrow(ConflictError)
    expect(drp.server.count(`PATCH /machines/${UUID}`)).toBe(9)
    drp.server.gate = (call) => (call.method === 'PATCH' ? failure(422, 'no such stage') : undefined)
    await expect(client.machines.update(UUID, { Stage: 'other' })).rejects.toThrow(ValidationError)
    expect(drp.server.count(`PATCH /machines/${UUID}`)).toBe(10)
    await expect(client.machines.update('gone', { Stage: 'x' })).rejects.toThrow(NotFoundError)
  })

  it('starts over as long as a test of the caller fails', async () => {
    const tests: TestOperation[] = [{ op: 'test', path: '/Profiles', value: ['b'] }]
    await expect(client.machines.update(UUID, { Stage: 'x' }, { tests })).rejects.toThrow(ConflictError)
  })
})

describe('ensure', () => {
  it('creates what is not there and updates what is', async () => {
    await client.profiles.ensure({ Name: 'ntp', Params: { servers: ['a'] } })
    await client.profiles.ensure({ Name: 'ntp', Params: { servers: ['b'] }, Description: 'clocks' })
    await client.profiles.ensure({ Name: 'ntp', Params: { servers: ['b'] } })
    expect(drp.objects.get('profiles')?.get('ntp')).toEqual({
      Name: 'ntp',
      Params: { servers: ['b'] },
      Description: 'clocks',
    })
    expect(drp.server.calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'PATCH', 'GET'])
  })

  it('finds a machine by its name', async () => {
    await client.machines.ensure({ Name: 'web1', Stage: 'local' }, { key: 'Name:web1' })
    expect(drp.objects.get('machines')?.get(UUID)?.['Stage']).toBe('local')
    await expect(client.machines.ensure({ Name: 'web1' })).rejects.toMatchObject({ code: 'invalid_key' })
  })

  it('updates what somebody else creates at the same moment', async () => {
    drp.server.gate = (call) => {
      if (call.method === 'POST') drp.put('profiles', { Name: 'ntp', Description: 'theirs' })
      return undefined
    }
    await client.profiles.ensure({ Name: 'ntp', Params: { mine: 1 } })
    expect(drp.objects.get('profiles')?.get('ntp')).toEqual({
      Name: 'ntp',
      Description: 'theirs',
      Params: { mine: 1 },
    })
  })
})

it('tells that a key is taken', async () => {
  drp.put('profiles', { Name: 'ntp' })
  const error = await client.profiles.create({ Name: 'ntp' }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(AlreadyExistsError)
  expect(error).toBeInstanceOf(ConflictError)
  expect(error).toMatchObject({ code: 'already_exists', model: 'profiles', key: 'ntp', status: 409 })
})

describe('merge', () => {
  const json = fc.jsonValue({ maxDepth: 4 })

  it('changes nothing by an empty object, and gives what it was given the second time', () => {
    fc.assert(
      fc.property(json, json, (target, changes) => {
        const once = merge(plain(target), plain(changes))
        expect(merge(once, plain(changes))).toEqual(once)
        if (target !== null && typeof target === 'object' && !Array.isArray(target)) {
          expect(merge(plain(target), {})).toEqual(plain(target))
        }
      }),
    )
  })

  it('leaves prototypes alone', () => {
    const merged = merge({}, JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"a": 1}}'))
    expect(Object.hasOwn(Object(merged), '__proto__')).toBe(true)
    expect(Object.prototype).not.toHaveProperty('polluted')
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
  })
})

function plain(value: unknown) {
  return JSON.parse(JSON.stringify(value))
}

import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { type Sighting, WaitTimeoutError } from '../../src/collections/index.ts'
import type { Machine } from '../../src/models/machine.ts'
import { NotFoundError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeDrp311 } from '../fake/fake-drp311.ts'
import { FakeEvents } from '../fake/fake-events.ts'
import { FakePool } from '../fake/fake-pool.ts'
import { FakeServer, failure } from '../fake/fake-server.ts'

let server: FakeServer
let pool: FakePool
const open: Client[] = []

beforeEach(async () => {
  server = await FakeServer.start()
  pool = new FakePool(server, 2)
})

afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
  await server.close()
})

function connect(clock?: FakeClock, url = server.url): Client {
  const client = new Client({ endpoint: url, token: 'token' }, { clock, random: () => 0.5 })
  open.push(client)
  return client
}

/** Changes a machine, and tells it by an event unless the client has no right to that. */
function change(events: FakeEvents | undefined, more: Partial<Machine>): void {
  const { Uuid } = pool.at(1)
  pool.change(Uuid, more)
  events?.emit(Uuid, { object: JSON.parse(JSON.stringify(pool.at(1))) })
}

describe('wait', () => {
  it('gives an object at once that is as wanted, without a word to the event stream', async () => {
    const events = new FakeEvents(server)
    const machine = await connect().machines.wait('Name:web1', { PoolStatus: 'Free', Profiles: [] })
    expect(machine.Uuid).toBe(pool.at(1).Uuid)
    expect(events.frames).toEqual([])
    expect(server.calls).toHaveLength(1)
  })

  it('hears of changes from events, and asks no more than twice', async () => {
    const events = new FakeEvents(server)
    const seen: string[] = []
    const onChange = ({ Stage }: Machine) => seen.push(Stage)
    const waiting = connect().machines.wait('Name:web1', { Stage: 'local' }, { onChange, timeoutMs: 10_000 })
    await until(() => events.frames.length === 1 && server.calls.length === 2)
    change(events, { Stage: 'discover' })
    change(events, { Stage: 'local' })
    expect((await waiting).Stage).toBe('local')
    expect(seen).toEqual(['', 'discover', 'local'])
    expect(events.frames).toEqual([`register machines.*.${pool.at(1).Uuid}`])
    expect(server.calls).toHaveLength(2)
    await until(() => events.frames.length === 2)
    expect(events.frames[1]).toMatch(/^deregister/)
  })

  it('sees what happens between its first look and the subscription', async () => {
    const events = new FakeEvents(server)
    server.gate = () => {
      if (server.calls.length === 2) pool.change(pool.at(1).Uuid, { Stage: 'local' })
      return undefined
    }
    await connect().machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 10_000 })
    expect(events.frames).toHaveLength(1)
  })

  it('sees what happened while the event stream was away', async () => {
    const events = new FakeEvents(server)
    events.remembers = false
    const waiting = connect().machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 10_000 })
    await until(() => events.frames.length === 1 && server.calls.length === 2)
    events.cut()
    change(undefined, { Stage: 'local' })
    expect((await waiting).Stage).toBe('local')
  })

  it('asks the server to hold its answers back when events do not tell', async () => {
    const events = new FakeEvents(server)
    const waiting = connect().machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 20_000 })
    await until(() => events.frames.length === 1 && server.calls.length === 2)
    change(undefined, { Stage: 'discover' })
    await until(() => server.calls.some(({ headers }) => headers['prefer'] !== undefined))
    change(undefined, { Stage: 'local' })
    await waiting
    expect(events.frames[1]).toMatch(/^deregister/)
  })

  it('does the same when there is no event stream', async () => {
    const waiting = connect().machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 10_000 })
    await until(() => server.calls.some(({ headers }) => headers['prefer'] !== undefined))
    change(undefined, { Stage: 'local' })
    await waiting
  })

  it('goes on while the server is away', async () => {
    new FakeEvents(server)
    const clock = new FakeClock()
    let away = 40
    server.gate = () => {
      away -= 1
      return away > 0 ? failure(503, 'starting') : undefined
    }
    clock.onSleep = () => (away < 0 ? pool.change(pool.at(1).Uuid, { Stage: 'local' }) : undefined)
    await connect(clock).machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 3_600_000 })
  })

  it('takes a function for a condition', async () => {
    const machine = await connect().machines.wait('Name:web2', ({ Name }) => Name === 'web2')
    expect(machine.Uuid).toBe(pool.at(2).Uuid)
  })

  it('compares only the members of a map that are named', async () => {
    change(undefined, { Params: { a: { b: 1, c: 2 }, d: 3 } })
    const { machines } = connect()
    await machines.wait('Name:web1', { Params: { a: { b: 1 } } })
    const wrong = { Params: { a: { b: 2 } } }
    await expect(machines.wait('Name:web1', wrong, { timeoutMs: 0 })).rejects.toThrow(WaitTimeoutError)
    const inherited = { Params: { toString: 1 } }
    await expect(machines.wait('Name:web1', inherited, { timeoutMs: 0 })).rejects.toThrow(WaitTimeoutError)
  })

  it('fails when the object is not there, or is deleted meanwhile', async () => {
    const events = new FakeEvents(server)
    const { machines } = connect()
    await expect(machines.wait('Name:web9', { Stage: 'x' })).rejects.toThrow(NotFoundError)
    const waiting = machines.wait('Name:web1', { Stage: 'x' })
    await until(() => events.frames.length === 1)
    const { Uuid } = pool.at(1)
    pool.machines.delete(Uuid)
    events.emit(Uuid)
    await expect(waiting).rejects.toThrow(NotFoundError)
  })

  it('is ended by its signal, however it listens', async () => {
    const client = connect()
    const reason = new Error('enough')
    const ended = async (prepare: () => Promise<unknown>) => {
      const controller = new AbortController()
      const waiting = client.machines.wait('Name:web1', { Stage: 'x' }, { signal: controller.signal })
      waiting.catch(() => {})
      await prepare()
      controller.abort(reason)
      await expect(waiting).rejects.toBe(reason)
    }
    await ended(async () => {})
    await ended(() => until(() => server.calls.some(({ headers }) => headers['prefer'] !== undefined)))
    const events = new FakeEvents(server)
    await ended(() => until(() => events.frames.length === 1))
    await ended(() => delay(20))
  })
})

describe('with DRP 3.11', () => {
  const UUID = '3e7031fe-3062-45f1-835c-92541bc9cb00'
  let drp: FakeDrp311
  beforeEach(async () => {
    drp = await FakeDrp311.start()
    drp.put('machines', { Name: 'web1', Uuid: UUID, Stage: 'none' })
  })
  afterEach(() => drp.server.close())

  it('waits by events', async () => {
    const events = new FakeEvents(drp.server, 'drp')
    const waiting = connect(undefined, drp.server.url).machines.wait('Name:web1', { Stage: 'local' })
    await until(() => events.frames.length === 1 && drp.server.calls.length === 2)
    drp.put('machines', { Name: 'web1', Uuid: UUID, Stage: 'local' })
    events.emit(UUID, { object: { Name: 'web1', Uuid: UUID, Stage: 'local' } })
    await waiting
    expect(drp.server.calls).toHaveLength(2)
  })

  it('waits by asking again and again when it sends no events', async () => {
    new FakeEvents(drp.server, 'drp')
    const clock = new FakeClock()
    const stages = ['discover', 'burn-in', 'image', 'local']
    clock.onSleep = async () => {
      // Time for an event to come, if there were one.
      await delay(5)
      if (clock.sleeps.length % 4 === 0)
        drp.put('machines', { Name: 'web1', Uuid: UUID, Stage: stages.shift() ?? 'local' })
    }
    const seen: string[] = []
    const onChange = ({ Stage }: Machine) => seen.push(Stage)
    const client = connect(clock, drp.server.url)
    await client.machines.wait('Name:web1', { Stage: 'local' }, { timeoutMs: 3_600_000, onChange })
    expect(seen).toEqual(['none', 'discover', 'burn-in', 'image', 'local'])
    expect(clock.sleeps.filter((pause) => pause === 5_000).length).toBeGreaterThan(2)
  })

  it('says in time that it did not come about, with the object as it was', async () => {
    const waiting = connect(new FakeClock(), drp.server.url).machines.wait(
      'Name:web1',
      { Stage: 'x' },
      { timeoutMs: 60_000 },
    )
    const error = await waiting.catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(WaitTimeoutError)
    expect(error).toMatchObject({ code: 'wait_timeout', waitedMs: 60_000, object: { Name: 'web1' } })
    expect(String(error)).toContain('machine Name:web1: {"Stage":"x"}')
  })

  it('says in time that the server never answered, and why', async () => {
    drp.server.gate = () => failure(503, 'starting')
    const waiting = connect(new FakeClock(), drp.server.url).machines.wait(
      'Name:web1',
      { Stage: 'x' },
      { timeoutMs: 60_000 },
    )
    await expect(waiting).rejects.toMatchObject({ object: undefined, cause: { status: 503 } })
  })
})

describe('follow', () => {
  it('gives each state once, says when the server is away, and gives the object when it is back', async () => {
    const clock = new FakeClock()
    const shown: string[] = []
    let away = 0
    server.gate = () => {
      away -= 1
      return away >= 0 ? failure(503, 'starting') : undefined
    }
    for await (const sighting of connect(clock).machines.follow('Name:web1', { by: 'looks' })) {
      shown.push(describeSighting(sighting))
      if (shown.length === 1) setTimeout(() => change(undefined, { Stage: 'image' }), 10)
      if (shown.length === 2) away = 6
      if (shown.length === 4) setTimeout(() => change(undefined, { Stage: 'local' }), 10)
      if (shown.length === 5) break
    }
    expect(shown).toEqual(['web1 ', 'web1 image', 'away', 'web1 image', 'web1 local'])
  })

  it('ends when its time is over', async () => {
    const shown: string[] = []
    for await (const sighting of connect().machines.follow('Name:web1', { timeoutMs: 50 })) {
      shown.push(describeSighting(sighting))
    }
    expect(shown).toEqual(['web1 '])
  })
})

function describeSighting(sighting: Sighting<Machine>): string {
  return sighting.kind === 'away' ? 'away' : `${sighting.object.Name} ${sighting.object.Stage}`
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come about in 10 s')
    await delay(2)
  }
}

import type { JsonObject } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineWorld } from './engine-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('a rollout', () => {
  let world: EngineWorld
  const uuids = new Map<string, string>()
  const of = (name: string) => uuids.get(name) ?? ''
  const add = async (Name: string, fields: JsonObject = {}) => {
    uuids.set(Name, String((await world.create('machines', { Name, BootEnv: 'memory', ...fields }))['Uuid']))
  }
  const names = (count: number) =>
    Array.from({ length: count }, (_, at) => `node-${String(at).padStart(2, '0')}`)
  const roll = async (fields: JsonObject = {}) => {
    await world.create('rollouts', { Name: 'roll', Workflow: 'update', ...fields })
    await world.settled()
  }
  /** Machines under way do what they have to. */
  const workOff = async (how: 'well' | 'badly' = 'well') => {
    for (const name of (await world.standing('roll'))['running'] ?? []) await world.work(of(name), how)
    await world.settled()
  }
  const counts = async () => {
    const { State, Waiting, Running, Done, Failed, Skipped } = await world.rollout('roll')
    return { State, Waiting, Running, Done, Failed, Skipped }
  }

  beforeEach(async () => {
    world = await EngineWorld.make()
    uuids.clear()
    await world.create('tasks', { Name: 'patch' })
    await world.create('stages', { Name: 'update', BootEnv: 'memory', Tasks: ['patch'] })
    await world.create('workflows', { Name: 'update', Stages: ['update'] })
    await world.create('stages', { Name: 'deploy', BootEnv: 'memory', Tasks: ['patch'] })
    await world.create('workflows', { Name: 'deploy', Stages: ['deploy'] })
  })
  afterEach(() => world.close())

  it('goes over machines in waves, the canaries first, with a pause between', async () => {
    for (const name of names(10)) await add(name)
    await roll({ Canary: 1, WaveSize: '30%', WavePause: '10m' })
    expect(await counts()).toMatchObject({ State: 'running', Running: 1, Waiting: 9 })
    expect(await world.machine(of('node-00'))).toMatchObject({ PoolStatus: 'Joining', Workflow: 'update' })
    await world.pass(HOUR)
    expect(await counts()).toMatchObject({ Running: 1 })
    await workOff()
    expect(await counts()).toMatchObject({ Running: 0, Done: 1, Waiting: 9 })
    await world.pass(9 * MINUTE)
    expect(await counts()).toMatchObject({ Running: 0 })
    await world.pass(2 * MINUTE)
    expect(await counts()).toMatchObject({ Running: 3, Waiting: 6 })
    for (let wave = 0; wave < 3; wave++) {
      await workOff()
      await world.pass(11 * MINUTE)
    }
    expect(await counts()).toEqual({
      State: 'finished',
      Waiting: 0,
      Running: 0,
      Done: 10,
      Failed: 0,
      Skipped: 0,
    })
    expect(await world.rollout('roll')).toMatchObject({ Wave: 4, Total: 10 })
    expect(await world.machine(of('node-00'))).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
  })

  it('stops when too many fail, goes on when it is told to, and counts those that were repaired', async () => {
    for (const name of names(6)) await add(name)
    await roll({ WaveSize: '2', MaxFailures: '20%' })
    await workOff('badly')
    expect(await counts()).toMatchObject({ State: 'stopped', Failed: 2, Waiting: 4 })
    expect((await world.rollout('roll')).Reason).toContain('2 machines failed')
    expect(Object.keys(await world.standing('roll'))).toContain('failed: task patch failed')
    await world.pass(24 * HOUR)
    expect(await counts()).toMatchObject({ State: 'stopped', Waiting: 4 })

    // Repaired by hand: it tries again, and is done.
    await world.work(of('node-00'))
    await world.settled()
    expect(await counts()).toMatchObject({ State: 'stopped', Failed: 1, Done: 1 })
    await world.rollouts.control('user:test', 'roll', 'resume')
    await world.settled()
    expect(await counts()).toMatchObject({ State: 'running', Running: 2 })
    await workOff()
    await workOff()
    expect(await counts()).toMatchObject({ State: 'finished', Done: 5, Failed: 1 })
  })

  it('asks after the canaries, is paused and cancelled', async () => {
    for (const name of names(4)) await add(name)
    await roll({ Canary: 1, AskAfterCanary: true, WaveSize: '1' })
    await expect(world.rollouts.control('user:test', 'roll', 'resume')).rejects.toMatchObject({ status: 409 })
    await workOff()
    expect(await world.rollout('roll')).toMatchObject({
      State: 'paused',
      Reason: expect.stringContaining('canaries'),
    })
    await world.rollouts.control('user:test', 'roll', 'resume')
    await world.settled()
    expect(await counts()).toMatchObject({ State: 'running', Running: 1, Done: 1 })
    await world.rollouts.control('user:test', 'roll', 'pause')
    await workOff()
    expect(await counts()).toMatchObject({ State: 'paused', Running: 0, Done: 2, Waiting: 2 })
    await world.rollouts.control('user:test', 'roll', 'cancel')
    await world.settled()
    expect(await counts()).toMatchObject({ State: 'cancelled', Waiting: 0, Skipped: 2 })
    expect(await world.standing('roll')).toMatchObject({
      'skipped: the rollout ended before its turn': ['node-02', 'node-03'],
    })
  })

  it('goes on where it was after the server died, at any moment', async () => {
    for (const name of names(6)) await add(name)
    await roll({ WaveSize: '2', WavePause: '10m' })
    for (let turn = 0; turn < 12; turn++) {
      await world.restart()
      if (turn % 2 === 0) await workOff()
      else await world.pass(6 * MINUTE)
    }
    expect(await counts()).toMatchObject({ State: 'finished', Done: 6 })
    for (const name of names(6)) {
      const jobs = (await world.jobs(of(name))).filter(({ Task }) => Task === 'patch')
      expect(jobs).toHaveLength(1)
    }
  })

  it('is carried on by several servers at once, and no machine begins twice', async () => {
    for (const name of names(8)) await add(name)
    await world.addServer()
    await roll({ Canary: 1, WaveSize: '3', WavePause: '10m', MaxFailures: '1' })
    expect(await counts()).toMatchObject({ State: 'running', Running: 1, Waiting: 7 })
    for (let turn = 0; turn < 4; turn++) {
      await workOff()
      await world.pass(11 * MINUTE)
      expect((await world.rollout('roll')).WaveBegun).toBeLessThanOrEqual(3)
    }
    expect(await counts()).toMatchObject({ State: 'finished', Done: 8, Failed: 0 })
    for (const name of names(8)) {
      expect((await world.jobs(of(name))).filter(({ Task }) => Task === 'patch')).toHaveLength(1)
    }
  })

  it('leaves alone what it may not touch, and says why', async () => {
    for (const name of ['claimed', 'allowed', 'free', 'locked', 'busy', 'other']) await add(name)
    await world.create('pools', { Id: 'elsewhere' })
    const status = async (name: string, fields: Record<string, boolean | string>) => {
      await world.objects.edit('user:test', async (edit) => {
        const machine = await edit.get('machines', of(name))
        if (machine !== undefined) edit.put('machines', { ...machine, ...fields }, 'update')
      })
    }
    for (const name of ['claimed', 'allowed'])
      await status(name, { PoolAllocated: true, PoolStatus: 'InUse' })
    await world.patch('machines', of('allowed'), [
      { op: 'add', path: '/Params/rollout~1allowed', value: true },
    ])
    await world.set('machines', of('locked'), { Locked: true })
    await status('busy', { PoolStatus: 'Building', PoolAllocated: true })
    await status('other', { Pool: 'elsewhere' })
    await roll({ Pool: 'default', WaveSize: '100%' })
    await world.settled()
    expect(await world.standing('roll')).toEqual({
      'skipped: its owner does not allow it (param rollout/allowed)': ['claimed'],
      'skipped: it is locked': ['locked'],
      'skipped: it was Building': ['busy'],
      running: ['allowed', 'free'],
    })
    await workOff()
    expect(await world.machine(of('allowed'))).toMatchObject({ PoolStatus: 'InUse', PoolAllocated: true })
    expect(await world.machine(of('claimed'))).toMatchObject({ Workflow: '', PoolStatus: 'InUse' })
    expect(await counts()).toMatchObject({ State: 'finished', Done: 2 })
  })

  it('counts machines that are late, taken away or gone', async () => {
    for (const name of names(4)) await add(name)
    await roll({ WaveSize: '100%', Timeout: '30m', MaxFailures: '100%' })
    await world.set('machines', of('node-00'), { Workflow: 'deploy' })
    await world.objects.remove('user:test', 'machines', of('node-01'))
    await world.work(of('node-02'))
    await world.pass(31 * MINUTE)
    expect(await world.standing('roll')).toEqual({
      done: ['node-02'],
      'failed: it did not end within 30m': ['node-03'],
      'failed: it was given workflow deploy': ['node-00'],
      'skipped: it was deleted': ['node-01'],
    })
    expect(await counts()).toMatchObject({ State: 'finished', Failed: 2 })
  })

  it('refuses what makes no sense', async () => {
    for (const fields of [
      { WaveSize: '101%' },
      { MaxFailures: 'some' },
      { WavePause: 'soon' },
      { Timeout: '' },
      { Schedule: 'never' },
      { Schedule: '0 0 30 2 *' },
      { Filter: ['nonsense'] },
      { Canary: -1 },
      { Claimed: 'maybe' },
    ]) {
      await expect(roll(fields)).rejects.toMatchObject({ status: 422 })
    }
  })

  it('is repeated by its schedule within a window: patch and scrub', async () => {
    for (const name of names(3)) await add(name)
    await add('held-by-owner', { Params: { 'rollout/allowed': true } })
    await world.objects.edit('user:test', async (edit) => {
      const machine = await edit.get('machines', of('held-by-owner'))
      if (machine === undefined) return
      edit.put(
        'machines',
        { ...machine, Workflow: 'deploy', PoolAllocated: true, PoolStatus: 'InUse' },
        'update',
      )
    })
    // Saturdays at two, for two hours; a claimed machine is built anew in place.
    await roll({
      Schedule: '0 2 * * 6',
      Window: '2h',
      RedeployClaimed: true,
      WaveSize: '1',
      WavePause: '30m',
    })
    expect(await world.rollout('roll')).toMatchObject({
      State: 'scheduled',
      NextTime: '2026-01-03T02:00:00.000Z',
    })
    await world.pass(49 * HOUR)
    expect(await counts()).toMatchObject({ State: 'scheduled', Done: 0 })
    await world.restart()
    await world.pass(HOUR)
    expect(await counts()).toMatchObject({ State: 'running', Running: 1 })
    expect(await world.machine(of('held-by-owner'))).toMatchObject({
      Workflow: 'deploy',
      PoolStatus: 'Building',
    })
    await workOff()
    expect(await world.machine(of('held-by-owner'))).toMatchObject({
      PoolStatus: 'InUse',
      PoolAllocated: true,
    })
    await world.pass(31 * MINUTE)
    expect(await world.machine(of('node-00'))).toMatchObject({ Workflow: 'update', PoolStatus: 'Joining' })
    await world.pass(2 * HOUR)
    await workOff()
    // The window has closed: the rest waits for the next Saturday, and is first then.
    expect(await world.rollout('roll')).toMatchObject({
      State: 'scheduled',
      Reason: 'the window had closed',
      Done: 2,
      Skipped: 2,
      NextTime: '2026-01-10T02:00:00.000Z',
    })
    await world.pass(7 * 24 * HOUR)
    expect(await world.standing('roll')).toMatchObject({ running: ['node-01'] })
    await world.rollouts.control('user:test', 'roll', 'cancel')
    await world.objects.remove('user:test', 'rollouts', 'roll')
    await world.settled()
    expect(await world.objects.session().internals('rollout/roll')).toEqual([])
  })
})

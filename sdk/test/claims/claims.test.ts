import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ClaimFailedError,
  ClaimKeyError,
  ClaimLostError,
  type ClaimRequest,
  Claims,
  ClaimTimeoutError,
  NoCapacityError,
  PoolNotFoundError,
} from '../../src/claims/index.ts'
import { Client } from '../../src/client.ts'
import type { Settings } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { type Dialect, FakePool } from '../fake/fake-pool.ts'
import { FakeServer, failure } from '../fake/fake-server.ts'

const ALLOCATE = 'POST /pools/web/allocateMachines'
const RELEASE = 'POST /pools/web/releaseMachines'

let server: FakeServer
let pool: FakePool
let clock: FakeClock
let claims: Claims
const open: Client[] = []

async function start(dialect: Dialect, count = 2): Promise<void> {
  server = await FakeServer.start()
  pool = new FakePool(server, count, dialect)
  clock = new FakeClock()
  claims = connect()
}

function connect(settings: Settings = {}): Claims {
  const client = new Client(
    { token: 'token', ...settings, endpoint: server.url },
    { clock, random: () => 0.5 },
  )
  open.push(client)
  return new Claims(client)
}

afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
  await server.close()
})

function request(more: Partial<ClaimRequest> = {}): ClaimRequest {
  return { pool: 'web', claimKey: 'key-1', owner: 'team a', ...more }
}

async function rejection<Kind extends Error>(
  promise: Promise<unknown>,
  kind: new (...args: never[]) => Kind,
): Promise<Kind> {
  try {
    await promise
  } catch (error) {
    if (error instanceof kind) return error
    throw error
  }
  throw new Error('it succeeded')
}

describe.each<Dialect>(['ours', 'foreign'])('with a %s server', (dialect) => {
  beforeEach(() => start(dialect))

  it('claims one ready machine and marks it', async () => {
    const claim = await claims.allocate(
      request({
        filters: ['Arch=Eq(amd64)'],
        workflow: 'image',
        addProfiles: ['p'],
        addParameters: { 'my/param': { deep: [1] }, 'claim/key': 'forged' },
        authorizedKeys: ['ssh-ed25519 A', 'ssh-ed25519 B'],
      }),
    )
    expect(claim).toMatchObject({ claimId: 'key-1', machine: { Name: 'web1', PoolStatus: 'Building' } })
    expect(server.calls.find((call) => call.path.endsWith('/allocateMachines'))?.json()).toEqual({
      'pool/count': 1,
      'pool/minimum': 1,
      'pool/filter': [
        'Arch=Eq(amd64)',
        'Runnable=Eq(true)',
        'WorkflowComplete=Eq(true)',
        'WorkOrderMode=Eq(false)',
      ],
      'pool/add-parameters': {
        'my/param': { deep: [1] },
        'access-keys': { 'team-a-1': 'ssh-ed25519 A', 'team-a-2': 'ssh-ed25519 B' },
        'claim/key': 'key-1',
        'claim/owner': 'team a',
      },
      'pool/claim-key': 'key-1',
      'pool/workflow': 'image',
      'pool/add-profiles': ['p'],
    })
  })

  it('gives the same machine for the same key', async () => {
    const first = await claims.allocate(request())
    const again = await connect().allocate(request())
    expect(again.machine.Uuid).toBe(first.machine.Uuid)
    expect(pool.claimed).toHaveLength(1)
  })

  it('adopts the machine when the answer was lost', async () => {
    let lost = 0
    pool.losesAnswer = () => {
      lost += 1
      return lost === 1
    }
    const claim = await claims.allocate(request())
    expect(pool.claimed).toEqual([claim.machine.Uuid])
  })

  it('gives the claim even when it is aborted after it was sent', async () => {
    const controller = new AbortController()
    server.gate = (call) => {
      if (call.path.endsWith('/allocateMachines')) controller.abort(new Error('enough'))
      return undefined
    }
    const claim = await claims.allocate(request(), { signal: controller.signal })
    expect(pool.claimed).toEqual([claim.machine.Uuid])
    await expect(
      claims.allocate(request({ claimKey: 'key-2' }), { signal: controller.signal }),
    ).rejects.toThrow('enough')
    expect(pool.claimed).toHaveLength(1)
  })

  it('gives the claim even when the machine cannot be read afterwards', async () => {
    server.on('GET /machines/*', () => failure(500, 'broken'))
    const claim = await claims.allocate(request())
    expect(claim.machine).toMatchObject({ Name: 'web1', PoolStatus: 'Building', PoolAllocated: true })
    expect(claim.machine.Params['claim/key']).toBe('key-1')
  })

  it('explains that nothing is free', async () => {
    pool.change(pool.at(1).Uuid, { PoolStatus: 'InUse', PoolAllocated: true })
    pool.change(pool.at(2).Uuid, { PoolStatus: 'HoldBuild', PoolAllocated: true })
    const error = await rejection(claims.allocate(request()), NoCapacityError)
    expect(error).toMatchObject({ code: 'no_capacity', pool: 'web', counts: { InUse: 1, HoldBuild: 1 } })
    expect(error.message).toContain('1 InUse, 1 HoldBuild')
  })

  it('names the pools there are', async () => {
    const error = await rejection(claims.allocate(request({ pool: 'wep' })), PoolNotFoundError)
    expect(error).toMatchObject({ code: 'pool_not_found', pools: ['default', 'web'] })
  })

  it('says when the server has no pools at all', async () => {
    server.on(ALLOCATE, () => failure(404, 'No route'))
    await expect(claims.allocate(request())).rejects.toMatchObject({ code: 'pools_unsupported' })
  })

  it('makes no double claim and loses none when many claim at once and answers get lost', async () => {
    await server.close()
    await start(dialect, 10)
    let calls = 0
    pool.losesAnswer = () => {
      calls += 1
      return calls % 3 === 0
    }
    const outcomes = await Promise.allSettled(
      Array.from({ length: 25 }, (_, index) => claims.allocate(request({ claimKey: `key-${index}` }))),
    )
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(new Set(won.map(({ machine }) => machine.Uuid)).size).toBe(10)
    expect(won).toHaveLength(10)
    for (const { claimId, machine } of won) {
      expect(pool.machines.get(machine.Uuid)?.Params['claim/key']).toBe(claimId)
    }
  })

  it('tells what became of a claim', async () => {
    const { machine } = await claims.allocate(request())
    expect(await claims.get(machine.Uuid, 'key-1')).toMatchObject({
      state: 'held',
      machine: { Name: 'web1' },
    })
    expect(await claims.get(machine.Uuid, 'key-2')).toMatchObject({ state: 'foreign', owner: 'team a' })
    pool.change(machine.Uuid, { PoolStatus: 'HoldBuild' })
    expect((await claims.get(machine.Uuid, 'key-1')).state).toBe('held')
    pool.change(machine.Uuid, { PoolStatus: 'Destroying' })
    expect((await claims.get(machine.Uuid, 'key-1')).state).toBe('released')
    pool.change(machine.Uuid, { PoolStatus: 'Free', PoolAllocated: false })
    expect((await claims.get(machine.Uuid, 'key-1')).state).toBe('released')
    pool.machines.delete(machine.Uuid)
    expect(await claims.get(machine.Uuid, 'key-1')).toEqual({ state: 'gone' })
  })

  it('waits until the machine is in use, telling what happens', async () => {
    const { machine } = await claims.allocate(request())
    const progress: string[] = []
    const steps: Parameters<FakePool['change']>[1][] = [
      { Stage: 'image', Tasks: ['write', 'check'], CurrentTask: 0 },
      { CurrentTask: 1 },
      { CurrentTask: 2, PoolStatus: 'InUse' },
    ]
    clock.onSleep = () => {
      const step = steps.shift()
      if (step !== undefined) pool.change(machine.Uuid, step)
    }
    const ready = await claims.wait(machine.Uuid, {
      until: 'InUse',
      timeoutMs: 600_000,
      onProgress: (text) => progress.push(text.replace(/ \(.*/, '')),
    })
    expect(ready.PoolStatus).toBe('InUse')
    expect(progress).toEqual([
      'web1 is Building',
      'web1 is Building, stage image, task 1 of 2: write',
      'web1 is Building, stage image, task 2 of 2: check',
    ])
  })

  it('survives a server that is away for a while', async () => {
    const { machine } = await claims.allocate(request())
    pool.change(machine.Uuid, { PoolStatus: 'InUse' })
    let away = 12
    server.gate = () => {
      away -= 1
      return away > 0 ? failure(503, 'starting') : undefined
    }
    const progress: string[] = []
    await claims.wait(machine.Uuid, {
      until: 'InUse',
      timeoutMs: 600_000,
      onProgress: (text) => progress.push(text),
    })
    expect(progress.join()).toContain('does not answer')
  })

  it('is ended by its signal', async () => {
    const { machine } = await claims.allocate(request())
    const wait = claims.wait(machine.Uuid, {
      until: 'InUse',
      timeoutMs: 600_000_000,
      signal: AbortSignal.timeout(30),
    })
    await expect(wait).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('fails with the task and the end of its log when the machine is on hold', async () => {
    const { machine } = await claims.allocate(request())
    const CurrentJob = '11111111-0000-4000-8000-000000000000'
    const log = Array.from({ length: 30 }, (_, index) => `line ${index} \u001b[31mred\u001b[0m\u0007`).join(
      '\n',
    )
    server.on(`GET /jobs/${CurrentJob}`, () => ({
      json: { Uuid: CurrentJob, Task: 'write-image', State: 'failed' },
    }))
    server.on(`GET /jobs/${CurrentJob}/log`, () => ({ text: `${log}\n` }))
    pool.change(machine.Uuid, { PoolStatus: 'HoldBuild', Stage: 'image', CurrentJob })
    const wait = claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 600_000 })
    const error = await rejection(wait, ClaimFailedError)
    expect(error).toMatchObject({
      code: 'claim_failed',
      status: 'HoldBuild',
      task: 'write-image',
      jobUuid: CurrentJob,
    })
    expect(error.log).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 10} red`))
    expect(error.message).toContain('line 29 red')
    expect(error.message).not.toContain('\u001b')
  })

  it('fails all the same when the job cannot be read', async () => {
    const { machine } = await claims.allocate(request())
    pool.change(machine.Uuid, { PoolStatus: 'HoldBuild', CurrentJob: '11111111-0000-4000-8000-000000000000' })
    const wait = claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 600_000 })
    expect((await rejection(wait, ClaimFailedError)).log).toEqual([])
  })

  it('fails when the machine is released or deleted meanwhile', async () => {
    const { machine } = await claims.allocate(request())
    const wait = () =>
      rejection(claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 60_000 }), ClaimLostError)
    pool.change(machine.Uuid, { PoolStatus: 'Destroying', PoolAllocated: false })
    expect((await wait()).state).toBe('released')
    pool.machines.delete(machine.Uuid)
    expect((await wait()).state).toBe('gone')
  })

  it('changes only its own profiles and params, whatever others do at the same time', async () => {
    const { machine } = await claims.allocate(
      request({ addProfiles: ['mine'], addParameters: { old: 1, same: 1 } }),
    )
    let rounds = 0
    server.gate = (call) => {
      if (call.method === 'PATCH' && rounds < 2) {
        rounds += 1
        const current = pool.machines.get(machine.Uuid)
        pool.change(machine.Uuid, { Params: { ...current?.Params, [`theirs-${rounds}`]: rounds } })
      }
      return undefined
    }
    await claims.update(machine.Uuid, 'key-1', {
      addProfiles: ['more', 'mine'],
      removeProfiles: ['mine', 'absent'],
      addParameters: { fresh: [1], 'claim/owner': 'forged' },
      removeParameters: ['old', 'absent', 'claim/key'],
    })
    expect(rounds).toBe(2)
    expect(pool.machines.get(machine.Uuid)).toMatchObject({ Profiles: ['more', 'mine'] })
    expect(pool.machines.get(machine.Uuid)?.Params).toEqual({
      'claim/key': 'key-1',
      'claim/owner': 'team a',
      same: 1,
      fresh: [1],
      'theirs-1': 1,
      'theirs-2': 2,
    })
  })

  it('changes nothing on a machine that another claim has taken, even in the last moment', async () => {
    const { machine } = await claims.allocate(request())
    server.gate = (call) => {
      if (call.method === 'PATCH') {
        pool.change(machine.Uuid, { Params: { 'claim/key': 'key-9', 'claim/owner': 'team b' } })
      }
      return undefined
    }
    const update = claims.update(machine.Uuid, 'key-1', { removeParameters: [], addProfiles: ['p'] })
    expect(await rejection(update, ClaimLostError)).toMatchObject({ state: 'foreign', owner: 'team b' })
    expect(pool.machines.get(machine.Uuid)?.Profiles).toEqual([])
    expect((await rejection(claims.update('gone', 'key-1', {}), ClaimLostError)).state).toBe('gone')
  })

  it('gives the machine back with what the claim has added, and waits until it is free', async () => {
    const { machine } = await claims.allocate(
      request({ authorizedKeys: ['k'], addProfiles: ['p'], addParameters: { mine: 1 } }),
    )
    pool.change(machine.Uuid, { PoolStatus: 'InUse' })
    clock.onSleep = () => pool.change(machine.Uuid, { PoolStatus: 'Free' })
    await claims.release(machine.Uuid, 'key-1', {
      workflow: 'wipe',
      removeProfiles: ['p'],
      removeParameters: ['mine'],
      wait: { timeoutMs: 60_000 },
    })
    expect(server.calls.find((call) => call.path.endsWith('/releaseMachines'))?.json()).toEqual({
      'pool/machine-list': [machine.Uuid],
      'pool/claim-key': 'key-1',
      'pool/remove-parameters': ['claim/key', 'claim/owner', 'access-keys', 'mine'],
      'pool/remove-profiles': ['p'],
      'pool/workflow': 'wipe',
    })
    expect(pool.machines.get(machine.Uuid)).toMatchObject({ Params: {}, Profiles: [], PoolStatus: 'Free' })
  })

  it('leaves access keys of others on the machine', async () => {
    const { machine } = await claims.allocate(request())
    const keys = { 'access-keys': { operator: 'k' } }
    pool.change(machine.Uuid, { Params: { ...machine.Params, ...keys } })
    await claims.release(machine.Uuid, 'key-1')
    expect(pool.machines.get(machine.Uuid)?.Params).toEqual(keys)
  })

  it('releases once although the answer was lost', async () => {
    const { machine } = await claims.allocate(request())
    let lost = 0
    pool.losesAnswer = () => {
      lost += 1
      return lost === 1
    }
    await claims.release(machine.Uuid, 'key-1')
    expect(pool.claimed).toEqual([])
  })

  it('takes a release of a free, foreign or missing machine as done, without touching it', async () => {
    const { machine } = await claims.allocate(request())
    await claims.release(machine.Uuid, 'another key', { wait: { timeoutMs: 1_000 } })
    await claims.release(pool.at(2).Uuid, 'key-1', { wait: { timeoutMs: 1_000 } })
    await claims.release('gone', 'key-1', { wait: { timeoutMs: 1_000 } })
    expect(server.count(RELEASE)).toBe(0)
    expect(pool.claimed).toEqual([machine.Uuid])
  })

  it('waits for a machine that was released before, and fails when it cannot be cleaned', async () => {
    const { machine } = await claims.allocate(request())
    await claims.release(machine.Uuid, 'key-1')
    clock.onSleep = () => pool.change(machine.Uuid, { PoolStatus: 'HoldDestroy' })
    const release = claims.release(machine.Uuid, 'key-1', { wait: { timeoutMs: 60_000 } })
    expect((await rejection(release, ClaimFailedError)).status).toBe('HoldDestroy')
    expect(server.count(RELEASE)).toBe(1)
  })

  it('is done waiting when somebody else has claimed the machine already', async () => {
    const { machine } = await claims.allocate(request())
    clock.onSleep = () => {
      const Params = { 'claim/key': 'key-2' }
      pool.change(machine.Uuid, { PoolStatus: 'Building', PoolAllocated: true, Params })
    }
    await claims.release(machine.Uuid, 'key-1', { wait: { timeoutMs: 60_000 } })
  })

  it('adopts a machine that is claimed, by name, but not from another owner', async () => {
    const web1 = pool.at(1)
    expect(
      (await rejection(claims.adopt('web1', { owner: 'me', claimKey: 'k' }), ClaimLostError)).state,
    ).toBe('released')
    pool.change(web1.Uuid, { PoolStatus: 'InUse', PoolAllocated: true })
    expect(await claims.adopt('web1', { owner: 'me', claimKey: 'k' })).toMatchObject({
      claimId: 'k',
      machine: { Uuid: web1.Uuid, Params: { 'claim/key': 'k', 'claim/owner': 'me' } },
    })
    await claims.adopt(web1.Uuid, { owner: 'me', claimKey: 'k2' })
    expect((await claims.get(web1.Uuid, 'k2')).state).toBe('held')
    const error = await rejection(claims.adopt('Name:web1', { owner: 'you', claimKey: 'k3' }), ClaimLostError)
    expect(error).toMatchObject({ state: 'foreign', owner: 'me' })
    await claims.adopt('web1', { owner: 'you', claimKey: 'k3', force: true })
    expect((await claims.get(web1.Uuid, 'k3')).state).toBe('held')
  })
})

describe('with a server that cannot wait', () => {
  it('looks every five seconds and says what it waited for when the time is up', async () => {
    await start('foreign')
    const { machine } = await claims.allocate(request())
    const before = server.calls.length
    const wait = claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 60_000, setting: 'timeouts.create' })
    const error = await rejection(wait, ClaimTimeoutError)
    expect(error).toMatchObject({ code: 'claim_timeout', status: 'Building', waitedMs: 60_000 })
    expect(error.message).toContain('web1 is Building')
    expect(error.message).toContain('within 1m')
    expect(error.message).toContain('timeouts.create')
    expect(server.calls.length - before).toBe(12)
  })

  it('does not hurry when it knows versions but answers at once', async () => {
    await start('ours')
    const { machine } = await claims.allocate(request())
    server.on(`GET /machines/${machine.Uuid}`, (call) =>
      call.headers['if-none-match'] === '"1"'
        ? { status: 304 }
        : { json: { ...JSON.parse(JSON.stringify(machine)) }, headers: { etag: '"1"' } },
    )
    const before = server.calls.length
    await rejection(claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 60_000 }), ClaimTimeoutError)
    expect(server.calls.length - before).toBeLessThan(15)
  })

  it('looks once even when there is no time', async () => {
    await start('foreign')
    const { machine } = await claims.allocate(request())
    pool.change(machine.Uuid, { PoolStatus: 'InUse' })
    expect((await claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: 0 })).PoolStatus).toBe('InUse')
  })
})

describe('a claim key', () => {
  it('does not claim again while a lost answer may still be on its way', async () => {
    await start('foreign')
    server.on(ALLOCATE, () => 'cut')
    await expect(claims.allocate(request())).rejects.toMatchObject({ code: 'connection_lost' })
    expect(server.count(ALLOCATE)).toBe(1)
  })

  it('is refused for another owner or pool', async () => {
    await start('foreign')
    await claims.allocate(request())
    const error = await rejection(claims.allocate(request({ owner: 'team b' })), ClaimKeyError)
    expect(error.message).toContain('web1')
    expect(pool.claimed).toHaveLength(1)
  })

  it('is refused by the server for another body', async () => {
    await start('ours')
    server.on(ALLOCATE, () => failure(409, 'claim key key-1 was used with another request'))
    await rejection(claims.allocate(request()), ClaimKeyError)
  })

  it('does not get back a machine that another claim has taken over', async () => {
    await start('ours')
    const { machine } = await claims.allocate(request())
    server.on(ALLOCATE, () => ({
      json: [{ Name: 'web1', Uuid: machine.Uuid, Allocated: true, Status: 'InUse' }],
    }))
    await claims.adopt('web1', { owner: 'team b', claimKey: 'key-2', force: true })
    const error = await rejection(claims.allocate(request()), ClaimKeyError)
    expect(error.message).toContain('web1')
    expect(pool.machines.get(machine.Uuid)?.Params['claim/key']).toBe('key-2')
  })

  it('must have a sensible length', async () => {
    await start('ours')
    await expect(claims.allocate(request({ claimKey: '' }))).rejects.toMatchObject({ code: 'invalid_claim' })
    await expect(claims.allocate(request({ claimKey: 'x'.repeat(201) }))).rejects.toMatchObject({
      code: 'invalid_claim',
    })
  })
})

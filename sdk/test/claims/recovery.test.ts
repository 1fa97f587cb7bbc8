import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClaimLease, pendingMarkOf, type RecoverableRequest } from '../../src/claims/index.ts'
import { PENDING, PendingPool } from './pending-pool.ts'
import { KilledProcess, Run, SleepClock, wanted } from './pending-run.ts'

const markOn = (pool: PendingPool) => pendingMarkOf(pool.onlyClaimed(), PENDING)
const limits = { signal: new AbortController().signal }

describe('the recovery of claims', () => {
  it('takes over the claim of a dead run, and its key changes', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const dead = await new Run(pool, clock).claim()
    const taken = await clock.until(new Run(pool, clock).claim())
    expect([dead.origin, taken.origin]).toEqual(['allocated', 'recovered'])
    expect(taken.machine.Uuid).toBe(dead.machine.Uuid)
    expect(taken.claimId).not.toBe(dead.claimId)
    expect(pool.claimed).toHaveLength(1)
    expect(await pool.get(dead.machine.Uuid, dead.claimId)).toMatchObject({ state: 'foreign' })
  })

  it('finds a dead claim again by a key of the caller', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const keyed = { ...wanted, claimKey: 'mine' }
    const dead = await new Run(pool, clock).claim(keyed)
    const taken = await clock.until(new Run(pool, clock).claim(keyed))
    expect(taken).toMatchObject({ origin: 'recovered', claimId: 'mine' })
    expect(taken.machine.Uuid).toBe(dead.machine.Uuid)
  })

  it('leaves a claim alone whose holder lives, and claims another machine', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const { claim, lease } = await new Run(pool, clock).hold()
    const next = await clock.until(new Run(pool, clock).claim())
    expect(next.machine.Uuid).not.toBe(claim.machine.Uuid)
    expect(lease.lost.aborted).toBe(false)
    expect(await lease.confirm()).toBe(true)
  })

  it('leaves a claim of another request alone', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const dead = await new Run(pool, clock).claim()
    const next = await clock.until(new Run(pool, clock).claim({ ...wanted, identity: ['other'] }))
    expect(next.machine.Uuid).not.toBe(dead.machine.Uuid)
    expect(pool.claimed).toHaveLength(2)
  })

  it('gives every equal object of one run a machine of its own', async () => {
    const pool = new PendingPool(6)
    const clock = new SleepClock()
    const before = new Run(pool, clock)
    await Promise.all([before.claim(), before.claim()])
    const run = new Run(pool, clock)
    const claims = await clock.until(Promise.all([run.claim(), run.claim(), run.claim()]))
    expect(new Set(claims.map((claim) => claim.machine.Uuid)).size).toBe(3)
    expect(pool.claimed).toHaveLength(3)
  })

  it('lets only one of several runs take a claim over', async () => {
    const pool = new PendingPool(6)
    const clock = new SleepClock()
    const orphan = await new Run(pool, clock).claim()
    const takers = Array.from({ length: 4 }, () => new Run(pool, clock).claim())
    const uuids = (await clock.until(Promise.all(takers))).map((claim) => claim.machine.Uuid)
    expect(uuids.filter((uuid) => uuid === orphan.machine.Uuid)).toHaveLength(1)
    expect(new Set(uuids).size).toBe(4)
  })

  it('tells a holder that was only asleep that it holds nothing', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const run = new Run(pool, clock)
    const asleep = await run.claim()
    const taken = await clock.until(new Run(pool, clock).claim())
    const lease = run.recovery.hold(asleep)
    await clock.advance(10_000)
    expect(lease.lost.aborted).toBe(true)
    expect(await lease.confirm()).toBe(false)
    expect(markOn(pool)).toEqual(taken.mark)
  })

  it('never takes over what is stored', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const { claim, lease } = await new Run(pool, clock).hold()
    await lease.confirm()
    const next = await new Run(pool, clock).claim()
    expect(next.machine.Uuid).not.toBe(claim.machine.Uuid)
  })

  it('takes a mark off that was left on a stored machine, and asks nothing where there is none', async () => {
    const pool = new PendingPool(1)
    const { recovery } = new Run(pool, new SleepClock())
    const { claimId, machine } = await recovery.claim(wanted, limits)
    await recovery.confirm(machine, claimId, limits)
    expect(pool.onlyClaimed().Params).toEqual({ 'claim/key': claimId })
    await recovery.confirm(pool.onlyClaimed(), claimId, limits)
    expect(pool.calls.filter((call) => call === 'update')).toHaveLength(1)
  })

  it('tells when a key holds a machine already that is not ours by its mark', async () => {
    const pool = new PendingPool(3)
    const keyed = { ...wanted, claimKey: 'mine' }
    const { claimId, machine } = await new Run(pool, new SleepClock()).claim(keyed)
    await pool.update(machine.Uuid, claimId, { removeParameters: [PENDING] })
    const found = await new Run(pool, new SleepClock()).claim(keyed)
    expect(found).toMatchObject({ origin: 'found', claimId: 'mine', machine: { Uuid: machine.Uuid } })
  })

  it('asks for the orphans of a pool once, and again after a failure', async () => {
    const pool = new PendingPool(9)
    const run = new Run(pool, new SleepClock())
    const { allocated } = pool
    Object.assign(pool, { allocated: () => Promise.reject(new Error('away')) })
    await expect(run.claim()).rejects.toThrow('away')
    Object.assign(pool, { allocated })
    await Promise.all([run.claim(), run.claim(), run.claim()])
    expect(pool.calls.filter((call) => call === 'allocated')).toHaveLength(1)
  })

  it('comes back to an orphan when the server was away during the watch', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const dead = await new Run(pool, clock).claim()
    const run = new Run(pool, clock)
    const { get } = pool
    Object.assign(pool, { get: () => Promise.reject(new Error('away')) })
    await expect(clock.until(run.claim())).rejects.toThrow('away')
    Object.assign(pool, { get })
    expect((await clock.until(run.claim())).machine.Uuid).toBe(dead.machine.Uuid)
  })
})

describe('the recovery of claims with a label', () => {
  const labelled = (text: string, identity: unknown = ['web']): RecoverableRequest => ({
    ...wanted,
    identity,
    label: { parameter: 'test/object', text },
  })

  it('looks only at claims of the same object', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const dead = await new Run(pool, clock).claim(labelled('a'))
    expect(dead.machine.Params).toMatchObject({ 'test/object': 'a', [PENDING]: { ...dead.mark } })
    const other = await new Run(pool, clock).claim(labelled('b'))
    expect(other.machine.Uuid).not.toBe(dead.machine.Uuid)
    const taken = await clock.until(new Run(pool, clock).claim(labelled('a')))
    expect(taken.machine.Uuid).toBe(dead.machine.Uuid)
  })

  it('gives a dead claim of another request back, with what it has put on the machine', async () => {
    const pool = new PendingPool(2)
    const clock = new SleepClock()
    await new Run(pool, clock).claim(labelled('a'))
    const run = new Run(pool, clock)
    const { allocate } = pool
    Object.assign(pool, { allocate: () => Promise.reject(new Error('away')) })
    await expect(clock.until(run.claim(labelled('a', ['changed'])))).rejects.toThrow('away')
    expect([...pool.machines.values()].map(({ Params }) => Params)).toEqual([{}, {}])
    Object.assign(pool, { allocate })
    const next = await run.claim(labelled('a', ['changed']))
    expect(next.origin).toBe('allocated')
    expect(pool.onlyClaimed().Params).toMatchObject({ [PENDING]: { ...next.mark } })
  })

  it('does not give back what is held by somebody who lives', async () => {
    const pool = new PendingPool(2)
    const clock = new SleepClock()
    const run = new Run(pool, clock)
    const lease = run.recovery.hold(await run.claim(labelled('a')))
    await clock.until(new Run(pool, clock).claim(labelled('a', ['changed'])))
    expect(pool.calls).not.toContain('release')
    expect(await lease.confirm()).toBe(true)
  })
})

describe('a lease', () => {
  it('does not end when the server is away for a while', async () => {
    const pool = new PendingPool(3)
    const clock = new SleepClock()
    const { claim, lease } = await new Run(pool, clock).hold()
    const { update, get } = pool
    const away = () => Promise.reject(new Error('connection refused'))
    Object.assign(pool, { update: away, get: away })
    await clock.advance(25_000)
    Object.assign(pool, { update, get })
    await clock.advance(10_000)
    expect(lease.lost.aborted).toBe(false)
    expect(markOn(pool)?.beat).toBeGreaterThan(claim.mark.beat)
    expect(await lease.confirm()).toBe(true)
  })

  it('knows its own write when the answer was lost', async () => {
    const pool = new PendingPool(1)
    const claim = await new Run(pool, new SleepClock()).claim()
    const update: PendingPool['update'] = async (...args) => {
      await pool.update(...args)
      throw new Error('connection reset')
    }
    const forgetful: PendingPool = Object.assign(Object.create(pool), { update })
    const pace = {
      sleep: () => new Promise<void>((_, reject) => setImmediate(() => reject(new Error('ended')))),
      newKey: () => '',
      beatMs: 1,
      deadAfterMs: 1,
    }
    expect(await new ClaimLease(forgetful, claim, PENDING, pace).confirm()).toBe(true)
    expect(markOn(pool)).toBeUndefined()
  })
})

describe('runs that are killed', () => {
  /** Runs that are killed one after the other, then one that is not; what they leave behind. */
  async function after(
    kills: readonly {
      readonly at: number
      readonly isCarriedOut: boolean
      readonly of: RecoverableRequest
    }[],
    last: RecoverableRequest,
  ) {
    const pool = new PendingPool(kills.length + 1)
    const clock = new SleepClock()
    for (const { at, isCarriedOut, of } of kills) {
      const process = new KilledProcess(pool, clock, at, isCarriedOut)
      await clock.until(Promise.race([new Run(process.claims, process.clock).whole(of), process.killed]))
      await clock.advance(1_000)
    }
    const { machine } = await clock.until(new Run(pool, clock).whole(last))
    return { pool, machine }
  }

  /** A machine is claimed when somebody has confirmed it, once, and otherwise free without a trace. */
  function expectNothingLost({ pool, machine }: Awaited<ReturnType<typeof after>>): void {
    expect(pool.claimed.map(({ Uuid }) => Uuid).sort()).toEqual(pool.confirmed.toSorted())
    expect(pool.confirmed).toContain(machine.Uuid)
    for (const { PoolAllocated, Params } of pool.machines.values()) {
      expect(Params).not.toHaveProperty([PENDING])
      if (!PoolAllocated) expect(Params).toEqual({})
    }
  }

  const steps = Array.from({ length: 24 }, (_, at) => at)

  it.each([true, false])(
    'leave nothing for good, at whatever step (the call carried out: %s)',
    async (isCarriedOut) => {
      for (const at of steps) expectNothingLost(await after([{ at, isCarriedOut, of: wanted }], wanted))
      for (const at of steps) {
        const first = { at: 1, isCarriedOut: true, of: wanted }
        expectNothingLost(await after([first, { at, isCarriedOut, of: wanted }], wanted))
      }
    },
  )

  const kill = fc.record({ at: fc.nat(30), isCarriedOut: fc.boolean() })

  it('leave nothing for good, however many follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(kill, { maxLength: 5 }), async (kills) => {
        expectNothingLost(
          await after(
            kills.map((one) => ({ ...one, of: wanted })),
            wanted,
          ),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('leave nothing for good when the request of an object changes from run to run', async () => {
    const label = { parameter: 'test/object', text: 'a' }
    const request = fc.nat(2).map((identity): RecoverableRequest => ({ ...wanted, identity, label }))
    const killed = fc.tuple(kill, request).map(([one, of]) => ({ ...one, of }))
    await fc.assert(
      fc.asyncProperty(fc.array(killed, { maxLength: 5 }), request, async (kills, last) => {
        expectNothingLost(await after(kills, last))
      }),
      { numRuns: 60 },
    )
  })
})

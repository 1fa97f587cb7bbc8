import { describe, expect, it } from 'vitest'
import { ClaimLease } from '../../src/resources/machine/claim-lease.ts'
import { fingerprintOf, markChange, markOf, markParameter } from '../../src/resources/machine/claim-mark.ts'
import { ClaimRecovery, type Pace } from '../../src/resources/machine/claim-recovery.ts'
import type { ClaimRequest, MachineClaims } from '../../src/resources/machine/machine-claims.ts'
import { FakePool } from './fake-pool.ts'

const request: Omit<ClaimRequest, 'claimKey'> = {
  pool: 'default',
  owner: 'terraform',
  filters: [],
  addProfiles: [],
  addParameters: {},
  authorizedKeys: [],
}

/** Time that moves only when everybody sleeps; sleepers wake in order. */
class Clock {
  now = 0
  #sleepers: { readonly at: number; readonly wake: () => void }[] = []

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      signal.addEventListener('abort', () => reject(signal.reason))
      this.#sleepers.push({ at: this.now + milliseconds, wake: resolve })
    })
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds
    for (;;) {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve()
      this.#sleepers.sort((a, b) => a.at - b.at)
      const next = this.#sleepers[0]
      if (next === undefined || next.at > end) break
      this.now = next.at
      this.#sleepers.shift()
      next.wake()
    }
    this.now = end
  }
}

/** A provider process of its own: its own memory of orphans, its own keys, the shared clock. */
class Run {
  static #runs = 0
  readonly recovery: ClaimRecovery
  readonly pace: Pace
  readonly #claims: MachineClaims

  constructor(claims: MachineClaims, clock: Clock) {
    const run = ++Run.#runs
    let keys = 0
    this.#claims = claims
    this.pace = {
      sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
      newKey: () => `run-${run}-key-${++keys}`,
      beatMs: 10_000,
      deadAfterMs: 40_000,
    }
    this.recovery = new ClaimRecovery(claims, this.pace)
  }

  claim(of: Omit<ClaimRequest, 'claimKey'> = request, claimKey: string | null = null) {
    return this.recovery.claim(of, claimKey, { signal: new AbortController().signal })
  }

  async hold() {
    const claim = await this.claim()
    const lease = new ClaimLease(this.#claims, claim, this.pace)
    lease.start()
    return { claim, lease }
  }
}

describe('the recovery of claims', () => {
  it('takes over the claim of a dead run, and its key changes', async () => {
    const pool = new FakePool(3)
    const clock = new Clock()
    const dead = await new Run(pool, clock).claim()
    const next = new Run(pool, clock).claim()
    await clock.advance(40_000)
    const taken = await next
    expect(taken.machine.Uuid).toBe(dead.machine.Uuid)
    expect(taken.claimId).not.toBe(dead.claimId)
    expect(pool.claims.size).toBe(1)
    expect(await pool.get(dead.machine.Uuid, dead.claimId)).toMatchObject({ state: 'foreign' })
  })

  it('leaves a claim alone whose holder lives, and claims another machine', async () => {
    const pool = new FakePool(3)
    const clock = new Clock()
    const { claim, lease } = await new Run(pool, clock).hold()
    const next = new Run(pool, clock).claim()
    await clock.advance(60_000)
    expect((await next).machine.Uuid).not.toBe(claim.machine.Uuid)
    expect(lease.lost.aborted).toBe(false)
    expect(await lease.confirm()).toBe(true)
  })

  it('gives every equal object of one run a machine of its own', async () => {
    const pool = new FakePool(6)
    const clock = new Clock()
    const before = new Run(pool, clock)
    await Promise.all([before.claim(), before.claim()])
    const run = new Run(pool, clock)
    const claims = Promise.all([run.claim(), run.claim(), run.claim()])
    await clock.advance(200_000)
    expect(new Set((await claims).map((claim) => claim.machine.Uuid)).size).toBe(3)
    expect(pool.claims.size).toBe(3)
  })

  it('lets only one of several runs take a claim over', async () => {
    const pool = new FakePool(6)
    const clock = new Clock()
    const orphan = await new Run(pool, clock).claim()
    const takers = Promise.all(Array.from({ length: 4 }, () => new Run(pool, clock).claim()))
    await clock.advance(200_000)
    const uuids = (await takers).map((claim) => claim.machine.Uuid)
    expect(uuids.filter((uuid) => uuid === orphan.machine.Uuid)).toHaveLength(1)
    expect(new Set(uuids).size).toBe(4)
  })

  it('tells a holder that was only asleep that it holds nothing', async () => {
    const pool = new FakePool(3)
    const clock = new Clock()
    const run = new Run(pool, clock)
    const asleep = await run.claim()
    const next = new Run(pool, clock).claim()
    await clock.advance(40_000)
    const taken = await next
    const lease = new ClaimLease(pool, asleep, run.pace)
    lease.start()
    await clock.advance(10_000)
    expect(lease.lost.aborted).toBe(true)
    expect(await lease.confirm()).toBe(false)
    expect(markOf(pool.onlyClaimed())).toEqual(taken.mark)
  })

  it('never takes over what is safe in a state', async () => {
    const pool = new FakePool(3)
    const clock = new Clock()
    const { claim, lease } = await new Run(pool, clock).hold()
    await lease.confirm()
    const next = await new Run(pool, clock).claim()
    expect(next.machine.Uuid).not.toBe(claim.machine.Uuid)
  })

  it('does not end a lease when the server is away for a while', async () => {
    const pool = new FakePool(3)
    const clock = new Clock()
    const { claim, lease } = await new Run(pool, clock).hold()
    const { update, get } = pool
    const away = () => Promise.reject(new Error('connection refused'))
    Object.assign(pool, { update: away, get: away })
    await clock.advance(25_000)
    Object.assign(pool, { update, get })
    await clock.advance(10_000)
    expect(lease.lost.aborted).toBe(false)
    expect(markOf(pool.onlyClaimed())?.beat).toBeGreaterThan(claim.mark.beat)
    expect(await lease.confirm()).toBe(true)
  })

  it('refuses a key that holds a machine already, on servers that compare keys only', async () => {
    const pool = new FakePool(3)
    const clock = new Clock()
    const first = await new Run(pool, clock).claim(request, 'mine')
    await pool.update(first.machine.Uuid, 'mine', markChange(null))
    const lax: MachineClaims = Object.assign(Object.create(pool), {
      allocate: async () => ({ claimId: 'mine', machine: pool.onlyClaimed() }),
    })
    await expect(new Run(lax, clock).claim(request, 'mine')).rejects.toThrow('terraform import')
  })

  it('asks for the orphans of a pool once, and again after a failure', async () => {
    const pool = new FakePool(9)
    const run = new Run(pool, new Clock())
    const { allocated } = pool
    Object.assign(pool, { allocated: () => Promise.reject(new Error('away')) })
    await expect(run.claim()).rejects.toThrow('away')
    Object.assign(pool, { allocated })
    await Promise.all([run.claim(), run.claim(), run.claim()])
    expect(pool.calls.filter((call) => call === 'allocated')).toHaveLength(1)
  })
})

describe('the mark', () => {
  it('depends on what is claimed, not on the order of members', () => {
    const one = { ...request, addParameters: { a: 1, b: { c: 2, d: 3 } } }
    const same = { ...request, addParameters: { b: { d: 3, c: 2 }, a: 1 } }
    expect(fingerprintOf(one, null)).toBe(fingerprintOf(same, null))
    const others = [
      { ...one, pool: 'x' },
      { ...one, filters: ['A=1'] },
      { ...one, addProfiles: ['p'] },
    ]
    for (const other of others) expect(fingerprintOf(other, null)).not.toBe(fingerprintOf(one, null))
    expect(fingerprintOf(one, 'key')).not.toBe(fingerprintOf(one, null))
  })

  it('is not read from what somebody else wrote under its name', () => {
    const pool = new FakePool(1)
    const [machine] = pool.machines.values()
    if (machine === undefined) throw new Error('no machine')
    for (const value of [null, 'x', 7, [], {}, { fingerprint: 'f', holder: 'h', beat: 'many' }]) {
      expect(markOf({ ...machine, Params: { [markParameter]: value } })).toBeUndefined()
    }
  })
})

import {
  ClaimRecovery,
  type Pace,
  type RecoverableRequest,
  type RecoveredClaim,
  type RecoveryClaims,
} from '../../src/claims/index.ts'
import { PENDING } from './pending-pool.ts'

/** What is claimed when a test says nothing else. */
export const wanted: RecoverableRequest = {
  request: { pool: 'web', owner: 'test' },
  claimKey: null,
  identity: ['web'],
}

/** Time that moves only when everybody sleeps; sleepers wake in order. */
export class SleepClock {
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
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
      this.#sleepers.sort((a, b) => a.at - b.at)
      const next = this.#sleepers[0]
      if (next === undefined || next.at > end) break
      this.now = next.at
      this.#sleepers.shift()
      next.wake()
    }
    this.now = end
  }

  /** Lets time pass until the promise is settled. */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    let settled = false
    const end = () => {
      settled = true
    }
    promise.then(end, end)
    for (let turns = 0; !settled; turns += 1) {
      if (turns > 500) throw new Error('it never ends')
      await this.advance(5_000)
    }
    return promise
  }
}

/** A process of its own: its own memory of orphans, its own keys, the shared clock. */
export class Run {
  static #runs = 0
  readonly recovery: ClaimRecovery
  readonly #pace: Pace

  constructor(claims: RecoveryClaims, clock: Pick<SleepClock, 'sleep'>) {
    Run.#runs += 1
    const run = Run.#runs
    let keys = 0
    this.#pace = {
      sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
      newKey: () => {
        keys += 1
        return `run-${run}-key-${keys}`
      },
      beatMs: 10_000,
      deadAfterMs: 40_000,
    }
    this.recovery = new ClaimRecovery(claims, PENDING, this.#pace)
  }

  claim(of: RecoverableRequest = wanted): Promise<RecoveredClaim> {
    return this.recovery.claim(of, { signal: new AbortController().signal })
  }

  async hold() {
    const claim = await this.claim()
    return { claim, lease: this.recovery.hold(claim) }
  }

  /** The whole way: claims, waits for a build of 25 seconds, confirms. */
  async whole(of: RecoverableRequest): Promise<RecoveredClaim> {
    const claim = await this.claim(of)
    const lease = this.recovery.hold(claim)
    await this.#pace.sleep(25_000, lease.lost)
    if (!(await lease.confirm())) throw new Error('the claim was lost')
    return claim
  }
}

/**
 * A process that is killed at a step, counted from 0: nothing it does from then on comes to an end. Steps are calls of
 * the server and sleeps. The call at that step is still carried out when `isCarriedOut`.
 */
export class KilledProcess {
  readonly claims: RecoveryClaims
  readonly clock: Pick<SleepClock, 'sleep'>
  /** Resolves when it was killed. */
  readonly killed: Promise<void>
  readonly #kill: () => void
  readonly #at: number
  readonly #isCarriedOut: boolean
  #step = -1

  constructor(claims: RecoveryClaims, clock: SleepClock, at: number, isCarriedOut: boolean) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.killed = promise
    this.#kill = resolve
    this.#at = at
    this.#isCarriedOut = isCarriedOut
    this.claims = {
      allocate: (...args) => this.#do(() => claims.allocate(...args)),
      get: (...args) => this.#do(() => claims.get(...args)),
      update: (...args) => this.#do(() => claims.update(...args)),
      release: (...args) => this.#do(() => claims.release(...args)),
      allocated: (...args) => this.#do(() => claims.allocated(...args)),
      takeOver: (...args) => this.#do(() => claims.takeOver(...args)),
    }
    this.clock = { sleep: (...args) => this.#do(() => clock.sleep(...args)) }
  }

  async #do<Value>(act: () => Promise<Value>): Promise<Value> {
    this.#step += 1
    if (this.#step < this.#at) {
      const value = await act()
      if (this.#step < this.#at) return value
    } else if (this.#step === this.#at) {
      this.#kill()
      if (this.#isCarriedOut) await act()
    }
    return new Promise(() => {})
  }
}

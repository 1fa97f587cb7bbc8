import { BmcFailure } from './bmc-failure.ts'
import type { BmcClock } from './clock.ts'
import type { BmcLimits } from './limits.ts'

/** Work for a BMC. */
export interface BmcWork<Result> {
  /** Which BMC it is for. */
  readonly bmc: string
  /** Work of equal text that waits or runs last in line is the same work; absent for work that changes something. */
  readonly same?: string
  /** Fires when its caller has gone: work that nobody wants any more and that has not begun is left out. */
  readonly signal: AbortSignal
  readonly run: () => Promise<Result>
}

/** Work in line. */
interface Entry<Result> {
  readonly same: string | undefined
  readonly begin: () => Promise<void>
  readonly giveUp: (reason: unknown) => void
  readonly result: Promise<Result>
  /** Callers that still want it. */
  callers: number
  begun: boolean
}

/** The work of one BMC. */
interface Line<Result> {
  readonly waiting: Entry<Result>[]
  running: Entry<Result> | undefined
  /** When the next one may begin, by the clock. */
  freeAt: number
}

/**
 * Lets each BMC do one thing at a time, in the order in which it was asked for, with pauses between, and all of them
 * together no more than the server can bear.
 */
export class BmcQueue<Result> {
  readonly #limits: Pick<BmcLimits, 'atOnce' | 'gapMs' | 'waiting'>
  readonly #clock: BmcClock
  readonly #lines = new Map<string, Line<Result>>()
  /** BMCs whose next work waits for room. */
  readonly #ready: [bmc: string, line: Line<Result>][] = []
  #busy = 0

  constructor(limits: Pick<BmcLimits, 'atOnce' | 'gapMs' | 'waiting'>, clock: BmcClock) {
    this.#limits = limits
    this.#clock = clock
  }

  /** BMCs that have work, for tests of what is kept. */
  get lines(): number {
    return this.#lines.size
  }

  /**
   * Runs work in its turn and gives what it gives.
   *
   * @throws BmcFailure `bmc_busy` when too many wait; the signal's reason when it fires before its turn
   */
  run(work: BmcWork<Result>): Promise<Result> {
    if (work.signal.aborted) return Promise.reject(work.signal.reason)
    const line: Line<Result> = this.#lines.get(work.bmc) ?? { waiting: [], running: undefined, freeAt: 0 }
    const last = line.waiting.at(-1) ?? line.running
    if (work.same !== undefined && last?.same === work.same && last.callers > 0) {
      return this.#join(line, last, work.signal)
    }
    if (line.waiting.length >= this.#limits.waiting) {
      const reason = `${line.waiting.length} operations wait for the BMC already`
      return Promise.reject(new BmcFailure('bmc_busy', reason, 'try again when they are done'))
    }
    this.#lines.set(work.bmc, line)
    const entry = entryOf(work)
    line.waiting.push(entry)
    const joined = this.#join(line, entry, work.signal)
    if (line.running === undefined && line.waiting.length === 1) this.#offer(work.bmc, line)
    return joined
  }

  /** Waits for an entry's result as long as the caller does. */
  async #join(line: Line<Result>, entry: Entry<Result>, signal: AbortSignal): Promise<Result> {
    entry.callers += 1
    const leave = () => {
      entry.callers -= 1
      if (entry.begun || entry.callers > 0) return
      const at = line.waiting.indexOf(entry)
      if (at > 0) line.waiting.splice(at, 1)
      entry.giveUp(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await entry.result
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  /** Lets the first in line begin when its BMC and the server have room. */
  #offer(bmc: string, line: Line<Result>): void {
    const pause = line.freeAt - this.#clock.now()
    if (pause > 0) {
      void this.#clock.sleep(pause).then(() => this.#offer(bmc, line))
      return
    }
    this.#ready.push([bmc, line])
    this.#fill()
  }

  #fill(): void {
    while (this.#busy < this.#limits.atOnce) {
      const next = this.#ready.shift()
      if (next === undefined) return
      void this.#begin(...next)
    }
  }

  async #begin(bmc: string, line: Line<Result>): Promise<void> {
    const entry = line.waiting.shift()
    if (entry !== undefined && entry.callers > 0) {
      entry.begun = true
      line.running = entry
      this.#busy += 1
      await entry.begin()
      this.#busy -= 1
      line.running = undefined
      line.freeAt = this.#clock.now() + this.#limits.gapMs
    }
    if (line.waiting.length > 0) this.#offer(bmc, line)
    else void this.#forget(bmc, line)
    this.#fill()
  }

  /** Drops a line that stays without work; its pause still counts for what comes within it. */
  async #forget(bmc: string, line: Line<Result>): Promise<void> {
    const pause = line.freeAt - this.#clock.now()
    if (pause > 0) await this.#clock.sleep(pause)
    const isIdle = line.running === undefined && line.waiting.length === 0
    if (isIdle && this.#lines.get(bmc) === line) this.#lines.delete(bmc)
  }
}

function entryOf<Result>(work: BmcWork<Result>): Entry<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  // Whoever waits sees it; nobody may be left to.
  promise.catch(() => {})
  const begin = async () => {
    try {
      resolve(await work.run())
    } catch (error) {
      reject(error)
    }
  }
  return { same: work.same, begin, giveUp: reject, result: promise, callers: 0, begun: false }
}

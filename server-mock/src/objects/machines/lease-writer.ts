import { setTimeout as sleep } from 'node:timers/promises'
import type { LeaseRecord } from '../../dhcp/records.ts'
import type { LeaseJournal } from './lease-journal.ts'

/** One lease to be written. */
export interface LeaseWrite {
  /** Dotted decimal. */
  readonly address: string
  /** Undefined to remove what is stored. */
  readonly lease: LeaseRecord | undefined
  /** What the decision was made from; undefined for an address without a lease. */
  readonly before: LeaseRecord | undefined
}

/** How a {@link LeaseWriter} works. */
export interface LeaseWriterOptions {
  /** Offers are written before they are told, for other servers to see; else a moment later, if still open. */
  readonly offersAtOnce: boolean
  /** Where leases become durable when the store is behind; absent: only in the store. */
  readonly journal?: LeaseJournal | undefined
  /** Milliseconds an offer is held back, in the hope of the REQUEST; default 1000. */
  readonly hold?: number
}

/** Somebody waits until the leases of some addresses are in the store. */
interface Waiter {
  readonly due: Set<string>
  readonly done: PromiseWithResolvers<void>
}

interface Batch {
  readonly writes: Map<string, LeaseWrite>
  readonly done: PromiseWithResolvers<ReadonlySet<string>>
}

/** Offers that nobody took that are written at a time, so that a flood of them does not load the store. */
const OFFERS = 256
/** Leases of a batch from which on the journal is used: its sync is beside the event loop, that of the store is not. */
const JOURNAL_FROM = 4
/** Leases the store takes at a time from the journal; some milliseconds. */
const PORTION = 128
/**
 * Least milliseconds between two batches of more than one lease: a sync costs more processor time than many leases
 * do, and half the load would otherwise take all of it.
 */
const GATHER = 2
/** Milliseconds without a big batch after which the store catches up. */
const QUIET = 20
/** Size from which on the store catches up before anything else. Bytes. */
const LARGEST_JOURNAL = 128 * 1024 * 1024

/** Promises that need no durable lease: forgetting them costs the client one more DISCOVER. */
const OPEN_STATES: ReadonlySet<string> = new Set(['PROBE', 'Offer', 'OFFER'])

/**
 * Writes leases in batches: whatever is decided while one batch is written goes into the next, the newest lease
 * of an address only. An offer is held back, as its lease is written anyway a moment later, when it is taken.
 * Under load, batches go into the journal, and the store follows when there is less to do, or somebody waits for it.
 */
export class LeaseWriter {
  readonly #store: (batch: readonly LeaseWrite[]) => Promise<ReadonlySet<string>>
  readonly #offersAtOnce: boolean
  readonly #hold: number
  readonly #journal: LeaseJournal | undefined
  /** In the journal, not in the store yet. */
  readonly #backlog = new Map<string, LeaseWrite>()
  readonly #waiters = new Set<Waiter>()
  #lastBigBatch = 0
  /** When the last batch of more than one lease was begun. */
  #lastShared = 0
  #quiet: NodeJS.Timeout | undefined
  #closing = false
  readonly #held = new Map<string, LeaseWrite>()
  #next: Batch | undefined
  #current: Batch | undefined
  #running: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  /** `store` makes a batch durable and answers the addresses whose lease was not the one decided from. */
  constructor(
    store: (batch: readonly LeaseWrite[]) => Promise<ReadonlySet<string>>,
    { offersAtOnce, journal, hold = 1000 }: LeaseWriterOptions,
  ) {
    this.#store = store
    this.#offersAtOnce = offersAtOnce
    this.#journal = journal
    this.#hold = hold
  }

  /** Whether a lease of this address is not written yet. */
  isWaiting(address: string): boolean {
    const { writes: next } = this.#next ?? {}
    const { writes: current } = this.#current ?? {}
    if (this.#held.has(address) || this.#backlog.has(address)) return true
    return next?.has(address) === true || current?.has(address) === true
  }

  /**
   * Resolves when the lease may be told to its client: `false` when it does not hold, because another server
   * wrote that address. Rejects when the store cannot write.
   */
  write(write: LeaseWrite): Promise<boolean> {
    const { address, lease } = write
    const held = this.#held.get(address)
    const open = lease !== undefined && OPEN_STATES.has(lease.State)
    if (open && !this.#offersAtOnce && !this.#next?.writes.has(address)) {
      this.#held.set(address, { ...write, before: held === undefined ? write.before : held.before })
      this.#timer ??= setTimeout(() => this.#release(OFFERS), this.#hold)
      return Promise.resolve(true)
    }
    this.#held.delete(address)
    if (this.#held.size === 0) {
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
    const batch = this.#add(held === undefined ? write : { ...write, before: held.before })
    return batch.done.promise.then((overtaken) => !overtaken.has(address))
  }

  /**
   * Resolves when the store has what was told up to now: the lease of one address, or all of them. Offers that are
   * held back are not waited for. Rejects when the store cannot write.
   */
  async settled(address?: string): Promise<void> {
    if (address !== undefined && !this.isWaiting(address)) return
    const batches = [this.#current, this.#next].flatMap((batch) => batch?.done.promise ?? [])
    await Promise.allSettled(batches)
    const due = new Set(address === undefined ? this.#backlog.keys() : [address])
    if (due.size === 0 || (address !== undefined && !this.#backlog.has(address))) return
    const waiter = { due, done: Promise.withResolvers<void>() }
    this.#waiters.add(waiter)
    this.#running ??= this.#run()
    await waiter.done.promise
  }

  /** Writes everything that is held back or waits. */
  async close(): Promise<void> {
    this.#closing = true
    this.#release(Number.POSITIVE_INFINITY)
    clearTimeout(this.#quiet)
    if (this.#backlog.size > 0) this.#running ??= this.#run()
    await this.#running
    clearTimeout(this.#quiet)
  }

  #add(write: LeaseWrite): Batch {
    const batch = this.#next ?? { writes: new Map(), done: Promise.withResolvers<ReadonlySet<string>>() }
    this.#next = batch
    const before = batch.writes.get(write.address)
    batch.writes.set(write.address, before === undefined ? write : { ...write, before: before.before })
    this.#running ??= this.#run()
    return batch
  }

  /** Writes some of what is held back, oldest first; nobody waits for it, and packets go first. */
  #release(most: number): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const write of first(this.#held.values(), most)) {
      this.#held.delete(write.address)
      this.#add(write).done.promise.catch(() => undefined)
    }
    if (this.#held.size > 0) this.#timer = setTimeout(() => this.#release(OFFERS), this.#hold)
  }

  async #run(): Promise<void> {
    // All packets read in this turn of the event loop are decided first.
    await new Promise(setImmediate)
    do {
      await this.#gather()
      const batch = this.#next
      this.#current = batch
      this.#next = undefined
      if (batch !== undefined) {
        await this.#make(batch).then(batch.done.resolve, batch.done.reject)
        if (batch.writes.size >= JOURNAL_FROM) this.#lastBigBatch = performance.now()
      }
      if (this.#backlog.size > 0 && !this.#isBusy()) await this.#catchUp()
    } while (this.#next !== undefined || (this.#backlog.size > 0 && !this.#isBusy()))
    this.#current = undefined
    this.#running = undefined
    if (this.#backlog.size > 0) this.#awaitQuiet()
  }

  /** Waits for more leases when several came together the last time; a single one is written at once. */
  async #gather(): Promise<void> {
    const left = this.#lastShared + GATHER - performance.now()
    if (left > 0 && !this.#closing) await sleep(left)
    if ((this.#next?.writes.size ?? 0) > 1) this.#lastShared = performance.now()
  }

  /** Whether packets come so fast that the store should wait. */
  #isBusy(): boolean {
    if (this.#closing || this.#waiters.size > 0) return false
    if ((this.#journal?.size ?? 0) >= LARGEST_JOURNAL) return false
    return performance.now() - this.#lastBigBatch < QUIET
  }

  #awaitQuiet(): void {
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => {
      this.#running ??= this.#run()
    }, QUIET)
  }

  /** Makes a batch durable. */
  async #make({ writes }: Batch): Promise<ReadonlySet<string>> {
    if (this.#journal === undefined || (writes.size < JOURNAL_FROM && this.#backlog.size === 0)) {
      return this.#store([...writes.values()])
    }
    await this.#journal.append(writes.values())
    for (const write of writes.values()) {
      const first = this.#backlog.get(write.address)
      this.#backlog.set(write.address, first === undefined ? write : { ...write, before: first.before })
    }
    return new Set()
  }

  /** Brings a portion of the backlog into the store. */
  async #catchUp(): Promise<void> {
    const portion = this.#portion()
    try {
      await this.#store(portion)
      for (const { address } of portion) this.#backlog.delete(address)
      if (this.#backlog.size === 0) await this.#journal?.clear()
      this.#tellStored(portion)
    } catch (error) {
      for (const { done } of this.#waiters) done.reject(error)
      this.#waiters.clear()
      // The journal has them: the store is tried again, or at the next start.
      if (this.#closing) this.#backlog.clear()
      else await sleep(1000)
    }
  }

  /** The next of the backlog: single leases that somebody waits for, then the oldest. */
  #portion(): LeaseWrite[] {
    const single = [...this.#waiters].filter(({ due }) => due.size === 1).flatMap(({ due }) => [...due])
    const chosen = new Set(single.flatMap((address) => this.#backlog.get(address) ?? []))
    for (const write of first(this.#backlog.values(), PORTION)) chosen.add(write)
    return [...chosen]
  }

  #tellStored(portion: readonly LeaseWrite[]): void {
    for (const waiter of this.#waiters) {
      for (const { address } of portion) waiter.due.delete(address)
      if (waiter.due.size > 0) continue
      this.#waiters.delete(waiter)
      waiter.done.resolve()
    }
  }
}

function first<T>(values: Iterable<T>, count: number): T[] {
  const found: T[] = []
  for (const value of values) {
    if (found.push(value) >= count) break
  }
  return found
}

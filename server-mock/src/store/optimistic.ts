import type { JsonObject } from '@metalwright/sdk/models'
import { byteOrder } from './byte-order.ts'
import {
  type ChangeAction,
  ConflictError,
  type Indexer,
  type Reader,
  type Revision,
  Stored,
  type Transaction,
} from './port.ts'

/** One write of a transaction; `body` is absent for a deletion. */
export interface Write {
  readonly prefix: string
  readonly key: string
  readonly action: ChangeAction
  readonly body: JsonObject | undefined
}

/** What a transaction read: the commit holds only if reading again gives the same. */
export interface ReadSet {
  /** Revision of each object read, 0 when it was absent, by `prefix key`. */
  readonly objects: Map<string, { prefix: string; key: string; revision: Revision }>
  /** Newest revision in each prefix listed as a whole. */
  readonly prefixes: Map<string, Revision>
  /** Keys that each index look-up gave, as JSON. */
  readonly lookups: Map<string, { prefix: string; index: string; value: string; keys: string }>
  /** First object that each index scan gave. */
  readonly scans: Map<string, { prefix: string; index: string; from: string; key: string }>
}

/** What the optimistic transaction needs of an engine. */
export interface Engine extends Reader {
  /** Newest revision of any write to the prefix. */
  prefixRevision(prefix: string): Promise<Revision>
  /** Applies the writes if the read set still holds; false when it does not. */
  commit(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean>
  /** Resolves when all that reads have given so far is on disk. @throws StorageError when that is not known */
  durable(): Promise<void>
}

const ATTEMPTS = 32

/** Runs `work` against the engine and commits it, again when it was overtaken. */
export async function transact<T>(
  engine: Engine,
  indexer: Indexer,
  principal: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const transaction = new OptimisticTransaction(engine, indexer)
    const run = await work(transaction).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    // What a failed run complains about may never have been true: it counts only if its reads belong together.
    const writes = 'error' in run ? [] : transaction.writes()
    const settled =
      (writes.length === 0 && transaction.isOneRead) ||
      (await engine.commit(principal, transaction.reads, writes))
    if (!settled) continue
    if (writes.length === 0) await engine.durable()
    if ('error' in run) throw run.error
    return run.value
  }
  throw new ConflictError(ATTEMPTS)
}

class OptimisticTransaction implements Transaction {
  readonly reads: ReadSet = { objects: new Map(), prefixes: new Map(), lookups: new Map(), scans: new Map() }
  readonly #engine: Engine
  readonly #indexer: Indexer
  readonly #writes = new Map<string, Write>()
  /** What was read, so that reading again gives the same. */
  readonly #seen = new Map<string, Stored | undefined>()

  constructor(engine: Engine, indexer: Indexer) {
    this.#engine = engine
    this.#indexer = indexer
  }

  /** Whether there is nothing that could contradict what was read. */
  get isOneRead(): boolean {
    const { objects, prefixes, lookups, scans } = this.reads
    return objects.size + prefixes.size + lookups.size + scans.size <= 1
  }

  writes(): readonly Write[] {
    return [...this.#writes.values()]
  }

  async get(prefix: string, key: string): Promise<Stored | undefined> {
    const own = this.#writes.get(place(prefix, key))
    if (own !== undefined) return fromWrite(own)
    if (this.#seen.has(place(prefix, key))) return fresh(this.#seen.get(place(prefix, key)))
    const stored = await this.#engine.get(prefix, key)
    this.#remember(prefix, key, stored)
    return stored
  }

  async list(prefix: string): Promise<readonly Stored[]> {
    await this.#guard(prefix)
    return merged(await this.#engine.list(prefix), this.#own(prefix))
  }

  async *scan(prefix: string, after = ''): AsyncGenerator<readonly Stored[]> {
    await this.#guard(prefix)
    const own = this.#own(prefix)
      .filter(({ key }) => byteOrder(key, after) > 0)
      .sort((a, b) => byteOrder(a.key, b.key))
    for await (const piece of this.#engine.scan(prefix, after)) {
      const last = piece.at(-1)?.key ?? ''
      const behind = own.findIndex(({ key }) => byteOrder(key, last) > 0)
      yield merged(piece, own.splice(0, behind === -1 ? own.length : behind))
    }
    if (own.length > 0) yield merged([], own)
  }

  async count(prefix: string): Promise<number> {
    await this.#guard(prefix)
    let count = await this.#engine.count(prefix)
    for (const { key, body } of this.#own(prefix)) {
      const was = (await this.#engine.get(prefix, key)) !== undefined
      count += Number(body !== undefined) - Number(was)
    }
    return count
  }

  async find(prefix: string, index: string, value: string): Promise<readonly string[]> {
    const keys = await this.#engine.find(prefix, index, value)
    const lookup = `${prefix} ${index} ${value}`
    if (!this.reads.lookups.has(lookup)) {
      this.reads.lookups.set(lookup, { prefix, index, value, keys: JSON.stringify(keys) })
    }
    const own = this.#own(prefix)
    if (own.length === 0) return keys
    const found = new Set(keys)
    for (const write of own) {
      if (this.#holds(write, index, (held) => held === value)) found.add(write.key)
      else found.delete(write.key)
    }
    return [...found].sort(byteOrder)
  }

  async page(
    prefix: string,
    index: string,
    value: string,
    after: string,
    limit: number,
  ): Promise<readonly Stored[]> {
    const keys = await this.find(prefix, index, value)
    const wanted = keys.filter((key) => byteOrder(key, after) > 0).slice(0, limit)
    const found = await Promise.all(wanted.map((key) => this.get(prefix, key)))
    return found.filter((stored) => stored !== undefined)
  }

  async first(prefix: string, index: string, from: string): Promise<Stored | undefined> {
    const stored = await this.#engine.first(prefix, index, from)
    const key = stored?.key ?? ''
    const scan = `${prefix} ${index} ${from}`
    if (!this.reads.scans.has(scan)) this.reads.scans.set(scan, { prefix, index, from, key })
    if (stored !== undefined) this.#remember(prefix, key, stored)
    return stored
  }

  put(prefix: string, key: string, body: JsonObject, action: Exclude<ChangeAction, 'delete'>): void {
    const place_ = place(prefix, key)
    // Created and changed in one transaction is still a creation to everybody else.
    const first = this.#writes.get(place_)?.action
    this.#writes.set(place_, { prefix, key, action: first === 'create' ? first : action, body })
  }

  remove(prefix: string, key: string): void {
    this.#writes.set(place(prefix, key), { prefix, key, action: 'delete', body: undefined })
  }

  /** The commit holds only if nothing is written to the prefix; noted before reading, so that nothing slips by. */
  async #guard(prefix: string): Promise<void> {
    if (this.reads.prefixes.has(prefix)) return
    this.reads.prefixes.set(prefix, await this.#engine.prefixRevision(prefix))
  }

  #own(prefix: string): Write[] {
    return [...this.#writes.values()].filter((write) => write.prefix === prefix)
  }

  #holds(write: Write, index: string, matches: (value: string) => boolean): boolean {
    if (write.body === undefined) return false
    return this.#indexer(write.prefix, write.body).some(([name, value]) => name === index && matches(value))
  }

  #remember(prefix: string, key: string, stored: Stored | undefined): void {
    const place_ = place(prefix, key)
    if (this.#seen.has(place_)) return
    this.reads.objects.set(place_, { prefix, key, revision: stored?.revision ?? 0 })
    this.#seen.set(place_, stored)
  }
}

function place(prefix: string, key: string): string {
  return `${prefix} ${key}`
}

/** Objects with a transaction's own writes, in key order. */
function merged(objects: readonly Stored[], own: readonly Write[]): readonly Stored[] {
  if (own.length === 0) return objects
  const all = new Map(objects.map((object) => [object.key, object]))
  for (const write of own) {
    const object = fromWrite(write)
    if (object === undefined) all.delete(write.key)
    else all.set(write.key, object)
  }
  return [...all.values()].sort((a, b) => byteOrder(a.key, b.key))
}

/** The same object for another reader, who may change its body. */
function fresh(object: Stored | undefined): Stored | undefined {
  return object === undefined ? undefined : new Stored(object.key, object.revision, object.text)
}

function fromWrite(write: Write): Stored | undefined {
  return write.body === undefined ? undefined : new Stored(write.key, 0, JSON.stringify(write.body))
}

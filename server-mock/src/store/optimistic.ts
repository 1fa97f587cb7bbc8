import type { JsonObject } from '@metalwright/sdk/models'
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
  /** Keys that each index look-up gave. */
  readonly lookups: Map<string, { prefix: string; index: string; value: string; keys: string }>
  /** First object that each index scan gave. */
  readonly scans: Map<string, { prefix: string; index: string; from: string; key: string }>
}

/** What the optimistic transaction needs of an engine. */
export interface Engine extends Reader {
  /** Newest revision of any write to the prefix. */
  prefixRevision(prefix: string): Revision
  /** Applies the writes if the read set still holds; false when it does not. */
  commit(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean>
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
    const result = await work(transaction)
    if (await engine.commit(principal, transaction.reads, transaction.writes())) return result
  }
  throw new ConflictError(ATTEMPTS)
}

class OptimisticTransaction implements Transaction {
  readonly reads: ReadSet = { objects: new Map(), prefixes: new Map(), lookups: new Map(), scans: new Map() }
  readonly #engine: Engine
  readonly #indexer: Indexer
  readonly #writes = new Map<string, Write>()

  constructor(engine: Engine, indexer: Indexer) {
    this.#engine = engine
    this.#indexer = indexer
  }

  writes(): readonly Write[] {
    return [...this.#writes.values()]
  }

  async get(prefix: string, key: string): Promise<Stored | undefined> {
    const own = this.#writes.get(place(prefix, key))
    if (own !== undefined) return fromWrite(own)
    const stored = await this.#engine.get(prefix, key)
    this.#remember(prefix, key, stored)
    return stored
  }

  async list(prefix: string): Promise<readonly Stored[]> {
    this.reads.prefixes.set(prefix, this.#engine.prefixRevision(prefix))
    const stored = new Map((await this.#engine.list(prefix)).map((object) => [object.key, object]))
    for (const write of this.#own(prefix)) {
      const object = fromWrite(write)
      if (object === undefined) stored.delete(write.key)
      else stored.set(write.key, object)
    }
    return [...stored.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  }

  async count(prefix: string): Promise<number> {
    return (await this.list(prefix)).length
  }

  async find(prefix: string, index: string, value: string): Promise<readonly string[]> {
    const keys = await this.#engine.find(prefix, index, value)
    this.reads.lookups.set(`${prefix} ${index} ${value}`, { prefix, index, value, keys: keys.join('\n') })
    const own = this.#own(prefix)
    if (own.length === 0) return keys
    const found = new Set(keys)
    for (const write of own) {
      if (this.#holds(write, index, (held) => held === value)) found.add(write.key)
      else found.delete(write.key)
    }
    return [...found].sort()
  }

  async first(prefix: string, index: string, from: string): Promise<Stored | undefined> {
    const stored = await this.#engine.first(prefix, index, from)
    const scan = { prefix, index, from, key: stored?.key ?? '' }
    this.reads.scans.set(`${prefix} ${index} ${from}`, scan)
    this.#remember(prefix, scan.key, stored)
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

  #own(prefix: string): Write[] {
    return [...this.#writes.values()].filter((write) => write.prefix === prefix)
  }

  #holds(write: Write, index: string, matches: (value: string) => boolean): boolean {
    if (write.body === undefined) return false
    return this.#indexer(write.prefix, write.body).some(([name, value]) => name === index && matches(value))
  }

  #remember(prefix: string, key: string, stored: Stored | undefined): void {
    const place_ = place(prefix, key)
    if (!this.reads.objects.has(place_)) {
      this.reads.objects.set(place_, { prefix, key, revision: stored?.revision ?? 0 })
    }
  }
}

function place(prefix: string, key: string): string {
  return `${prefix} ${key}`
}

function fromWrite(write: Write): Stored | undefined {
  return write.body === undefined ? undefined : new Stored(write.key, 0, JSON.stringify(write.body))
}

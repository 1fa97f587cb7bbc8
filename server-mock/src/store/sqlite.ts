import { CommitQueue, type Pending } from './commit-queue.ts'
import { type LogSync, syncOfLog } from './log-sync.ts'
import { type ReadSet, transact, type Write } from './optimistic.ts'
import {
  type Change,
  type Indexer,
  type Revision,
  StorageError,
  type Store,
  type Stored,
  type Transaction,
} from './port.ts'
import type { IndexNames } from './records.ts'
import { connectSqlite } from './sqlite-connection.ts'
import { SqliteEngine } from './sqlite-engine.ts'
import { rebuildIndexes } from './sqlite-indexes.ts'
import { Subscribers } from './subscribers.ts'

/** What the embedded store needs. */
export interface SqliteOptions {
  /** File of the database, or `:memory:` for one that ends with the process. */
  readonly file: string
  readonly indexer: Indexer
  /** Names of the indexes the indexer fills; when they change, the rows of a prefix are made again. */
  readonly indexes?: IndexNames
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds for which a scan holds one state; 30 s when not given. */
  readonly patience?: number
  /** Brings the write-ahead log of a file to disk; for tests. */
  readonly logSync?: (file: string) => LogSync
}

/**
 * Opens the embedded store: SQLite with a write-ahead log, synced to disk before a commit is acknowledged.
 * Commits that arrive together share one sync. One process may write to the file; others may read it.
 *
 * @throws StorageError when the file cannot be opened, another server has it, or a newer version wrote it
 */
export function openSqlite(options: SqliteOptions): Store {
  const { file, indexer, indexes, logSync = syncOfLog } = options
  const { database, unlock } = connectSqlite(file)
  try {
    if (indexes !== undefined) rebuildIndexes(database, indexer, indexes)
    // From here on the log is synced by the store itself, which need not stand still for it.
    database.exec('PRAGMA synchronous=NORMAL')
    const engine = new SqliteEngine(database, options, {
      push: (...commit) => store.push(...commit),
      durable: () => store.durable(),
    })
    const log = file === ':memory:' ? undefined : logSync(`${file}-wal`)
    const store = new SqliteStore(engine, indexer, log, unlock)
    return store
  } catch (error) {
    database.close()
    unlock()
    throw new StorageError(error)
  }
}

/**
 * What others see of the engine: only what is on disk. A read that has seen more waits for it, so that nobody is ever
 * told what a power cut could take back; transactions wait once, when they commit.
 */
class SqliteStore implements Store {
  readonly #engine: SqliteEngine
  readonly #indexer: Indexer
  readonly #queue = new CommitQueue((batch) => this.#write(batch))
  readonly #log: LogSync | undefined
  readonly #unlock: () => void
  readonly #subscribers = new Subscribers()
  /** Revision of the newest write that is on disk and told. */
  #durable: Revision
  /** Ends when the batch that is being synced is on disk and told; rejects when that is not known. */
  #syncing: Promise<void> = Promise.resolve()
  /** Why it is not known what is on disk: then nothing is read or written any more. */
  #broken: StorageError | undefined

  constructor(engine: SqliteEngine, indexer: Indexer, log: LogSync | undefined, unlock: () => void) {
    this.#engine = engine
    this.#indexer = indexer
    this.#log = log
    this.#unlock = unlock
    this.#durable = engine.revision
  }

  revision(): Revision {
    return this.#durable
  }

  async get(prefix: string, key: string): Promise<Stored | undefined> {
    const stored = await this.#engine.get(prefix, key)
    // One that is not there may have been removed by what is not on disk yet.
    return stored === undefined ? this.#shown(prefix, stored) : this.#from(stored.revision, stored)
  }

  async list(prefix: string): Promise<readonly Stored[]> {
    return this.#shown(prefix, await this.#engine.list(prefix))
  }

  async *scan(prefix: string, after?: string): AsyncGenerator<readonly Stored[]> {
    for await (const piece of this.#engine.scan(prefix, after)) {
      yield await this.#from(this.#engine.revision, piece)
    }
  }

  async count(prefix: string): Promise<number> {
    return this.#shown(prefix, await this.#engine.count(prefix))
  }

  async find(prefix: string, index: string, value: string): Promise<readonly string[]> {
    return this.#shown(prefix, await this.#engine.find(prefix, index, value))
  }

  async page(
    prefix: string,
    index: string,
    value: string,
    after: string,
    limit: number,
  ): Promise<readonly Stored[]> {
    return this.#shown(prefix, await this.#engine.page(prefix, index, value, after, limit))
  }

  async first(prefix: string, index: string, from: string): Promise<Stored | undefined> {
    return this.#shown(prefix, await this.#engine.first(prefix, index, from))
  }

  transact<T>(principal: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return transact(this.#engine, this.#indexer, principal, work)
  }

  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    return this.#subscribers.add(listener)
  }

  async changesSince(revision: Revision, limit: number): Promise<readonly Change[] | undefined> {
    if (revision > this.#durable) return undefined
    const durable = this.#durable
    return this.#engine.changesSince(revision, limit)?.filter((change) => change.revision <= durable)
  }

  async close(): Promise<void> {
    await this.#queue.close()
    this.#engine.close()
    await this.#log?.close()
    this.#unlock()
  }

  /** Takes a commit; as {@link CommitQueue.push}. */
  push(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean> {
    return this.#queue.push(principal, reads, writes)
  }

  /** As {@link Engine.durable}. */
  durable(): Promise<void> {
    return this.#from(this.#engine.revision, undefined)
  }

  /** What was read of a prefix, once all that was written to it is on disk. */
  async #shown<T>(prefix: string, read: T): Promise<T> {
    return this.#from(await this.#engine.prefixRevision(prefix), read)
  }

  /** What a revision has brought, once that is on disk. Of all that is written, at most one batch is not. */
  async #from<T>(revision: Revision, read: T): Promise<T> {
    if (revision > this.#durable) await this.#syncing
    return read
  }

  async #write(batch: readonly Pending[]): Promise<readonly Pending[]> {
    try {
      if (this.#broken !== undefined) throw this.#broken
      const { held, overtaken, changes } = this.#engine.write(batch)
      this.#syncing = this.#sync(changes)
      await this.#syncing
      for (const pending of held) pending.resolve(true)
      for (const pending of overtaken) pending.resolve(false)
    } catch (error) {
      const failure = error instanceof StorageError ? error : new StorageError(error)
      for (const pending of batch) pending.reject(failure)
    }
    return []
  }

  /** Brings the log to disk, and tells the changes. */
  async #sync(changes: readonly Change[]): Promise<void> {
    if (this.#log !== undefined && changes.length > 0) {
      await this.#log.sync().catch((cause: unknown) => {
        // The system has forgotten what it could not write, so a second sync would say nothing.
        this.#broken = new StorageError(
          cause,
          'it is not known whether the last changes are stored; check the disk and start the server again',
        )
        throw this.#broken
      })
    }
    this.#durable = this.#engine.revision
    this.#subscribers.tell(changes)
  }
}

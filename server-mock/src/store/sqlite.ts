import { DatabaseSync } from 'node:sqlite'
import { MIGRATIONS } from './migrations.ts'
import { type Engine, type ReadSet, transact, type Write } from './optimistic.ts'
import {
  type Change,
  type ChangeAction,
  type Indexer,
  type Revision,
  StorageError,
  type Store,
  Stored,
  type Transaction,
} from './port.ts'

/** Changes kept for watchers that come back; older ones make them list again. */
const CHANGES_KEPT = 10_000
/** Commits written by one flush to disk at most. */
const BATCH = 256

/** What the embedded store needs. */
export interface SqliteOptions {
  /** File of the database, or `:memory:` for one that ends with the process. */
  readonly file: string
  readonly indexer: Indexer
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Pending {
  readonly principal: string
  readonly reads: ReadSet
  readonly writes: readonly Write[]
  readonly resolve: (held: boolean) => void
  readonly reject: (error: StorageError) => void
}

interface Row {
  readonly [column: string]: null | number | bigint | string | Uint8Array
}

/**
 * Opens the embedded store: SQLite with a write-ahead log, synced to disk before a commit is acknowledged.
 * Commits that arrive together share one sync. One process may hold the file.
 *
 * @throws StorageError when the file cannot be opened or was written by a newer version
 */
export function openSqlite(options: SqliteOptions): Store {
  try {
    return new SqliteStore(options)
  } catch (error) {
    throw error instanceof StorageError ? error : new StorageError(error)
  }
}

class SqliteStore implements Store, Engine {
  readonly #database: DatabaseSync
  readonly #indexer: Indexer
  readonly #now: () => number
  readonly #listeners = new Set<(changes: readonly Change[]) => void>()
  readonly #prefixRevisions = new Map<string, Revision>()
  readonly #statements
  #queue: Pending[] = []
  #flushing = false
  #revision: Revision

  constructor(options: SqliteOptions) {
    this.#indexer = options.indexer
    this.#now = options.now
    this.#database = new DatabaseSync(options.file)
    this.#database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA locking_mode=EXCLUSIVE')
    migrate(this.#database)
    const prepare = (sql: string) => this.#database.prepare(sql)
    this.#statements = {
      get: prepare('SELECT key, revision, body FROM objects WHERE prefix = ? AND key = ?'),
      list: prepare('SELECT key, revision, body FROM objects WHERE prefix = ? ORDER BY key'),
      size: prepare('SELECT COUNT(*) AS size FROM objects WHERE prefix = ?'),
      find: prepare('SELECT key FROM index_rows WHERE prefix = ? AND name = ? AND value = ? ORDER BY key'),
      first: prepare(
        'SELECT key FROM index_rows WHERE prefix = ? AND name = ? AND value >= ? ORDER BY value, key LIMIT 1',
      ),
      put: prepare(
        'INSERT INTO objects VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision, body = excluded.body',
      ),
      remove: prepare('DELETE FROM objects WHERE prefix = ? AND key = ?'),
      index: prepare('INSERT OR IGNORE INTO index_rows VALUES (?, ?, ?, ?)'),
      unindex: prepare('DELETE FROM index_rows WHERE prefix = ? AND name = ? AND value = ? AND key = ?'),
      log: prepare('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)'),
      since: prepare('SELECT * FROM changes WHERE revision > ? ORDER BY revision LIMIT ?'),
      trim: prepare('DELETE FROM changes WHERE revision <= ?'),
      count: prepare("UPDATE counters SET value = ? WHERE name = 'revision'"),
    }
    const counter = this.#database.prepare("SELECT value FROM counters WHERE name = 'revision'").get()
    this.#revision = Number(counter?.['value'] ?? 0)
  }

  revision(): Revision {
    return this.#revision
  }

  prefixRevision(prefix: string): Revision {
    return this.#prefixRevisions.get(prefix) ?? 0
  }

  async get(prefix: string, key: string): Promise<Stored | undefined> {
    return this.#get(prefix, key)
  }

  async list(prefix: string): Promise<readonly Stored[]> {
    return this.#statements.list.all(prefix).map(stored)
  }

  async count(prefix: string): Promise<number> {
    return Number(this.#statements.size.get(prefix)?.['size'] ?? 0)
  }

  async find(prefix: string, index: string, value: string): Promise<readonly string[]> {
    return this.#find(prefix, index, value)
  }

  async first(prefix: string, index: string, from: string): Promise<Stored | undefined> {
    return this.#get(prefix, this.#first(prefix, index, from))
  }

  transact<T>(principal: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return transact(this, this.#indexer, principal, work)
  }

  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async changesSince(revision: Revision, limit: number): Promise<readonly Change[] | undefined> {
    if (revision > this.#revision) return undefined
    const rows = this.#statements.since.all(revision, limit)
    const reaches = revision === this.#revision || Number(rows[0]?.['revision']) === revision + 1
    return reaches ? rows.map(change) : undefined
  }

  close(): void {
    if (!this.#database.isOpen) return
    this.#flush()
    this.#database.close()
  }

  commit(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean> {
    if (writes.length === 0) return Promise.resolve(true)
    return new Promise((resolve, reject) => {
      this.#queue.push({ principal, reads, writes, resolve, reject })
      if (this.#flushing) return
      this.#flushing = true
      setImmediate(() => this.#flush())
    })
  }

  #flush(): void {
    this.#flushing = false
    while (this.#queue.length > 0) this.#write(this.#queue.splice(0, BATCH))
  }

  /** Writes a batch as one SQLite transaction: each commit in it sees the ones before. */
  #write(batch: readonly Pending[]): void {
    const before = this.#revision
    const prefixes = new Map(this.#prefixRevisions)
    const held: Pending[] = []
    const overtaken: Pending[] = []
    const changes: Change[] = []
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      for (const pending of batch) {
        if (!this.#holds(pending.reads)) {
          overtaken.push(pending)
          continue
        }
        for (const write of pending.writes) {
          const written = this.#apply(pending.principal, write)
          if (written !== undefined) changes.push(written)
        }
        held.push(pending)
      }
      this.#statements.count.run(this.#revision)
      if (Math.floor(before / CHANGES_KEPT) !== Math.floor(this.#revision / CHANGES_KEPT)) {
        this.#statements.trim.run(this.#revision - CHANGES_KEPT)
      }
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      this.#revision = before
      for (const [prefix, revision] of prefixes) this.#prefixRevisions.set(prefix, revision)
      for (const pending of batch) pending.reject(new StorageError(error))
      return
    }
    if (changes.length > 0) for (const listener of this.#listeners) listener(changes)
    for (const pending of held) pending.resolve(true)
    for (const pending of overtaken) pending.resolve(false)
  }

  #holds(reads: ReadSet): boolean {
    for (const { prefix, key, revision } of reads.objects.values()) {
      if ((this.#get(prefix, key)?.revision ?? 0) !== revision) return false
    }
    for (const [prefix, revision] of reads.prefixes)
      if (this.prefixRevision(prefix) !== revision) return false
    for (const { prefix, index, value, keys } of reads.lookups.values()) {
      if (this.#find(prefix, index, value).join('\n') !== keys) return false
    }
    for (const { prefix, index, from, key } of reads.scans.values()) {
      if (this.#first(prefix, index, from) !== key) return false
    }
    return true
  }

  #apply(principal: string, write: Write): Change | undefined {
    const { prefix, key, action, body } = write
    const original = this.#get(prefix, key)?.body
    const object = body ?? original
    if (object === undefined) return undefined
    this.#revision += 1
    this.#prefixRevisions.set(prefix, this.#revision)
    const text = JSON.stringify(object)
    if (original !== undefined) {
      for (const [name, value] of this.#indexer(prefix, original)) {
        this.#statements.unindex.run(prefix, name, value, key)
      }
    }
    if (body === undefined) {
      this.#statements.remove.run(prefix, key)
    } else {
      this.#statements.put.run(prefix, key, this.#revision, text)
      for (const [name, value] of this.#indexer(prefix, body))
        this.#statements.index.run(prefix, name, value, key)
    }
    const time = new Date(this.#now()).toISOString()
    this.#statements.log.run(this.#revision, prefix, key, action, principal, time, text)
    const written = { revision: this.#revision, prefix, key, action, principal, time, object }
    return original === undefined ? written : { ...written, original }
  }

  #get(prefix: string, key: string): Stored | undefined {
    const row = this.#statements.get.get(prefix, key)
    return row === undefined ? undefined : stored(row)
  }

  #find(prefix: string, index: string, value: string): string[] {
    return this.#statements.find.all(prefix, index, value).map((row) => String(row['key']))
  }

  #first(prefix: string, index: string, from: string): string {
    return String(this.#statements.first.get(prefix, index, from)?.['key'] ?? '')
  }
}

function migrate(database: DatabaseSync): void {
  const seen = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
  if (seen > MIGRATIONS.length) {
    throw new StorageError(
      new Error(
        `the database has schema ${seen}, this version knows ${MIGRATIONS.length}: it was written by a newer version`,
      ),
    )
  }
  for (const [step, sql] of MIGRATIONS.entries()) {
    if (step >= seen) database.exec(`BEGIN; ${sql}; PRAGMA user_version = ${step + 1}; COMMIT`)
  }
}

function stored(row: Row): Stored {
  return new Stored(String(row['key']), Number(row['revision']), String(row['body']))
}

const ACTIONS: readonly ChangeAction[] = ['create', 'update', 'save', 'delete']

function change(row: Row): Change {
  const text = String(row['action'])
  return {
    revision: Number(row['revision']),
    prefix: String(row['prefix']),
    key: String(row['key']),
    action: ACTIONS.find((action) => action === text) ?? 'save',
    principal: String(row['principal']),
    time: String(row['time']),
    object: JSON.parse(String(row['body'])),
  }
}

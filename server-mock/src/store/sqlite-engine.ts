import type { DatabaseSync } from 'node:sqlite'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Pending } from './commit-queue.ts'
import type { Engine, ReadSet, Write } from './optimistic.ts'
import { type Change, type Indexer, type Revision, Stored } from './port.ts'
import { RecentObjects } from './recent-objects.ts'
import { actionOf, CHANGES_KEPT } from './records.ts'
import { PATIENCE, pieces, scan } from './scan.ts'
import type { SqliteOptions } from './sqlite.ts'
import { SqliteReaders } from './sqlite-snapshot.ts'

/** Newest revision of any write to a prefix, and how many objects it has. */
interface PrefixState {
  readonly revision: Revision
  readonly size: number
}

interface Row {
  readonly [column: string]: null | number | bigint | string | Uint8Array
}

/** Where the commits of transactions go. */
export interface Commits {
  /** Resolves when the writes are on disk; they have come to {@link SqliteEngine.write} in a batch. */
  push(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean>
  /** As {@link Engine.durable}. */
  durable(): Promise<void>
}

/** What a batch of commits has come to. */
export interface WrittenBatch {
  readonly held: readonly Pending[]
  /** Those whose reads no longer hold; nothing of them is written. */
  readonly overtaken: readonly Pending[]
  readonly changes: readonly Change[]
}

/**
 * Objects in a database of SQLite, as they are after the last batch, whether that has reached the disk or not. Every
 * read and write happens at once; none waits for another.
 */
export class SqliteEngine implements Engine {
  readonly #database: DatabaseSync
  readonly #readers: SqliteReaders | undefined
  readonly #indexer: Indexer
  readonly #now: () => number
  readonly #patience: number
  readonly #commits: Commits
  readonly #recent = new RecentObjects()
  /** Prefixes as they are after the last write; those that differ from their rows are in `#noted`. */
  readonly #prefixes = new Map<string, PrefixState>()
  readonly #noted = new Set<string>()
  readonly #statements
  #revision: Revision

  constructor(database: DatabaseSync, options: SqliteOptions, commits: Commits) {
    this.#database = database
    this.#readers = options.file === ':memory:' ? undefined : new SqliteReaders(options.file)
    this.#indexer = options.indexer
    this.#now = options.now
    this.#patience = options.patience ?? PATIENCE
    this.#commits = commits
    const prepare = (sql: string) => database.prepare(sql)
    this.#statements = {
      get: prepare('SELECT key, revision, body FROM objects WHERE prefix = ? AND key = ?'),
      list: prepare('SELECT key, revision, body FROM objects WHERE prefix = ? ORDER BY key'),
      behind: prepare('SELECT key, revision, body FROM objects WHERE prefix = ? AND key > ? ORDER BY key'),
      prefix: prepare('SELECT revision, size FROM prefixes WHERE prefix = ?'),
      find: prepare('SELECT key FROM index_rows WHERE prefix = ? AND name = ? AND value = ? ORDER BY key'),
      page: prepare(
        `SELECT o.key, o.revision, o.body FROM index_rows i JOIN objects o USING (prefix, key)
         WHERE i.prefix = ? AND i.name = ? AND i.value = ? AND i.key > ? ORDER BY i.key LIMIT ?`,
      ),
      first: prepare(
        'SELECT key FROM index_rows WHERE prefix = ? AND name = ? AND value >= ? ORDER BY value, key LIMIT 1',
      ),
      put: prepare(
        'INSERT INTO objects VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision, body = excluded.body',
      ),
      remove: prepare('DELETE FROM objects WHERE prefix = ? AND key = ?'),
      note: prepare(
        'INSERT INTO prefixes (prefix, revision, size) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision, size = excluded.size',
      ),
      index: prepare('INSERT OR IGNORE INTO index_rows VALUES (?, ?, ?, ?)'),
      unindex: prepare('DELETE FROM index_rows WHERE prefix = ? AND name = ? AND value = ? AND key = ?'),
      log: prepare('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)'),
      since: prepare('SELECT * FROM changes WHERE revision > ? ORDER BY revision LIMIT ?'),
      trim: prepare('DELETE FROM changes WHERE revision <= ?'),
      count: prepare("UPDATE counters SET value = ? WHERE name = 'revision'"),
    }
    // Rows as arrays are made faster; where whole objects are read, that shows.
    const { get, list, behind, page } = this.#statements
    for (const statement of [get, list, behind, page]) statement.setReturnArrays(true)
    const counter = prepare("SELECT value FROM counters WHERE name = 'revision'").get()
    this.#revision = Number(counter?.['value'] ?? 0)
  }

  /** Revision of the newest write. */
  get revision(): Revision {
    return this.#revision
  }

  async prefixRevision(prefix: string): Promise<Revision> {
    return this.#prefix(prefix).revision
  }

  async get(prefix: string, key: string): Promise<Stored | undefined> {
    return this.#own(prefix, key)
  }

  async list(prefix: string): Promise<readonly Stored[]> {
    return this.#statements.list.all(prefix).map(stored)
  }

  scan(prefix: string, after = ''): AsyncIterable<readonly Stored[]> {
    const readers = this.#readers
    // A database in memory has no second reader, so its state is kept by copying the texts.
    if (readers === undefined) return pieces(this.#statements.behind.all(prefix, after).map(stored))
    return scan(async () => readers.snapshot(), prefix, this.#patience, after)
  }

  async count(prefix: string): Promise<number> {
    return this.#prefix(prefix).size
  }

  async find(prefix: string, index: string, value: string): Promise<readonly string[]> {
    return this.#find(prefix, index, value)
  }

  async page(
    prefix: string,
    index: string,
    value: string,
    after: string,
    limit: number,
  ): Promise<readonly Stored[]> {
    return this.#statements.page.all(prefix, index, value, after, limit).map(stored)
  }

  async first(prefix: string, index: string, from: string): Promise<Stored | undefined> {
    return this.#own(prefix, this.#first(prefix, index, from))
  }

  /** Changes after a revision in order, or `undefined` when the log does not reach back that far. */
  changesSince(revision: Revision, limit: number): readonly Change[] | undefined {
    if (revision > this.#revision) return undefined
    const rows = this.#statements.since.all(revision, limit)
    const reaches = revision === this.#revision || Number(rows[0]?.['revision']) === revision + 1
    return reaches ? rows.map(change) : undefined
  }

  /** Lets go of the database. */
  close(): void {
    if (!this.#database.isOpen) return
    this.#readers?.close()
    this.#database.close()
  }

  commit(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean> {
    return writes.length === 0
      ? Promise.resolve(this.#holds(reads))
      : this.#commits.push(principal, reads, writes)
  }

  durable(): Promise<void> {
    return this.#commits.durable()
  }

  /**
   * Writes a batch as one SQLite transaction: each commit in it sees the ones before. Throws the error of SQLite, with
   * nothing written.
   */
  write(batch: readonly Pending[]): WrittenBatch {
    const before = this.#revision
    const held: Pending[] = []
    const overtaken: Pending[] = []
    const changes: Change[] = []
    const time = new Date(this.#now()).toISOString()
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      for (const pending of batch) {
        if (!this.#holds(pending.reads)) {
          overtaken.push(pending)
          continue
        }
        for (const write of pending.writes) {
          const written = this.#apply(pending.principal, write, time)
          if (written !== undefined) changes.push(written)
        }
        held.push(pending)
      }
      for (const prefix of this.#noted) {
        const { revision, size } = this.#prefix(prefix)
        this.#statements.note.run(prefix, revision, size)
      }
      this.#noted.clear()
      this.#statements.count.run(this.#revision)
      if (Math.floor(before / CHANGES_KEPT) !== Math.floor(this.#revision / CHANGES_KEPT)) {
        this.#statements.trim.run(this.#revision - CHANGES_KEPT)
      }
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      this.#recent.clear()
      this.#prefixes.clear()
      this.#noted.clear()
      this.#revision = before
      throw error
    }
    return { held, overtaken, changes }
  }

  #holds(reads: ReadSet): boolean {
    for (const { prefix, key, revision } of reads.objects.values()) {
      if ((this.#get(prefix, key)?.revision ?? 0) !== revision) return false
    }
    for (const [prefix, revision] of reads.prefixes)
      if (this.#prefix(prefix).revision !== revision) return false
    for (const { prefix, index, value, keys } of reads.lookups.values()) {
      if (JSON.stringify(this.#find(prefix, index, value)) !== keys) return false
    }
    for (const { prefix, index, from, key } of reads.scans.values()) {
      if (this.#first(prefix, index, from) !== key) return false
    }
    return true
  }

  #apply(principal: string, write: Write, time: string): Change | undefined {
    const { prefix, key, action, body } = write
    const original = this.#get(prefix, key)?.body
    const object = body ?? original
    if (object === undefined) return undefined
    this.#revision += 1
    const size = this.#prefix(prefix).size + Number(body !== undefined) - Number(original !== undefined)
    this.#prefixes.set(prefix, { revision: this.#revision, size })
    this.#noted.add(prefix)
    const text = JSON.stringify(object)
    this.#reindex(prefix, key, original, body)
    if (body === undefined) {
      this.#statements.remove.run(prefix, key)
      this.#recent.set(prefix, key, undefined)
    } else {
      this.#statements.put.run(prefix, key, this.#revision, text)
      this.#recent.set(prefix, key, new Stored(key, this.#revision, text))
    }
    this.#statements.log.run(this.#revision, prefix, key, action, principal, time, text)
    const written = { revision: this.#revision, prefix, key, action, principal, time, object }
    return original === undefined ? written : { ...written, original }
  }

  /** An instance of the reader's own: what he does to its body must not reach what is kept here. */
  #own(prefix: string, key: string): Stored | undefined {
    const kept = this.#get(prefix, key)
    return kept === undefined ? undefined : new Stored(kept.key, kept.revision, kept.text)
  }

  /** Writes the index rows that differ: of most edits there are none. */
  #reindex(prefix: string, key: string, before?: JsonObject, after?: JsonObject): void {
    const rowsBefore = before === undefined ? [] : this.#indexer(prefix, before)
    const rowsAfter = after === undefined ? [] : this.#indexer(prefix, after)
    const isSame = (row: readonly [string, string], at: number) =>
      row[0] === rowsBefore[at]?.[0] && row[1] === rowsBefore[at]?.[1]
    if (rowsBefore.length === rowsAfter.length && rowsAfter.every(isSame)) return
    const old = new Map(rowsBefore.map((row) => [row.join(), row]))
    const now = new Map(rowsAfter.map((row) => [row.join(), row]))
    for (const [id, [name, value]] of old) {
      if (!now.has(id)) this.#statements.unindex.run(prefix, name, value, key)
    }
    for (const [id, [name, value]] of now) {
      if (!old.has(id)) this.#statements.index.run(prefix, name, value, key)
    }
  }

  #get(prefix: string, key: string): Stored | undefined {
    return this.#recent.get(prefix, key, () => {
      const row = this.#statements.get.get(prefix, key)
      return row === undefined ? undefined : stored(row)
    })
  }

  #prefix(prefix: string): PrefixState {
    const known = this.#prefixes.get(prefix)
    if (known !== undefined) return known
    const row = this.#statements.prefix.get(prefix)
    const state = { revision: Number(row?.['revision'] ?? 0), size: Number(row?.['size'] ?? 0) }
    this.#prefixes.set(prefix, state)
    return state
  }

  #find(prefix: string, index: string, value: string): string[] {
    return this.#statements.find.all(prefix, index, value).map((row) => String(row['key']))
  }

  #first(prefix: string, index: string, from: string): string {
    return String(this.#statements.first.get(prefix, index, from)?.['key'] ?? '')
  }
}

/** An object from a row of key, revision and body, whose columns go by number. */
function stored(row: Row): Stored {
  return new Stored(String(row[0]), Number(row[1]), String(row[2]))
}

function change(row: Row): Change {
  return {
    revision: Number(row['revision']),
    prefix: String(row['prefix']),
    key: String(row['key']),
    action: actionOf(String(row['action'])),
    principal: String(row['principal']),
    time: String(row['time']),
    object: JSON.parse(String(row['body'])),
  }
}

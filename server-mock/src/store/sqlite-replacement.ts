import type { DatabaseSync } from 'node:sqlite'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Indexer } from './port.ts'
import type { IndexNames } from './records.ts'
import type { BackupObject, Replacement } from './replacement.ts'
import { connectSqlite } from './sqlite-connection.ts'

/** Opens a database file to replace everything in it, as one transaction of SQLite. @throws StorageError */
export function replaceSqlite(file: string, indexer: Indexer, indexes: IndexNames): Replacement {
  const { database, unlock } = connectSqlite(file)
  const replaced = Number(database.prepare('SELECT COUNT(*) AS size FROM objects').get()?.['size'] ?? 0)
  database.exec('BEGIN IMMEDIATE')
  for (const table of ['objects', 'index_rows', 'changes', 'prefixes']) database.exec(`DELETE FROM ${table}`)
  return new SqliteReplacement(database, unlock, indexer, indexes, replaced)
}

class SqliteReplacement implements Replacement {
  readonly replaced: number
  readonly #database: DatabaseSync
  readonly #unlock: () => void
  readonly #indexer: Indexer
  readonly #indexes: IndexNames
  readonly #put
  readonly #index

  constructor(
    database: DatabaseSync,
    unlock: () => void,
    indexer: Indexer,
    indexes: IndexNames,
    replaced: number,
  ) {
    this.#database = database
    this.#unlock = unlock
    this.#indexer = indexer
    this.#indexes = indexes
    this.replaced = replaced
    this.#put = database.prepare('INSERT INTO objects VALUES (?, ?, ?, ?)')
    this.#index = database.prepare('INSERT OR IGNORE INTO index_rows VALUES (?, ?, ?, ?)')
  }

  async put(objects: readonly BackupObject[]): Promise<void> {
    for (const { prefix, key, revision, text } of objects) {
      this.#put.run(prefix, key, revision, text)
      const body: JsonObject = JSON.parse(text)
      for (const [name, value] of this.#indexer(prefix, body)) this.#index.run(prefix, name, value, key)
    }
  }

  async commit(revision: number): Promise<void> {
    this.#database.exec(
      'INSERT INTO prefixes (prefix, revision, size) SELECT prefix, MAX(revision), COUNT(*) FROM objects GROUP BY prefix',
    )
    const note = this.#database.prepare(
      'INSERT INTO prefixes VALUES (?, 0, 0, ?) ON CONFLICT DO UPDATE SET indexes = excluded.indexes',
    )
    for (const [prefix, names] of Object.entries(this.#indexes)) note.run(prefix, JSON.stringify(names))
    this.#database.prepare("UPDATE counters SET value = ? WHERE name = 'revision'").run(revision)
    this.#database.exec('COMMIT')
    this.#close()
  }

  async abort(): Promise<void> {
    if (!this.#database.isOpen) return
    this.#database.exec('ROLLBACK')
    this.#close()
  }

  #close(): void {
    this.#database.close()
    this.#unlock()
  }
}

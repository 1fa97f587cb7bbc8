import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StorageError } from './port.ts'
import { lockSqlite } from './sqlite-lock.ts'
import { migrateSqlite } from './sqlite-migrations.ts'

/** The one connection that writes to a database. */
export interface SqliteConnection {
  readonly database: DatabaseSync
  /** Lets others write; to be called after the database is closed. */
  readonly unlock: () => void
}

/**
 * Connects to a database file, or to one in memory, as its only writer; it is made, or brought up to date, first.
 *
 * @throws StorageError when it cannot be opened, another server has it, or a newer version wrote it
 */
export function connectSqlite(file: string): SqliteConnection {
  let unlock = () => {}
  let database: DatabaseSync | undefined
  try {
    if (file !== ':memory:') unlock = lockSqlite(file)
    database = new DatabaseSync(file, { timeout: 5000 })
    // It holds password hashes and the key that signs tokens; its log files get the same rights.
    if (file !== ':memory:') chmodSync(file, 0o600)
    // On pages of this size the row of a machine fits whole, so that lists read half as many pages. An older file
    // keeps its own. The log shrinks again after a long scan or a big commit has made it grow.
    database.exec(
      'PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192; PRAGMA journal_size_limit=67108864',
    )
    migrateSqlite(database)
    return { database, unlock }
  } catch (error) {
    database?.close()
    unlock()
    throw error instanceof StorageError ? error : new StorageError(error)
  }
}

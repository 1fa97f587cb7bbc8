import type { DatabaseSync } from 'node:sqlite'
import { StorageError } from './port.ts'

/**
 * Schema of the embedded store, one step per entry. A step is never changed once released: the database holds
 * how many it has seen (`user_version`), and opening it runs the rest in order.
 */
export const SQLITE_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE objects (
    prefix TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (prefix, key)
  ) WITHOUT ROWID;
  CREATE TABLE index_rows (
    prefix TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (prefix, name, value, key)
  ) WITHOUT ROWID;
  CREATE TABLE changes (
    revision INTEGER PRIMARY KEY, prefix TEXT NOT NULL, key TEXT NOT NULL, action TEXT NOT NULL,
    principal TEXT NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL
  );
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO counters VALUES ('revision', 0);
  `,
  // What is known of each prefix as a whole: its newest revision, its size, and the indexes its rows were made by.
  `
  CREATE TABLE prefixes (
    prefix TEXT PRIMARY KEY, revision INTEGER NOT NULL, size INTEGER NOT NULL, indexes TEXT NOT NULL DEFAULT ''
  ) WITHOUT ROWID;
  INSERT INTO prefixes (prefix, revision, size) SELECT prefix, MAX(revision), COUNT(*) FROM objects GROUP BY prefix;
  `,
]

/** Steps the database has seen. @throws StorageError when it was written by a newer version */
export function sqliteSchema(database: DatabaseSync): number {
  const seen = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
  if (seen > SQLITE_MIGRATIONS.length) {
    throw new StorageError(
      `the database has schema ${seen}, this version knows ${SQLITE_MIGRATIONS.length}: it was written by a newer version`,
      'start it with that version, or restore a backup',
    )
  }
  return seen
}

/** Runs the steps the database has not seen; each is there as a whole or not at all. */
export function migrateSqlite(database: DatabaseSync): void {
  const seen = sqliteSchema(database)
  for (const [step, sql] of SQLITE_MIGRATIONS.entries()) {
    if (step >= seen) database.exec(`BEGIN; ${sql}; PRAGMA user_version = ${step + 1}; COMMIT`)
  }
}

import type { DatabaseSync } from 'node:sqlite'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Indexer } from './port.ts'
import type { IndexNames } from './records.ts'

/**
 * Makes the index rows of a prefix again when other indexes are wanted of it than its rows were made by, as after
 * an upgrade. Each prefix is done as a whole or not at all.
 */
export function rebuildIndexes(database: DatabaseSync, indexer: Indexer, wanted: IndexNames): void {
  const made = new Map(
    database
      .prepare('SELECT prefix, indexes FROM prefixes')
      .all()
      .map((row) => [String(row['prefix']), String(row['indexes'])]),
  )
  for (const prefix of new Set([...made.keys(), ...Object.keys(wanted)])) {
    const names = wanted[prefix] ?? []
    const definition = names.length === 0 ? '' : JSON.stringify(names)
    if (definition !== (made.get(prefix) ?? '')) rebuild(database, indexer, prefix, definition)
  }
}

function rebuild(database: DatabaseSync, indexer: Indexer, prefix: string, definition: string): void {
  const insert = database.prepare('INSERT OR IGNORE INTO index_rows VALUES (?, ?, ?, ?)')
  database.exec('BEGIN IMMEDIATE')
  database.prepare('DELETE FROM index_rows WHERE prefix = ?').run(prefix)
  for (const row of database.prepare('SELECT key, body FROM objects WHERE prefix = ?').iterate(prefix)) {
    const body: JsonObject = JSON.parse(String(row['body']))
    for (const [name, value] of indexer(prefix, body)) insert.run(prefix, name, value, String(row['key']))
  }
  database
    .prepare(
      'INSERT INTO prefixes (prefix, revision, size, indexes) VALUES (?, 0, 0, ?) ON CONFLICT DO UPDATE SET indexes = excluded.indexes',
    )
    .run(prefix, definition)
  database.exec('COMMIT')
}

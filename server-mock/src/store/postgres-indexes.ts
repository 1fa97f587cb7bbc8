import type { JsonObject } from '@metalwright/sdk/models'
import type { ClientBase } from 'pg'
import type { Indexer } from './port.ts'
import { encodeValue } from './postgres-text.ts'
import type { IndexNames } from './records.ts'

/** Objects whose index rows are made at a time. */
const PIECE = 500

/**
 * Makes the index rows of a prefix again when other indexes are wanted of it than its rows were made by, as after
 * an upgrade. To be called within a transaction.
 */
export async function rebuildPostgresIndexes(
  client: ClientBase,
  indexer: Indexer,
  wanted: IndexNames,
): Promise<void> {
  const { rows } = await client.query<{ prefix: string; indexes: string }>(
    'SELECT prefix, indexes FROM metalwright.prefixes',
  )
  const made = new Map(rows.map(({ prefix, indexes }) => [prefix, indexes]))
  for (const prefix of new Set([...made.keys(), ...Object.keys(wanted)])) {
    const names = wanted[prefix] ?? []
    const definition = names.length === 0 ? '' : JSON.stringify(names)
    if (definition !== (made.get(prefix) ?? '')) await rebuild(client, indexer, prefix, definition)
  }
}

async function rebuild(
  client: ClientBase,
  indexer: Indexer,
  prefix: string,
  definition: string,
): Promise<void> {
  // Nobody commits meanwhile.
  await client.query("SELECT value FROM metalwright.counters WHERE name = 'revision' FOR UPDATE")
  await client.query('DELETE FROM metalwright.index_rows WHERE prefix = $1', [prefix])
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ key: string; body: string }>(
      'SELECT key, body FROM metalwright.objects WHERE prefix = $1 AND key > $2 ORDER BY key LIMIT $3',
      [prefix, after, PIECE],
    )
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.key
    const made = rows.flatMap(({ key, body }) => {
      const object: JsonObject = JSON.parse(body)
      return indexer(prefix, object).map(([name, value]) => [name, encodeValue(value), key] as const)
    })
    await client.query(
      `INSERT INTO metalwright.index_rows SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])
       ON CONFLICT DO NOTHING`,
      [prefix, ...[0, 1, 2].map((column) => made.map((row) => row[column]))],
    )
  }
  await client.query(
    `INSERT INTO metalwright.prefixes VALUES ($1, 0, 0, $2)
     ON CONFLICT (prefix) DO UPDATE SET indexes = excluded.indexes`,
    [prefix, definition],
  )
}

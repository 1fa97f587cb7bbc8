import type { ClientBase } from 'pg'
import { StorageError } from './port.ts'

/**
 * Schema of the PostgreSQL store, one step per entry; all of it lives in the schema `metalwright`. A step is never
 * changed once released: `metalwright.schema` holds how many the database has seen, and opening it runs the rest
 * in order. Texts compare by their bytes, whatever the language of the database.
 */
export const POSTGRES_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE metalwright.objects (
    prefix text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, revision bigint NOT NULL, body text NOT NULL,
    PRIMARY KEY (prefix, key)
  ) WITH (fillfactor = 85);
  CREATE TABLE metalwright.index_rows (
    prefix text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL, PRIMARY KEY (prefix, name, value, key)
  );
  CREATE TABLE metalwright.changes (
    revision bigint PRIMARY KEY, prefix text NOT NULL, key text NOT NULL, action text NOT NULL,
    principal text NOT NULL, time text NOT NULL, body text NOT NULL, original text
  );
  CREATE TABLE metalwright.counters (name text PRIMARY KEY, value bigint NOT NULL) WITH (fillfactor = 50);
  INSERT INTO metalwright.counters VALUES ('revision', 0);
  CREATE TABLE metalwright.prefixes (
    prefix text COLLATE "C" PRIMARY KEY, revision bigint NOT NULL, size bigint NOT NULL,
    indexes text NOT NULL DEFAULT ''
  ) WITH (fillfactor = 50);
  CREATE TABLE metalwright.commits (id uuid PRIMARY KEY, revision bigint NOT NULL);
  CREATE INDEX commits_revision ON metalwright.commits (revision);
  `,
]

/** Number of the advisory lock under which one server at a time prepares a database. */
const LOCK = 0x6d77_7367

/** Steps the database has seen. @throws StorageError when it was written by a newer version */
export async function postgresSchema(client: ClientBase): Promise<number> {
  const made = await client.query<{ found: string | null }>(
    `SELECT to_regclass('metalwright.schema') AS found`,
  )
  if (made.rows[0]?.found === null) return 0
  const { rows } = await client.query<{ version: number }>('SELECT version FROM metalwright.schema')
  const seen = rows[0]?.version ?? 0
  if (seen > POSTGRES_MIGRATIONS.length) {
    throw new StorageError(
      `the database has schema ${seen}, this version knows ${POSTGRES_MIGRATIONS.length}: it was written by a newer version`,
      'start it with that version, or restore a backup',
    )
  }
  return seen
}

/** Runs the steps the database has not seen, all of them or none. To be called within `prepared`. */
export async function migratePostgres(client: ClientBase): Promise<void> {
  const seen = await postgresSchema(client)
  if (seen === 0) {
    await client.query('CREATE SCHEMA IF NOT EXISTS metalwright')
    await client.query('CREATE TABLE IF NOT EXISTS metalwright.schema (version integer NOT NULL)')
    await client.query('INSERT INTO metalwright.schema VALUES (0)')
  }
  for (const sql of POSTGRES_MIGRATIONS.slice(seen)) await client.query(sql)
  await client.query('UPDATE metalwright.schema SET version = $1', [POSTGRES_MIGRATIONS.length])
}

/** Runs work in one transaction that no other server's preparation runs beside. */
export async function prepared(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

import type { JsonObject } from '@metalwright/sdk/models'
import { Client } from 'pg'
import { type Indexer, StorageError } from './port.ts'
import { asStorageError, type DatabaseAddress, isLost } from './postgres-address.ts'
import { migratePostgres, prepared } from './postgres-migrations.ts'
import { encodeKey, encodeValue } from './postgres-text.ts'
import type { IndexNames } from './records.ts'
import type { BackupObject, Replacement } from './replacement.ts'

/** Opens a database to replace the whole store in it, as one transaction. @throws StorageError */
export async function replacePostgres(
  address: DatabaseAddress,
  indexer: Indexer,
  indexes: IndexNames,
): Promise<Replacement> {
  const client = new Client(address.config)
  client.on('error', () => {})
  try {
    await client.connect()
    await prepared(client, () => migratePostgres(client))
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    // No server starts meanwhile, and none that is there already could commit.
    await client.query('LOCK TABLE metalwright.counters IN ACCESS EXCLUSIVE MODE')
    const { rows } = await client.query<{ others: string; size: string }>(
      `SELECT (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'metalwright'
                 AND datname = current_database() AND pid <> pg_backend_pid()) AS others,
              (SELECT count(*) FROM metalwright.objects) AS size`,
    )
    if (rows[0]?.others !== '0') {
      throw new StorageError(`a server uses the database ${address.shown}`, 'stop it first')
    }
    const tables = ['objects', 'index_rows', 'changes', 'prefixes', 'commits']
    await client.query(`TRUNCATE ${tables.map((name) => `metalwright.${name}`).join(', ')}`)
    return new PostgresReplacement(client, address, indexer, indexes, Number(rows[0].size))
  } catch (error) {
    await client.end().catch(() => {})
    throw asStorageError(error, address)
  }
}

class PostgresReplacement implements Replacement {
  readonly replaced: number
  readonly #client: Client
  readonly #address: DatabaseAddress
  readonly #indexer: Indexer
  readonly #indexes: IndexNames

  constructor(
    client: Client,
    address: DatabaseAddress,
    indexer: Indexer,
    indexes: IndexNames,
    replaced: number,
  ) {
    this.#client = client
    this.#address = address
    this.#indexer = indexer
    this.#indexes = indexes
    this.replaced = replaced
  }

  async put(objects: readonly BackupObject[]): Promise<void> {
    const encoded = objects.map((object) => ({ ...object, key: encodeKey(object.key) }))
    const rows = encoded.flatMap(({ prefix, key, text }) => {
      const body: JsonObject = JSON.parse(text)
      return this.#indexer(prefix, body).map(
        ([name, value]) => [prefix, name, encodeValue(value), key] as const,
      )
    })
    await this.#run(
      'INSERT INTO metalwright.objects SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])',
      [
        encoded.map(({ prefix }) => prefix),
        encoded.map(({ key }) => key),
        encoded.map(({ revision }) => revision),
        encoded.map(({ text }) => text),
      ],
    )
    await this.#run(
      `INSERT INTO metalwright.index_rows SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       ON CONFLICT DO NOTHING`,
      ([0, 1, 2, 3] as const).map((column) => rows.map((row) => row[column])),
    )
  }

  async commit(revision: number): Promise<void> {
    await this.#run(
      'INSERT INTO metalwright.prefixes SELECT prefix, max(revision), count(*) FROM metalwright.objects GROUP BY prefix',
      [],
    )
    for (const [prefix, names] of Object.entries(this.#indexes)) {
      await this.#run(
        `INSERT INTO metalwright.prefixes VALUES ($1, 0, 0, $2)
         ON CONFLICT (prefix) DO UPDATE SET indexes = excluded.indexes`,
        [prefix, JSON.stringify(names)],
      )
    }
    await this.#run("UPDATE metalwright.counters SET value = $1 WHERE name = 'revision'", [revision])
    try {
      await this.#client.query('COMMIT')
    } catch (error) {
      if (!isLost(error)) throw asStorageError(error, this.#address)
      const { message } = asStorageError(error, this.#address)
      throw new StorageError(
        message,
        'whether everything was replaced is not known: run the same restore again',
      )
    }
    await this.#client.end()
  }

  async abort(): Promise<void> {
    // The database rolls back what the connection leaves open.
    await this.#client.end().catch(() => {})
  }

  async #run(sql: string, values: unknown[]): Promise<void> {
    try {
      await this.#client.query(sql, values)
    } catch (error) {
      throw asStorageError(error, this.#address)
    }
  }
}

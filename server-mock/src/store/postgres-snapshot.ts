import { Client, type ClientBase } from 'pg'
import { type Revision, Stored } from './port.ts'
import { asStorageError, type DatabaseAddress } from './postgres-address.ts'
import type { PostgresConnections } from './postgres-connections.ts'
import { postgresSchema } from './postgres-migrations.ts'
import { decodeText, encodeText } from './postgres-text.ts'
import { PIECE_CHARACTERS, PIECE_OBJECTS, type Snapshot } from './snapshot.ts'

/** The newest state, through a connection of the server's own. @throws StorageError */
export async function scanSnapshot(connections: PostgresConnections): Promise<Snapshot> {
  connections.check()
  const { address, scans } = connections
  const client = await scans.connect().catch((error: unknown) => {
    throw asStorageError(error, address)
  })
  return begin(client, address, async (failed) => client.release(failed))
}

/**
 * The newest state of a database that servers may be writing to.
 *
 * @throws StorageError when it cannot be reached, or a newer version wrote it
 */
export async function postgresSnapshot(address: DatabaseAddress): Promise<Snapshot> {
  const client = new Client(address.config)
  client.on('error', () => {})
  try {
    await client.connect()
    if ((await postgresSchema(client)) === 0) throw new Error('there is no store in it')
  } catch (error) {
    await client.end().catch(() => {})
    throw asStorageError(error, address)
  }
  return begin(client, address, () => client.end())
}

async function begin(
  client: ClientBase,
  address: DatabaseAddress,
  done: (failed: boolean) => Promise<void>,
): Promise<Snapshot> {
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ value: string }>(
      "SELECT value FROM metalwright.counters WHERE name = 'revision'",
    )
    return new PostgresSnapshot(client, address, Number(rows[0]?.value ?? 0), done)
  } catch (error) {
    await done(true)
    throw asStorageError(error, address)
  }
}

class PostgresSnapshot implements Snapshot {
  readonly revision: Revision
  readonly #client: ClientBase
  readonly #address: DatabaseAddress
  readonly #done: (failed: boolean) => Promise<void>

  constructor(
    client: ClientBase,
    address: DatabaseAddress,
    revision: Revision,
    done: (failed: boolean) => Promise<void>,
  ) {
    this.#client = client
    this.#address = address
    this.revision = revision
    this.#done = done
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#rows<{ prefix: string; size: string }>(
      'counts',
      'SELECT prefix, size FROM metalwright.prefixes WHERE size > 0 ORDER BY prefix',
      [],
    )
    return new Map(rows.map(({ prefix, size }) => [prefix, Number(size)]))
  }

  async piece(prefix: string, after: string): Promise<readonly Stored[]> {
    const rows = await this.#rows<{ key: string; revision: string; body: string }>(
      'piece',
      `SELECT key, revision, body FROM (
         SELECT key, revision, body, sum(octet_length(body)) OVER (ORDER BY key) - octet_length(body) AS before
         FROM metalwright.objects WHERE prefix = $1 AND key > $2 ORDER BY key LIMIT $3
       ) AS piece WHERE before < $4`,
      [prefix, encodeText(after), PIECE_OBJECTS, PIECE_CHARACTERS],
    )
    return rows.map(({ key, revision, body }) => new Stored(decodeText(key), Number(revision), body))
  }

  async close(): Promise<void> {
    const failed = await this.#client.query('ROLLBACK').then(
      () => false,
      () => true,
    )
    await this.#done(failed)
  }

  async #rows<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.#client.query<Row>({ name: `snapshot ${name}`, text, values })).rows
    } catch (error) {
      throw asStorageError(error, this.#address)
    }
  }
}

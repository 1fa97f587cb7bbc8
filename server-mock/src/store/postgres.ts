import { Client } from 'pg'
import { CommitQueue } from './commit-queue.ts'
import { type Engine, type ReadSet, transact, type Write } from './optimistic.ts'
import {
  type Change,
  type Indexer,
  type Revision,
  type StorageError,
  type Store,
  Stored,
  type Transaction,
} from './port.ts'
import { asStorageError, databaseAddress } from './postgres-address.ts'
import { PostgresCommits } from './postgres-commits.ts'
import { PostgresConnections } from './postgres-connections.ts'
import { PostgresFeed } from './postgres-feed.ts'
import { rebuildPostgresIndexes } from './postgres-indexes.ts'
import { migratePostgres, prepared } from './postgres-migrations.ts'
import { scanSnapshot } from './postgres-snapshot.ts'
import { decodeText, encodeKey, encodeValue } from './postgres-text.ts'
import type { IndexNames } from './records.ts'
import { PATIENCE, scan } from './scan.ts'
import { Subscribers } from './subscribers.ts'

/** What the store in PostgreSQL needs. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, with PostgreSQL's parameters such as `sslmode`. */
  readonly url: string
  readonly indexer: Indexer
  /** Names of the indexes the indexer fills; when they change, the rows of a prefix are made again. */
  readonly indexes?: IndexNames
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds for which a scan holds one state; 30 s when not given. */
  readonly patience?: number
  /** Told when this server has missed changes and cannot go on; everything fails from then on. */
  readonly onLost?: (error: StorageError) => void
}

/**
 * Opens the store in a PostgreSQL database, which several servers of one version may share. The tables are made, or
 * brought up to date, when they are not.
 *
 * @throws StorageError when it cannot be reached, refuses the user, or was written by a newer version
 */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const address = databaseAddress(options.url)
  const client = new Client(address.config)
  client.on('error', () => {})
  try {
    await client.connect()
    await prepared(client, async () => {
      await migratePostgres(client)
      if (options.indexes !== undefined) {
        await rebuildPostgresIndexes(client, options.indexer, options.indexes)
      }
    })
  } catch (error) {
    throw asStorageError(error, address)
  } finally {
    await client.end().catch(() => {})
  }
  const store = new PostgresStore(new PostgresConnections(address, options.onLost), options)
  try {
    await store.start()
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

class PostgresStore implements Store, Engine {
  readonly #connections: PostgresConnections
  readonly #indexer: Indexer
  readonly #patience: number
  readonly #subscribers = new Subscribers()
  readonly #feed: PostgresFeed
  readonly #queue: CommitQueue
  #closing: Promise<void> | undefined

  constructor(connections: PostgresConnections, options: PostgresOptions) {
    const { indexer, now, patience = PATIENCE } = options
    this.#connections = connections
    this.#indexer = indexer
    this.#patience = patience
    const feed = new PostgresFeed(connections, this.#subscribers)
    const commits = new PostgresCommits({
      connections,
      indexer,
      now,
      storing: (revision) => feed.expect(revision),
      stored: (plan) => feed.tell(plan),
    })
    this.#feed = feed
    this.#queue = new CommitQueue((batch) => commits.write(batch))
  }

  start(): Promise<void> {
    return this.#feed.start()
  }

  revision(): Revision {
    return this.#feed.delivered
  }

  async prefixRevision(prefix: string): Promise<Revision> {
    return (await this.#prefix(prefix)).revision
  }

  async get(prefix: string, key: string): Promise<Stored | undefined> {
    const rows = await this.#connections.rows<ObjectRow>(
      'get',
      'SELECT key, revision, body FROM metalwright.objects WHERE prefix = $1 AND key = $2',
      [prefix, encodeKey(key)],
    )
    return rows.map(stored)[0]
  }

  async list(prefix: string): Promise<readonly Stored[]> {
    const rows = await this.#connections.rows<ObjectRow>(
      'list',
      'SELECT key, revision, body FROM metalwright.objects WHERE prefix = $1 ORDER BY key',
      [prefix],
    )
    return rows.map(stored)
  }

  scan(prefix: string, after = ''): AsyncIterable<readonly Stored[]> {
    return scan(() => scanSnapshot(this.#connections), prefix, this.#patience, after)
  }

  async count(prefix: string): Promise<number> {
    return (await this.#prefix(prefix)).size
  }

  async find(prefix: string, index: string, value: string): Promise<readonly string[]> {
    const rows = await this.#connections.rows<{ key: string }>(
      'find',
      'SELECT key FROM metalwright.index_rows WHERE prefix = $1 AND name = $2 AND value = $3 ORDER BY key',
      [prefix, index, encodeValue(value)],
    )
    return rows.map(({ key }) => decodeText(key))
  }

  async page(
    prefix: string,
    index: string,
    value: string,
    after: string,
    limit: number,
  ): Promise<readonly Stored[]> {
    const rows = await this.#connections.rows<ObjectRow>(
      'page',
      `SELECT o.key, o.revision, o.body
       FROM metalwright.index_rows i JOIN metalwright.objects o USING (prefix, key)
       WHERE i.prefix = $1 AND i.name = $2 AND i.value = $3 AND i.key > $4 ORDER BY i.key LIMIT $5`,
      [prefix, index, encodeValue(value), encodeKey(after), limit],
    )
    return rows.map(stored)
  }

  async first(prefix: string, index: string, from: string): Promise<Stored | undefined> {
    const rows = await this.#connections.rows<ObjectRow>(
      'first',
      `SELECT o.key, o.revision, o.body FROM (
         SELECT prefix, key FROM metalwright.index_rows WHERE prefix = $1 AND name = $2 AND value >= $3
         ORDER BY value, key LIMIT 1
       ) AS i JOIN metalwright.objects o USING (prefix, key)`,
      [prefix, index, encodeValue(from)],
    )
    return rows.map(stored)[0]
  }

  transact<T>(principal: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return transact(this, this.#indexer, principal, work)
  }

  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    return this.#subscribers.add(listener)
  }

  changesSince(revision: Revision, limit: number): Promise<readonly Change[] | undefined> {
    return this.#feed.since(revision, limit)
  }

  /** At once: the database shows nothing that is not on its disk. */
  durable(): Promise<void> {
    return Promise.resolve()
  }

  commit(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean> {
    return this.#queue.push(principal, reads, writes)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#queue.close()
    await this.#feed.close()
    await this.#connections.close()
  }

  async #prefix(prefix: string): Promise<{ readonly revision: Revision; readonly size: number }> {
    const [row] = await this.#connections.rows<{ revision: string; size: string }>(
      'prefix',
      'SELECT revision, size FROM metalwright.prefixes WHERE prefix = $1',
      [prefix],
    )
    return { revision: Number(row?.revision ?? 0), size: Number(row?.size ?? 0) }
  }
}

interface ObjectRow {
  readonly key: string
  readonly revision: string
  readonly body: string
}

function stored({ key, revision, body }: ObjectRow): Stored {
  return new Stored(decodeText(key), Number(revision), body)
}

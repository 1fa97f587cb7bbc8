import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { BatchPlan, type Found, type FoundObject, placeOf } from './batch-plan.ts'
import type { Pending } from './commit-queue.ts'
import { type Indexer, StorageError } from './port.ts'
import { asStorageError, isLost, isPassing, isRefusal } from './postgres-address.ts'
import { ANSWER, type PostgresConnections } from './postgres-connections.ts'
import { decodeText, encodeKey, encodeText, encodeValue } from './postgres-text.ts'

/** Changes kept for servers and watchers that come back. */
const CHANGES_KEPT = 50_000
/** Revisions between two cuts of what is kept. */
const CUT_EVERY = 1000
/** Milliseconds between the attempts of a batch that is known not to be stored. */
const RETRIES: readonly number[] = [0, 100, 400, 1000]
/** Milliseconds between the questions whether a batch is stored. */
const QUESTIONS: readonly number[] = [0, 100, 300, 1000, 2000, 4000, 8000]

/** How writing a batch ended. Only after `stored` and `unknown` may anything of it be in the database. */
type Attempt =
  | { readonly kind: 'stored'; readonly plan: BatchPlan }
  /** `passing` may pass when tried again; `refused` may be the fault of one commit of the batch. */
  | { readonly kind: 'passing' | 'refused' | 'failed'; readonly error: unknown }
  /** The connection broke while the database was storing it. */
  | { readonly kind: 'unknown'; readonly plan: BatchPlan; readonly id: string; readonly error: unknown }

/** What the writer of commits needs. */
export interface CommitsOptions {
  readonly connections: PostgresConnections
  readonly indexer: Indexer
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Told before a batch is stored, with the revision it will have; with 0 when it was not stored after all. */
  readonly storing: (revision: number) => void
  /** Told after a batch is stored; resolves when the subscribers of this server have seen it. */
  readonly stored: (plan: BatchPlan) => Promise<void>
}

/**
 * Writes batches of commits. The row of the revision counter is locked first, which puts the commits of all servers
 * in one order; then what the commits have read is checked, and everything is written, in one transaction of the
 * database. Each leaves a row with an identity, by which it is found out whether it was stored when the connection
 * broke in the middle.
 */
export class PostgresCommits {
  readonly #options: CommitsOptions

  constructor(options: CommitsOptions) {
    this.#options = options
  }

  /** Settles the commits; gives back those that have to go into a batch of their own. */
  async write(batch: readonly Pending[]): Promise<readonly Pending[]> {
    const { now, storing } = this.#options
    const start = now()
    let error: unknown
    for (const delay of RETRIES) {
      if (delay > 0) await wait(delay)
      const attempt = await this.#attempt(batch)
      if (attempt.kind === 'stored') return this.#settle(attempt.plan)
      error = attempt.error
      const isStored = attempt.kind === 'unknown' ? await this.#isStored(attempt.id) : false
      if (attempt.kind === 'unknown' && isStored === true) return this.#settle(attempt.plan)
      storing(0)
      if (isStored === undefined) {
        const next = 'whether this was stored is not known: read it again before you try it again'
        return reject(batch, new StorageError(asStorageError(error, this.#address).message, next))
      }
      if (attempt.kind === 'refused' && batch.length > 1) return this.#separate(batch)
      if (attempt.kind === 'refused' || attempt.kind === 'failed' || now() - start > ANSWER) break
    }
    return reject(batch, asStorageError(error, this.#address))
  }

  get #address() {
    return this.#options.connections.address
  }

  #settle(plan: BatchPlan): readonly Pending[] {
    for (const pending of plan.overtaken) pending.resolve(false)
    // The next batch need not wait until everybody has seen this one: they are told in order.
    void this.#options.stored(plan).then(() => {
      for (const pending of plan.held) pending.resolve(true)
    })
    return plan.deferred
  }

  /** One commit that cannot be stored must not take the others of its batch with it. */
  async #separate(batch: readonly Pending[]): Promise<readonly Pending[]> {
    for (const pending of batch) await this.write([pending])
    return []
  }

  async #attempt(batch: readonly Pending[]): Promise<Attempt> {
    const { connections, storing } = this.#options
    let client: PoolClient
    try {
      connections.check()
      client = await connections.commits.connect()
    } catch (error) {
      return { kind: isPassing(error) ? 'passing' : 'failed', error }
    }
    let isBroken = true
    try {
      const plan = await this.#plan(client, batch)
      if (plan.changes.length === 0) {
        await client.query('ROLLBACK')
        isBroken = false
        return { kind: 'stored', plan }
      }
      const id = randomUUID()
      await this.#store(client, plan, id)
      storing(plan.revision)
      try {
        // A transaction that had failed would end as ROLLBACK.
        isBroken = (await client.query('COMMIT')).command !== 'COMMIT'
      } catch (error) {
        return isLost(error) ? { kind: 'unknown', plan, id, error } : { kind: 'failed', error }
      }
      return isBroken ? { kind: 'passing', error: new Error('it was rolled back') } : { kind: 'stored', plan }
    } catch (error) {
      if (error instanceof StorageError || isRefusal(error)) return { kind: 'refused', error }
      return { kind: isPassing(error) ? 'passing' : 'failed', error }
    } finally {
      // The database rolls back what a connection leaves open.
      client.release(isBroken)
    }
  }

  async #plan(client: PoolClient, batch: readonly Pending[]): Promise<BatchPlan> {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    const found = await readFound(client, batch)
    const { indexer, now } = this.#options
    return new BatchPlan(found, indexer, new Date(now()).toISOString(), batch)
  }

  async #store(client: PoolClient, plan: BatchPlan, id: string): Promise<void> {
    const { gone, made } = plan.indexRows()
    const encodedRows = (rows: typeof gone) =>
      rows.map(([prefix, name, value, key]) => [prefix, name, encodeValue(value), encodeKey(key)])
    const changes = plan.changes.map((change) => [
      change.revision,
      change.prefix,
      encodeKey(change.key),
      change.action,
      encodeText(change.principal),
      change.time,
      JSON.stringify(change.object),
      change.original === undefined ? null : JSON.stringify(change.original),
    ])
    await client.query({
      name: 'store',
      text: STORE,
      values: [
        ...columns(
          plan.puts().map(([prefix, key, revision, text]) => [prefix, encodeKey(key), revision, text]),
          4,
        ),
        ...columns(
          plan.removals().map(([prefix, key]) => [prefix, encodeKey(key)]),
          2,
        ),
        ...columns(encodedRows(gone), 4),
        ...columns(encodedRows(made), 4),
        ...columns(changes, 8),
        ...columns(plan.prefixes(), 3),
        id,
        plan.revision,
      ],
    })
    if (Math.floor(plan.before / CUT_EVERY) === Math.floor(plan.revision / CUT_EVERY)) return
    const oldest = plan.revision - CHANGES_KEPT
    await client.query('DELETE FROM metalwright.changes WHERE revision <= $1', [oldest])
    await client.query('DELETE FROM metalwright.commits WHERE revision <= $1', [oldest])
  }

  /** Whether a batch was stored, once its transaction has certainly ended; undefined when nobody answers. */
  async #isStored(id: string): Promise<boolean | undefined> {
    const { connections } = this.#options
    for (const delay of QUESTIONS) {
      await wait(delay)
      try {
        const client = await connections.commits.connect()
        let isBroken = true
        try {
          await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
          // Whoever holds the counter may be the transaction in question: its end is waited for.
          await client.query(LOCK_COUNTER)
          const { rowCount } = await client.query('SELECT 1 FROM metalwright.commits WHERE id = $1', [id])
          await client.query('ROLLBACK')
          isBroken = false
          return rowCount === 1
        } finally {
          client.release(isBroken)
        }
      } catch {
        // Asked again.
      }
    }
    return undefined
  }
}

function reject(batch: readonly Pending[], error: StorageError): readonly Pending[] {
  for (const pending of batch) pending.reject(error)
  return []
}

const LOCK_COUNTER = "SELECT value FROM metalwright.counters WHERE name = 'revision' FOR UPDATE"

/** Reads, under the lock of the counter, what the commits have read and what they are going to write. */
async function readFound(client: PoolClient, batch: readonly Pending[]): Promise<Found> {
  const counter = await client.query<{ value: string }>({ name: 'lock', text: LOCK_COUNTER })
  const wanted = new Map<string, { prefix: string; key: string; isWritten: boolean }>()
  for (const { reads, writes } of batch) {
    for (const [place, { prefix, key }] of reads.objects) {
      if (!wanted.has(place)) wanted.set(place, { prefix, key, isWritten: false })
    }
    for (const { prefix, key } of writes)
      wanted.set(placeOf({ prefix, key }), { prefix, key, isWritten: true })
  }
  const objects = new Map<string, FoundObject>()
  const places = [...wanted.values()].map(({ prefix, key, isWritten }) => [prefix, encodeKey(key), isWritten])
  const rows = await client.query<{ prefix: string; key: string; revision: string; body: string | null }>({
    name: 'objects',
    text: `SELECT o.prefix, o.key, o.revision, CASE WHEN w.written THEN o.body END AS body
           FROM unnest($1::text[], $2::text[], $3::boolean[]) AS w(prefix, key, written)
           JOIN metalwright.objects o ON o.prefix = w.prefix COLLATE "C" AND o.key = w.key COLLATE "C"`,
    values: columns(places, 3),
  })
  for (const { prefix, key, revision, body } of rows.rows) {
    const place = placeOf({ prefix, key: decodeText(key) })
    objects.set(place, { revision: Number(revision), text: body ?? undefined })
  }
  const reads = batch.map((pending) => pending.reads)
  return {
    revision: Number(counter.rows[0]?.value ?? 0),
    objects,
    prefixes: await readPrefixes(client, new Set(reads.flatMap(({ prefixes }) => [...prefixes.keys()]))),
    lookups: await readLookups(client, new Map(reads.flatMap(({ lookups }) => [...lookups]))),
    scans: await readScans(client, new Map(reads.flatMap(({ scans }) => [...scans]))),
  }
}

async function readPrefixes(client: PoolClient, prefixes: ReadonlySet<string>): Promise<Map<string, number>> {
  if (prefixes.size === 0) return new Map()
  const { rows } = await client.query<{ prefix: string; revision: string }>({
    name: 'prefixes',
    text: 'SELECT prefix, revision FROM metalwright.prefixes WHERE prefix = ANY($1)',
    values: [[...prefixes]],
  })
  return new Map(rows.map(({ prefix, revision }) => [prefix, Number(revision)]))
}

async function readLookups(
  client: PoolClient,
  lookups: ReadonlyMap<string, { prefix: string; index: string; value: string }>,
): Promise<Map<string, string>> {
  if (lookups.size === 0) return new Map()
  const asked = [...lookups].map(([id, { prefix, index, value }]) => ({ id, prefix, index, value }))
  const { rows } = await client.query<{ at: string; keys: string[] }>({
    name: 'lookups',
    text: `SELECT l.at, array_agg(r.key ORDER BY r.key) AS keys
           FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS l(prefix, name, value, at)
           JOIN metalwright.index_rows r ON r.prefix = l.prefix COLLATE "C" AND r.name = l.name COLLATE "C"
             AND r.value = l.value COLLATE "C"
           GROUP BY l.at`,
    values: columns(
      asked.map(({ prefix, index, value }) => [prefix, index, encodeValue(value)]),
      3,
    ),
  })
  const found = new Map(rows.map(({ at, keys }) => [Number(at), keys.map(decodeText)]))
  return new Map(asked.map(({ id }, at) => [id, JSON.stringify(found.get(at + 1) ?? [])]))
}

async function readScans(
  client: PoolClient,
  scans: ReadonlyMap<string, { prefix: string; index: string; from: string }>,
): Promise<Map<string, string>> {
  if (scans.size === 0) return new Map()
  const asked = [...scans].map(([id, { prefix, index, from }]) => ({ id, prefix, index, from }))
  const { rows } = await client.query<{ at: string; key: string }>({
    name: 'scans',
    text: `SELECT s.at, f.key FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS s(prefix, name, value, at)
           CROSS JOIN LATERAL (
             SELECT key FROM metalwright.index_rows r
             WHERE r.prefix = s.prefix COLLATE "C" AND r.name = s.name COLLATE "C" AND r.value >= s.value COLLATE "C"
             ORDER BY r.value, r.key LIMIT 1
           ) AS f`,
    values: columns(
      asked.map(({ prefix, index, from }) => [prefix, index, encodeValue(from)]),
      3,
    ),
  })
  const found = new Map(rows.map(({ at, key }) => [Number(at), decodeText(key)]))
  return new Map(asked.map(({ id }, at) => [id, found.get(at + 1) ?? '']))
}

/** Rows as the columns that `unnest` takes. */
function columns(rows: readonly (readonly unknown[])[], width: number): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]))
}

/** Everything a batch writes, as one statement. */
const STORE = `
  WITH put AS (
    INSERT INTO metalwright.objects (prefix, key, revision, body)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
    ON CONFLICT (prefix, key) DO UPDATE SET revision = excluded.revision, body = excluded.body
  ), removed AS (
    DELETE FROM metalwright.objects o USING unnest($5::text[], $6::text[]) AS r(prefix, key)
    WHERE o.prefix = r.prefix COLLATE "C" AND o.key = r.key COLLATE "C"
  ), unindexed AS (
    DELETE FROM metalwright.index_rows i
    USING unnest($7::text[], $8::text[], $9::text[], $10::text[]) AS r(prefix, name, value, key)
    WHERE i.prefix = r.prefix COLLATE "C" AND i.name = r.name COLLATE "C" AND i.value = r.value COLLATE "C"
      AND i.key = r.key COLLATE "C"
  ), indexed AS (
    INSERT INTO metalwright.index_rows (prefix, name, value, key)
    SELECT * FROM unnest($11::text[], $12::text[], $13::text[], $14::text[]) ON CONFLICT DO NOTHING
  ), logged AS (
    INSERT INTO metalwright.changes (revision, prefix, key, action, principal, time, body, original)
    SELECT * FROM unnest($15::bigint[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[])
  ), noted AS (
    INSERT INTO metalwright.prefixes (prefix, revision, size)
    SELECT * FROM unnest($23::text[], $24::bigint[], $25::bigint[])
    ON CONFLICT (prefix) DO UPDATE SET revision = excluded.revision, size = prefixes.size + excluded.size
  ), marked AS (
    INSERT INTO metalwright.commits VALUES ($26::uuid, $27::bigint)
  ), counted AS (
    UPDATE metalwright.counters SET value = $27 WHERE name = 'revision'
  )
  SELECT pg_notify('metalwright', $27::text)`

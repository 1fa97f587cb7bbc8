import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import type { BatchPlan } from './batch-plan.ts'
import { type Change, type Revision, StorageError } from './port.ts'
import { asStorageError } from './postgres-address.ts'
import { ANSWER, type PostgresConnections } from './postgres-connections.ts'
import { decodeText } from './postgres-text.ts'
import { actionOf } from './records.ts'
import type { Subscribers } from './subscribers.ts'

/** Changes read at a time. */
const PIECE = 500
/** Milliseconds between two looks at the counter: whether the connection lives, and nothing was missed. */
const LOOK = 5000
/** Milliseconds between attempts to connect. */
const RECONNECT = 500

/**
 * Tells the subscribers of this server about the commits of all servers, in order. Other servers' commits announce
 * themselves by a notification with the revision; the changes are then read from the log of the database.
 */
export class PostgresFeed {
  readonly #connections: PostgresConnections
  readonly #subscribers: Subscribers
  #delivered: Revision = 0
  /** Revision of the batch that this server is storing: its changes are at hand and need not be read. */
  #own: Revision = 0
  /** Deliveries go one after the other. */
  #turn: Promise<void> = Promise.resolve()
  #isCatchingUp = false
  #client: Client | undefined
  #watching: Promise<void> = Promise.resolve()
  readonly #closing = new AbortController()

  constructor(connections: PostgresConnections, subscribers: Subscribers) {
    this.#connections = connections
    this.#subscribers = subscribers
  }

  /** Starts behind the newest commit. @throws StorageError when the database cannot be reached */
  async start(): Promise<void> {
    try {
      this.#client = await this.#listen()
      this.#delivered = await counter(this.#client)
    } catch (error) {
      await this.#client?.end().catch(() => {})
      throw asStorageError(error, this.#connections.address)
    }
    this.#watching = this.#watch()
  }

  /** Revision of the newest commit that the subscribers have seen. */
  get delivered(): Revision {
    return this.#delivered
  }

  /** Notes the revision of the batch that this server is storing; 0 when it came to nothing. */
  expect(revision: Revision): void {
    this.#own = revision
    if (revision === 0) this.#announced()
  }

  /** Tells of a batch that this server has stored; resolves when the subscribers have seen it. */
  tell(plan: BatchPlan): Promise<void> {
    return this.#inTurn(async () => {
      while (this.#delivered < plan.revision && !this.#closing.signal.aborted) {
        if (this.#delivered === plan.before) this.#deliver(plan.changes)
        else await this.#pull().catch(() => this.#pause(RECONNECT))
      }
    })
  }

  /** Tells of everything that is stored by now. @throws StorageError when the log cannot be read */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#pull())
  }

  /** Changes after a revision in order; undefined when the log does not reach back that far. */
  async since(revision: Revision, limit: number): Promise<readonly Change[] | undefined> {
    if (revision > this.#delivered) await this.catchUp()
    const newest = this.#delivered
    if (revision > newest) return undefined
    const changes = await this.#read(revision, newest, limit)
    return revision === newest || changes[0]?.revision === revision + 1 ? changes : undefined
  }

  async close(): Promise<void> {
    this.#closing.abort()
    // A connection that hangs must not keep the server from stopping.
    await Promise.race([this.#client?.end().catch(() => {}), wait(1000, undefined, { ref: false })])
    await this.#watching
    await this.#turn
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  #deliver(changes: readonly Change[]): void {
    this.#delivered = changes.at(-1)?.revision ?? this.#delivered
    this.#subscribers.tell(changes)
  }

  /** There is something new; one look at the log is enough, however often this is said before it. */
  #announced(): void {
    if (this.#isCatchingUp) return
    this.#isCatchingUp = true
    void this.#inTurn(async () => {
      this.#isCatchingUp = false
      // What could not be read now is read with the next announcement, or at the next look.
      await this.#pull().catch(() => {})
    })
  }

  async #pull(): Promise<void> {
    for (;;) {
      const changes = await this.#read(this.#delivered, Number.MAX_SAFE_INTEGER, PIECE)
      const first = changes[0]
      if (first === undefined) return
      if (first.revision !== this.#delivered + 1) throw this.#missed(first.revision)
      this.#deliver(changes)
    }
  }

  /** What the server holds in memory can no longer be trusted. */
  #missed(revision: Revision): StorageError {
    const error = new StorageError(
      `this server was cut off from the database for too long: it has seen the changes up to ${this.#delivered}, the log begins at ${revision}`,
      'restart this server',
    )
    this.#connections.fail(error)
    this.#closing.abort()
    return error
  }

  async #read(after: Revision, newest: Revision, limit: number): Promise<Change[]> {
    const rows = await this.#connections.rows<ChangeRow>(
      'changes',
      'SELECT * FROM metalwright.changes WHERE revision > $1 AND revision <= $2 ORDER BY revision LIMIT $3',
      [after, newest, limit],
    )
    return rows.map(change)
  }

  async #listen(): Promise<Client> {
    const client = new Client({ ...this.#connections.address.config, query_timeout: ANSWER })
    client.on('error', () => {})
    client.on('notification', ({ payload }) => {
      const revision = Number(payload)
      if (revision > this.#delivered && revision > this.#own) this.#announced()
    })
    try {
      await client.connect()
      await client.query('LISTEN metalwright')
      return client
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
  }

  /** Keeps the listening connection alive, and looks itself in case that a notification was lost. */
  async #watch(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        this.#client ??= await this.#listen()
        if ((await counter(this.#client)) > this.#delivered) this.#announced()
        await this.#pauseUnlessLost(this.#client)
      } catch {
        const broken = this.#client
        this.#client = undefined
        broken?.end().catch(() => {})
        await this.#pause(RECONNECT)
      }
    }
  }

  /** @throws when the connection ends before it is time to look again */
  async #pauseUnlessLost(client: Client): Promise<void> {
    let lost = () => {}
    const end = new Promise<never>((_, reject) => {
      lost = () => reject(new Error('the connection has ended'))
      client.once('end', lost)
    })
    try {
      await Promise.race([end, this.#pause(LOOK)])
    } finally {
      client.off('end', lost)
      end.catch(() => {})
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.#closing.signal, ref: false }).catch(() => {})
  }
}

async function counter(client: Client): Promise<Revision> {
  const { rows } = await client.query<{ value: string }>(
    "SELECT value FROM metalwright.counters WHERE name = 'revision'",
  )
  return Number(rows[0]?.value ?? 0)
}

interface ChangeRow {
  readonly revision: string
  readonly prefix: string
  readonly key: string
  readonly action: string
  readonly principal: string
  readonly time: string
  readonly body: string
  readonly original: string | null
}

function change(row: ChangeRow): Change {
  const { prefix, time } = row
  const read = {
    revision: Number(row.revision),
    prefix,
    key: decodeText(row.key),
    action: actionOf(row.action),
    principal: decodeText(row.principal),
    time,
    object: JSON.parse(row.body),
  }
  return row.original === null ? read : { ...read, original: JSON.parse(row.original) }
}

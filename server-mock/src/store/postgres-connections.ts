import { setTimeout as wait } from 'node:timers/promises'
import { Pool, type PoolClient } from 'pg'
import { StorageError } from './port.ts'
import { asStorageError, type DatabaseAddress, isLost } from './postgres-address.ts'

/** Connections that read single objects and lists. */
const READERS = 8
/** Scans under way at one time; more wait until one ends, or loses its patience. */
const SCANNERS = 4
/** Milliseconds between the attempts of a read that lost its connection. */
const RETRIES: readonly number[] = [0, 100, 400, 1000]

/** Milliseconds after which a statement is given up: the network may swallow answers without a word. */
export const ANSWER = 30_000

/** The connections of one server to its database, by what they are for, so that none of these starves another. */
export class PostgresConnections {
  readonly address: DatabaseAddress
  /** One commit at a time, so one connection. */
  readonly commits: Pool
  readonly scans: Pool
  readonly #reads: Pool
  readonly #onFailure: (error: StorageError) => void
  #failure: StorageError | undefined

  constructor(address: DatabaseAddress, onFailure: (error: StorageError) => void = () => {}) {
    this.address = address
    this.#onFailure = onFailure
    const limits = { query_timeout: ANSWER + 5000, statement_timeout: ANSWER }
    this.#reads = pool({ ...address.config, ...limits, max: READERS })
    this.scans = pool({ ...address.config, ...limits, max: SCANNERS, connectionTimeoutMillis: 2 * ANSWER })
    // Commits of all servers go one after the other: one that hangs must not hold up the others.
    const release = { idle_in_transaction_session_timeout: ANSWER }
    this.commits = pool({ ...address.config, ...limits, ...release, max: 1 })
    this.commits.on('connect', (client) => {
      client
        .query(
          "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
        )
        .catch(() => {})
    })
  }

  /** Every use fails with this error from now on. */
  fail(error: StorageError): void {
    if (this.#failure !== undefined) return
    this.#failure = error
    this.#onFailure(error)
  }

  /** @throws StorageError when the server cannot go on with this database */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Rows of a prepared statement, asked again when the connection was lost. @throws StorageError */
  async rows<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    for (let attempt = 0; ; attempt++) {
      this.check()
      try {
        return (await this.#reads.query<Row>({ name, text, values: [...values] })).rows
      } catch (error) {
        const delay = RETRIES[attempt]
        if (delay === undefined || !isLost(error)) throw asStorageError(error, this.address)
        await wait(delay)
      }
    }
  }

  async close(): Promise<void> {
    this.#failure ??= new StorageError('it is closed', 'the server is stopping')
    await Promise.all([this.#reads.end(), this.scans.end(), this.commits.end()])
  }
}

function pool(config: ConstructorParameters<typeof Pool>[0]): Pool {
  const made = new Pool({ ...config, allowExitOnIdle: true })
  // A connection that breaks is met by whoever uses it, and replaced.
  made.on('error', () => {})
  made.on('connect', (client: PoolClient) => client.on('error', () => {}))
  return made
}

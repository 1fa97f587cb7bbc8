import { Client, type ClientConfig, DatabaseError } from 'pg'
import { StorageError } from './port.ts'

/** A PostgreSQL database: how to connect to it, and how it may be named in messages. */
export interface DatabaseAddress {
  readonly config: ClientConfig
  /** The URL without its password and parameters. */
  readonly shown: string
}

/** Milliseconds until a connection must stand. */
const CONNECT = 10_000

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`. Parameters are those of PostgreSQL's own tools
 * (`sslmode`, `sslrootcert`, `sslcert`, `sslkey`, `host` for a unix socket); what the URL leaves out comes from
 * PGUSER, PGPASSWORD, PGPASSFILE and the like.
 *
 * @throws StorageError when it is not such a URL; the message does not repeat it, as it may hold a password
 */
export function databaseAddress(url: string): DatabaseAddress {
  const next = 'write it as postgres://user:password@host:5432/database'
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StorageError('the database is not a postgres:// URL', next)
  const config = {
    connectionString: url,
    application_name: 'metalwright',
    connectionTimeoutMillis: CONNECT,
    keepAlive: true,
  }
  try {
    const { host, port, database, user } = new Client(config)
    const place = host.startsWith('/') ? `${host} (socket)` : `${host}:${port}`
    return { config, shown: `${database ?? user ?? ''} at ${place}` }
  } catch (error) {
    throw new StorageError(`the URL of the database cannot be used (${codeOf(error)})`, next)
  }
}

/**
 * Whether the connection is gone, or leads to a server that is starting, stopping or read-only: what was asked can
 * be asked again on another connection.
 */
export function isLost(error: unknown): boolean {
  if (error instanceof StorageError) return false
  if (!(error instanceof DatabaseError)) return true
  const { code = '', severity } = error
  return severity === 'FATAL' || severity === 'PANIC' || /^(08|57P|53300|25006)/.test(code)
}

/** Whether the same statements may pass when they are run again: deadlocks and lost serialisation. */
export function isPassing(error: unknown): boolean {
  return isLost(error) || (error instanceof DatabaseError && /^(40001|40P01|55P03)$/.test(error.code ?? ''))
}

/** Whether the database refuses the data it was given, and would take other data. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? '')
}

/** What happened, as a store's error that says what to do. */
export function asStorageError(error: unknown, { shown }: DatabaseAddress): StorageError {
  if (error instanceof StorageError) return error
  const code = codeOf(error)
  const found = NEXT.find(([pattern]) => pattern.test(code))?.[1]
  const next =
    found ?? (isLost(error) ? 'check that PostgreSQL runs there' : 'the log of PostgreSQL says more')
  // Several addresses of one host fail as an error without words of its own.
  const message = error instanceof Error && error.message !== '' ? error.message : code
  return new StorageError(`database ${shown}: ${message}`, next)
}

const NEXT: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'check the user and the password of the database'],
  [/^3D000$/, 'create the database first'],
  [
    /^42501$/,
    'the user needs the right to create a schema in the database, or must own the schema metalwright',
  ],
  [/^53100$/, 'free disk space on the database server'],
  [/^53300$/, 'raise max_connections of PostgreSQL'],
  [/TLS|CERT|UNABLE_TO/, 'check sslmode and sslrootcert of the URL'],
  [/^25006$/, 'name the server that may write, not its standby'],
]

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Indexer, Store } from '../../src/store/port.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.ts'

/** Things have a colour, by which they are found. */
export const colours: Indexer = (prefix, body) =>
  prefix === 'things' && typeof body['colour'] === 'string' ? [['colour', body['colour']]] : []

/** 14 November 2023. */
export const NOW = 1_700_000_000_000

/** How the stores of a test may differ. */
export interface OpenOptions {
  readonly indexer?: Indexer
  readonly indexes?: Readonly<Record<string, readonly string[]>>
  readonly patience?: number
}

/** A place that keeps objects between two openings, if the engine can. */
export interface Place {
  open(options?: OpenOptions): Promise<Store>
  remove(): Promise<void>
}

/** An engine of the store, as the tests of all engines see it. */
export interface EngineUnderTest {
  readonly name: string
  /** Whether it cannot be tested on this machine. */
  readonly isAbsent: boolean
  start(): Promise<void>
  stop(): Promise<void>
  place(): Promise<Place>
}

const defaults = { indexer: colours, now: () => NOW }

const memory: EngineUnderTest = {
  name: 'memory',
  isAbsent: false,
  start: async () => {},
  stop: async () => {},
  place: async () => ({
    open: async (options) => openSqlite({ file: ':memory:', ...defaults, ...options }),
    remove: async () => {},
  }),
}

const sqlite: EngineUnderTest = {
  ...memory,
  name: 'sqlite',
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-store-'))
    const file = join(folder, 'objects.sqlite')
    return {
      open: async (options) => openSqlite({ file, ...defaults, ...options }),
      remove: () => rm(folder, { recursive: true, force: true }),
    }
  },
}

function postgres(): EngineUnderTest {
  let server: PostgresServer | undefined
  return {
    name: 'postgres',
    isAbsent: withoutPostgres,
    start: async () => {
      server = await PostgresServer.open()
    },
    stop: async () => server?.close(),
    place: async () => {
      const url = (await server?.database()) ?? ''
      return { open: (options) => openPostgres({ url, ...defaults, ...options }), remove: async () => {} }
    },
  }
}

/** The engines of the store; a PostgreSQL server runs between `start` and `stop`. */
export function engines(): readonly EngineUnderTest[] {
  return [memory, sqlite, postgres()]
}

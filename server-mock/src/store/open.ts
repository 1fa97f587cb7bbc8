import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Indexer, StorageError, type Store } from './port.ts'
import { openPostgres } from './postgres.ts'
import { databaseAddress } from './postgres-address.ts'
import { replacePostgres } from './postgres-replacement.ts'
import { postgresSnapshot } from './postgres-snapshot.ts'
import type { IndexNames } from './records.ts'
import type { Replacement } from './replacement.ts'
import type { Snapshot } from './snapshot.ts'
import { openSqlite } from './sqlite.ts'
import { replaceSqlite } from './sqlite-replacement.ts'
import { sqliteSnapshot } from './sqlite-snapshot.ts'

/** Where objects are kept. */
export type StorePlace =
  | { readonly engine: 'memory' }
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string }

/** What a store needs besides its place. */
export interface StoreOptions {
  readonly indexer: Indexer
  /** Names of the indexes the indexer fills. */
  readonly indexes: IndexNames
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Told when the store cannot go on, whatever is tried; this server has to be started again. */
  readonly onLost?: (error: StorageError) => void
}

/** Where a server keeps its objects: in a database if it names one, else in a file under its base root. */
export function storePlace(baseRoot: string, database: string): StorePlace {
  return database === ''
    ? { engine: 'sqlite', file: join(baseRoot, 'digitalrebar', 'objects.sqlite') }
    : { engine: 'postgres', url: database }
}

/** How a place may be named in messages: without passwords. */
export function shownPlace(place: StorePlace): string {
  if (place.engine === 'memory') return 'memory'
  return place.engine === 'sqlite' ? place.file : `database ${databaseAddress(place.url).shown}`
}

/** Opens the store of a place; makes what is missing there. @throws StorageError */
export async function openStore(place: StorePlace, options: StoreOptions): Promise<Store> {
  if (place.engine === 'memory') return openSqlite({ file: ':memory:', ...options })
  if (place.engine === 'postgres') return openPostgres({ url: place.url, ...options })
  await mkdir(dirname(place.file), { recursive: true, mode: 0o700 })
  return openSqlite({ file: place.file, ...options })
}

/** The newest state of a place that a server may be writing to. @throws StorageError when there is none */
export async function openSnapshot(place: StorePlace): Promise<Snapshot> {
  if (place.engine === 'postgres') return postgresSnapshot(databaseAddress(place.url))
  if (place.engine === 'memory')
    throw new StorageError('a store in memory has no other readers', 'ask its server')
  try {
    return sqliteSnapshot(place.file)
  } catch (error) {
    if (error instanceof StorageError) throw error
    throw new StorageError(error, `check that ${place.file} is the store of a server and may be read`)
  }
}

/** New contents for the whole store of a place that no server uses; it is made when it is missing. @throws StorageError */
export async function openReplacement(
  place: StorePlace,
  { indexer, indexes }: Pick<StoreOptions, 'indexer' | 'indexes'>,
): Promise<Replacement> {
  if (place.engine === 'postgres') return replacePostgres(databaseAddress(place.url), indexer, indexes)
  if (place.engine === 'memory')
    throw new StorageError('a store in memory cannot be restored', 'choose another one')
  await mkdir(dirname(place.file), { recursive: true, mode: 0o700 })
  return replaceSqlite(place.file, indexer, indexes)
}

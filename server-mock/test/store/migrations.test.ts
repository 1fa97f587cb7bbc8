import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { POSTGRES_MIGRATIONS } from '../../src/store/postgres-migrations.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { SQLITE_MIGRATIONS } from '../../src/store/sqlite-migrations.ts'
import { colours, NOW } from './engines.ts'
import { PostgresServer, withoutPostgres } from './postgres-server.ts'

const options = { indexer: colours, indexes: { things: ['colour'] }, now: () => NOW }

/** A store as the first version left it: two objects, one of them changed, and one that is gone. */
const ROWS = `
  INSERT INTO objects VALUES ('others', 'x', 2, '{}'), ('things', 'a', 3, '{"colour":"red","size":2}');
  INSERT INTO index_rows VALUES ('things', 'colour', 'red', 'a');
  INSERT INTO changes (revision, prefix, key, action, principal, time, body) VALUES
    (1, 'things', 'a', 'create', 'user:me', '2024-01-01T00:00:00.000Z', '{"colour":"red","size":1}'),
    (2, 'others', 'x', 'create', 'user:me', '2024-01-01T00:00:00.000Z', '{}'),
    (3, 'things', 'a', 'update', 'user:me', '2024-01-01T00:00:00.000Z', '{"colour":"red","size":2}'),
    (4, 'things', 'b', 'delete', 'user:me', '2024-01-01T00:00:00.000Z', '{}');
  UPDATE counters SET value = 4 WHERE name = 'revision';`

async function expectWhole(store: Store): Promise<void> {
  expect(store.revision()).toBe(4)
  expect((await store.get('things', 'a'))?.body).toEqual({ colour: 'red', size: 2 })
  expect((await store.get('things', 'a'))?.revision).toBe(3)
  expect(await store.find('things', 'colour', 'red')).toEqual(['a'])
  expect([await store.count('things'), await store.count('others')]).toEqual([1, 1])
  expect((await store.changesSince(0, 10))?.map(({ key }) => key)).toEqual(['a', 'x', 'a', 'b'])
  await store.transact('me', async (transaction) => {
    expect(await transaction.count('things')).toBe(1)
    transaction.put('things', 'c', { colour: 'red' }, 'create')
  })
  expect(store.revision()).toBe(5)
  expect(await store.count('things')).toBe(2)
  expect(await store.find('things', 'colour', 'red')).toEqual(['a', 'c'])
}

describe('a SQLite store of an earlier version', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-store-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it.each(SQLITE_MIGRATIONS.map((_, step) => step + 1))(
    'opens with everything in it (schema %i)',
    async (steps) => {
      const file = join(folder, 'objects.sqlite')
      const database = new DatabaseSync(file)
      database.exec('PRAGMA journal_mode=WAL')
      const [first = '', ...later] = SQLITE_MIGRATIONS.slice(0, steps)
      database.exec(`${first}; ${ROWS}; ${later.join(';')}; PRAGMA user_version = ${steps}`)
      database.close()
      const store = openSqlite({ ...options, file })
      await expectWhole(store)
      await store.close()
      const again = openSqlite({ ...options, file })
      expect(again.revision()).toBe(5)
      await again.close()
    },
  )

  it('is as it was when a step of the upgrade fails', async () => {
    const file = join(folder, 'objects.sqlite')
    const database = new DatabaseSync(file)
    // The table that the second step makes is in its way.
    database.exec(`${SQLITE_MIGRATIONS[0]}; ${ROWS}; CREATE TABLE prefixes (x); PRAGMA user_version = 1`)
    expect(() => openSqlite({ ...options, file })).toThrow(/already exists/)
    expect(database.prepare('PRAGMA user_version').get()?.['user_version']).toBe(1)
    database.exec('DROP TABLE prefixes')
    database.close()
    const store = openSqlite({ ...options, file })
    await expectWhole(store)
    await store.close()
  })
})

describe.skipIf(withoutPostgres)('a PostgreSQL store of an earlier version', () => {
  it('opens with everything in it, for each schema there was', async () => {
    const server = await PostgresServer.open()
    try {
      for (let steps = 1; steps <= POSTGRES_MIGRATIONS.length; steps++) {
        const url = await server.database()
        const [first = '', ...later] = POSTGRES_MIGRATIONS.slice(0, steps)
        const rows = `SET search_path = metalwright; ${ROWS}; RESET search_path`
        const schema = `CREATE SCHEMA metalwright; CREATE TABLE metalwright.schema AS SELECT ${steps} AS version`
        const sizes = `INSERT INTO metalwright.prefixes SELECT prefix, max(revision), count(*) FROM metalwright.objects GROUP BY prefix`
        await server.run(url, [schema, first, rows, sizes, ...later].join(';'))
        const store = await openPostgres({ ...options, url })
        await expectWhole(store)
        await store.close()
      }
    } finally {
      await server.close()
    }
  }, 60_000)

  it('is as it was when a step of the upgrade fails', async () => {
    const server = await PostgresServer.open()
    try {
      const url = await server.database()
      await server.run(url, 'CREATE SCHEMA metalwright; CREATE TABLE metalwright.commits (x int)')
      await expect(openPostgres({ ...options, url })).rejects.toThrow(/already exists/)
      const [made] = await server.run(
        url,
        "SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'metalwright'",
      )
      expect(made).toEqual({ n: 1 })
      await server.run(url, 'DROP TABLE metalwright.commits')
      const store = await openPostgres({ ...options, url })
      expect(store.revision()).toBe(0)
      await store.close()
    } finally {
      await server.close()
    }
  }, 60_000)
})

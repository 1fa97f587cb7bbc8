import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Change, ConflictError, StorageError, type Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const indexer = (prefix: string, body: { [key: string]: unknown }): [string, string][] =>
  prefix === 'things' && typeof body['colour'] === 'string' ? [['colour', body['colour']]] : []

function open(file: string): Store {
  return openSqlite({ file, indexer, now: () => 1_700_000_000_000 })
}

describe.each(['file', 'memory'])('the embedded store (%s)', (kind) => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-store-'))
    store = open(kind === 'file' ? join(folder, 'objects.sqlite') : ':memory:')
  })
  afterEach(async () => {
    store.close()
    await rm(folder, { recursive: true, force: true })
  })

  const put = (key: string, body: { [key: string]: string | number }) =>
    store.transact('user:me', async (transaction) => transaction.put('things', key, body, 'create'))

  it('keeps what a resolved transaction wrote', async () => {
    await put('a', { size: 1 })
    expect((await store.get('things', 'a'))?.body).toEqual({ size: 1 })
    expect((await store.list('things')).map(({ key }) => key)).toEqual(['a'])
  })

  it('numbers writes densely in commit order and tells listeners before the caller', async () => {
    const seen: Change[] = []
    store.subscribe((changes) => seen.push(...changes))
    await Promise.all(['a', 'b', 'c'].map((key) => put(key, { size: 1 })))
    expect(seen.map(({ revision }) => revision)).toEqual([1, 2, 3])
    expect(seen.map(({ principal }) => principal)).toEqual(['user:me', 'user:me', 'user:me'])
    expect(store.revision()).toBe(3)
  })

  it('runs a transaction again when somebody changed what it read', async () => {
    await put('counter', { value: 0 })
    let runs = 0
    const add = () =>
      store.transact('user:me', async (transaction) => {
        runs += 1
        const counter = await transaction.get('things', 'counter')
        transaction.put('things', 'counter', { value: Number(counter?.body['value']) + 1 }, 'update')
      })
    await Promise.all(Array.from({ length: 6 }, add))
    expect((await store.get('things', 'counter'))?.body).toEqual({ value: 6 })
    expect(runs).toBeGreaterThan(6)
  })

  it('gives up a transaction that is overtaken again and again, and writes nothing of it', async () => {
    const work = store.transact('user:me', async (transaction) => {
      await transaction.get('things', 'hot')
      await put('hot', { size: store.revision() })
      transaction.put('things', 'result', {}, 'create')
    })
    await expect(work).rejects.toBeInstanceOf(ConflictError)
    expect(await store.get('things', 'result')).toBeUndefined()
  })

  it('sees phantom rows: a look-up that would give other keys now is a conflict', async () => {
    let runs = 0
    await store.transact('user:me', async (transaction) => {
      runs += 1
      const red = await transaction.find('things', 'colour', 'red')
      if (runs === 1) await put('other', { colour: 'red' })
      transaction.put('things', 'count', { red: red.length }, 'create')
    })
    expect(runs).toBe(2)
    expect((await store.get('things', 'count'))?.body).toEqual({ red: 1 })
  })

  it('shows a transaction its own writes', async () => {
    await put('a', { colour: 'red' })
    await store.transact('user:me', async (transaction) => {
      transaction.put('things', 'b', { colour: 'red' }, 'create')
      transaction.remove('things', 'a')
      expect(await transaction.find('things', 'colour', 'red')).toEqual(['b'])
      expect((await transaction.list('things')).map(({ key }) => key)).toEqual(['b'])
      expect((await transaction.get('things', 'b'))?.body).toEqual({ colour: 'red' })
      expect(await transaction.get('things', 'a')).toBeUndefined()
    })
  })

  it('finds the first object at or behind a value of an index', async () => {
    await put('late', { colour: 'm' })
    await put('early', { colour: 'c' })
    expect((await store.first('things', 'colour', 'd'))?.key).toBe('late')
    expect((await store.first('things', 'colour', 'a'))?.key).toBe('early')
    expect(await store.first('things', 'colour', 'z')).toBeUndefined()
  })

  it('replays the changes a watcher has missed, or says that it cannot', async () => {
    await put('a', { size: 1 })
    await put('b', { size: 2 })
    const missed = await store.changesSince(1, 10)
    expect(missed?.map(({ key, action }) => [key, action])).toEqual([['b', 'create']])
    expect(await store.changesSince(2, 10)).toEqual([])
    expect(await store.changesSince(99, 10)).toBeUndefined()
  })

  it('holds for any interleaving of transfers: nothing is lost and nothing is made', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 5 })), { maxLength: 20 }),
        async (transfers) => {
          const own = open(':memory:')
          for (const key of ['0', '1', '2', '3']) {
            await own.transact('me', async (transaction) =>
              transaction.put('things', key, { value: 10 }, 'create'),
            )
          }
          const results = await Promise.allSettled(
            transfers.map(([from, to, amount]) =>
              own.transact('me', async (transaction) => {
                const source = Number((await transaction.get('things', String(from)))?.body['value'])
                if (from === to || source < amount) return
                const target = Number((await transaction.get('things', String(to)))?.body['value'])
                transaction.put('things', String(from), { value: source - amount }, 'update')
                transaction.put('things', String(to), { value: target + amount }, 'update')
              }),
            ),
          )
          for (const result of results) {
            if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError)
          }
          const values = (await own.list('things')).map(({ body }) => Number(body['value']))
          own.close()
          expect(values.reduce((sum, value) => sum + value, 0)).toBe(40)
          expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('the embedded store on disk', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-store-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('has everything it confirmed after kill -9 in the middle of writing', async () => {
    const file = join(folder, 'objects.sqlite')
    const writer = spawn(process.execPath, [join(import.meta.dirname, 'endless-writer.ts'), file])
    const confirmed = await new Promise<number>((resolve, reject) => {
      let last = 0
      createInterface({ input: writer.stdout }).on('line', (line) => {
        last = Number(line)
        if (last >= 300) writer.kill('SIGKILL')
      })
      writer.once('error', reject)
      writer.once('close', () => resolve(last))
    })
    expect(confirmed).toBeGreaterThanOrEqual(300)
    const store = open(file)
    const keys = new Set((await store.list('things')).map(({ key }) => key))
    expect(store.revision()).toBeGreaterThanOrEqual(confirmed)
    expect(keys.size).toBe(store.revision())
    for (let key = 1; key <= confirmed; key++) expect(keys.has(String(key))).toBe(true)
    store.close()
  })

  it('refuses a database of a newer version and says so', async () => {
    const file = join(folder, 'objects.sqlite')
    open(file).close()
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 999')
    database.close()
    expect(() => open(file)).toThrow(StorageError)
    expect(() => open(file)).toThrow(/newer version/)
  })

  it('says what is wrong when the file cannot be opened', () => {
    expect(() => open(join(folder, 'missing', 'objects.sqlite'))).toThrow(/check disk space and rights/)
  })
})

import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSnapshot } from '../../src/store/open.ts'
import { StorageError, type Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { colours, NOW } from './engines.ts'

describe('the embedded store on disk', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-store-'))
    file = join(folder, 'objects.sqlite')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const open = (path = file, patience = 30_000) =>
    openSqlite({ file: path, indexer: colours, now: () => NOW, patience })
  const put = (store: Store, key: string, body: { [key: string]: string | number } = {}) =>
    store.transact('user:me', async (transaction) => transaction.put('things', key, body, 'create'))

  it('is written by one server at a time', async () => {
    const store = open()
    expect(() => open()).toThrow(/another server has .*objects\.sqlite open; stop that one first/)
    await put(store, 'a')
    await store.close()
    const next = open()
    expect(await next.count('things')).toBe(1)
    await next.close()
  })

  it('is read by others while it is written', async () => {
    const store = open()
    for (const key of ['a', 'b', 'c']) await put(store, key, { colour: 'red' })
    const snapshot = await openSnapshot({ engine: 'sqlite', file })
    await put(store, 'd')
    expect(snapshot.revision).toBe(3)
    expect(await snapshot.counts()).toEqual(new Map([['things', 3]]))
    expect((await snapshot.piece('things', 'a')).map(({ key }) => key)).toEqual(['b', 'c'])
    await snapshot.close()
    await store.close()
  })

  it('takes back the space that a reader held who never came back', async () => {
    const store = open(file, 50)
    await Promise.all(Array.from({ length: 600 }, (_, number) => put(store, `k${number}`)))
    const left = store.scan('things')[Symbol.asyncIterator]()
    await left.next()
    const fill = async () => {
      for (let number = 0; number < 120; number++)
        await put(store, 'big', { text: 'x'.repeat(50_000), number })
      return (await stat(`${file}-wal`)).size
    }
    await fill()
    await wait(100)
    const size = await fill()
    expect(await fill()).toBeLessThanOrEqual(size)
    await store.close()
  })

  it('gives the state after some commit, whole, whatever the crash left of its log', async () => {
    const store = open()
    for (let number = 1; number <= 30; number++) {
      await store.transact('user:me', async (transaction) => {
        transaction.put(
          'things',
          'left',
          { number, text: 'x'.repeat(number * 100), colour: `c${number}` },
          'update',
        )
        transaction.put('things', 'right', { number }, 'update')
        transaction.put('others', String(number), { number }, 'create')
      })
    }
    const log = (await stat(`${file}-wal`)).size
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: log }), async (length) => {
        round += 1
        const copy = join(folder, `copy${round}.sqlite`)
        await copyFile(file, copy)
        await copyFile(`${file}-wal`, `${copy}-wal`)
        await truncate(`${copy}-wal`, length)
        const crashed = open(copy)
        const commits = await crashed.count('others')
        expect(crashed.revision()).toBe(commits * 3)
        if (commits > 0) {
          expect((await crashed.get('things', 'left'))?.body['number']).toBe(commits)
          expect((await crashed.get('things', 'right'))?.body['number']).toBe(commits)
          expect(await crashed.find('things', 'colour', `c${commits}`)).toEqual(['left'])
          expect(await crashed.changesSince(0, 100)).toHaveLength(commits * 3)
        }
        if (length === log) expect(commits).toBe(30)
        await put(crashed, 'goes on')
        await crashed.close()
      }),
      { numRuns: 40, examples: [[log], [log - 1], [0], [31]] },
    )
    await store.close()
  })

  it('refuses in words when the disk is full, keeps what it has, and goes on reading', async () => {
    const script = join(import.meta.dirname, 'full-disk.ts')
    const command = `trap '' XFSZ; ulimit -f 4000; exec "$0" "$1" "$2"`
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, script, file])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ isStorageError: true, kept: report.written, revision: report.written })
    expect(report.last).toBe(report.written - 1)
    expect(report.written).toBeGreaterThan(10)
    expect(report.message).toMatch(/; check disk space and rights/)
    const store = open()
    expect(await store.count('things')).toBe(report.written)
    await put(store, 'more')
    await store.close()
  })

  it('refuses a database of a newer version and says so', async () => {
    await open().close()
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 999')
    database.close()
    expect(() => open()).toThrow(StorageError)
    expect(() => open()).toThrow(/newer version/)
    await expect(openSnapshot({ engine: 'sqlite', file })).rejects.toThrow(/newer version/)
  })

  it('says what is wrong when the file cannot be opened', async () => {
    expect(() => open(join(folder, 'missing', 'objects.sqlite'))).toThrow(/check disk space and rights/)
    await expect(openSnapshot({ engine: 'sqlite', file })).rejects.toThrow(/is the store of a server/)
    await writeFile(
      file,
      'this is no database, but a text that is long enough to be taken for one. '.repeat(20),
    )
    expect(() => open()).toThrow(/not a database/)
  })
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogSync } from '../../src/store/log-sync.ts'
import { type Change, StorageError, type Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { colours, NOW } from './engines.ts'

/** A disk that takes as long as the test says, and fails when it says so. */
class SlowDisk implements LogSync {
  syncs = 0
  #waiting: PromiseWithResolvers<void> | undefined

  sync(): Promise<void> {
    this.syncs += 1
    this.#waiting = Promise.withResolvers<void>()
    return this.#waiting.promise
  }

  async close(): Promise<void> {}

  /** Waits until somebody syncs. */
  async asked(): Promise<void> {
    while (this.#waiting === undefined) await turn()
  }

  /** Lets the running sync end. */
  async end(error?: Error): Promise<void> {
    await this.asked()
    if (error === undefined) this.#waiting?.resolve()
    else this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}

/** Whether a promise is still open after a few turns of the event loop. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const done = () => {
    settled = true
  }
  promise.then(done, done)
  for (let count = 0; count < 10; count++) await turn()
  return !settled
}

describe('the embedded store while its log is being synced', () => {
  let folder: string
  let disk: SlowDisk
  let store: Store
  let told: Change[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-sync-'))
    disk = new SlowDisk()
    const file = join(folder, 'objects.sqlite')
    store = openSqlite({ file, indexer: colours, now: () => NOW, logSync: () => disk })
    told = []
    store.subscribe((changes) => told.push(...changes))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const put = (key: string, body: { [key: string]: string } = {}) =>
    store.transact('user:me', async (transaction) => transaction.put('things', key, body, 'create'))
  const stored = async (key: string, body: { [key: string]: string } = {}) => {
    const written = put(key, body)
    await disk.end()
    await written
  }
  const close = () => store.close()

  it('acknowledges and tells nothing before the disk has it', async () => {
    const written = put('a')
    await disk.asked()
    expect(await isOpen(written)).toBe(true)
    expect(told).toEqual([])
    expect(store.revision()).toBe(0)
    expect(await store.changesSince(0, 10)).toEqual([])
    await disk.end()
    await written
    expect(told.map(({ key }) => key)).toEqual(['a'])
    expect(store.revision()).toBe(1)
    await close()
  })

  it('shows no reader what a power cut could take back', async () => {
    await stored('old', { colour: 'red' })
    const written = put('new', { colour: 'red' })
    await disk.asked()
    const reads = [
      store.get('things', 'new'),
      store.list('things'),
      store.count('things'),
      store.find('things', 'colour', 'red'),
      store.page('things', 'colour', 'red', '', 10),
      store.first('things', 'colour', ''),
      store.scan('things')[Symbol.asyncIterator]().next(),
      store.transact('user:me', async (transaction) => transaction.get('things', 'new')),
    ]
    expect(await Promise.all(reads.map(isOpen))).toEqual(reads.map(() => true))
    await disk.end()
    await Promise.all([written, ...reads])
    expect(await reads[3]).toEqual(['new', 'old'])
    await close()
  })

  it('lets readers of what is on disk already pass', async () => {
    await stored('old')
    const written = put('new')
    await disk.asked()
    expect((await store.get('things', 'old'))?.key).toBe('old')
    expect(await store.count('others')).toBe(0)
    await disk.end()
    await written
    await close()
  })

  it('shares one sync among all that arrive while one is going on', async () => {
    const first = put('first')
    await disk.asked()
    const others = Array.from({ length: 50 }, (_, number) => put(`k${number}`))
    await turn()
    await disk.end()
    await first
    await disk.end()
    await Promise.all(others)
    expect(disk.syncs).toBe(2)
    await close()
  })

  it('takes nothing more when it is not known what the disk has', async () => {
    await stored('old')
    const lost = put('lost')
    const reader = disk.asked().then(() => store.get('things', 'lost'))
    await disk.end(new Error('EIO: i/o error, fdatasync'))
    await expect(lost).rejects.toThrow(
      /EIO: i\/o error, fdatasync; it is not known whether the last changes are stored; check the disk and start the server again/,
    )
    await expect(reader).rejects.toBeInstanceOf(StorageError)
    await expect(put('more')).rejects.toBeInstanceOf(StorageError)
    expect((await store.get('things', 'old'))?.key).toBe('old')
    expect(told.map(({ key }) => key)).toEqual(['old'])
    await close()
  })

  it('syncs the log that SQLite writes', async () => {
    await close()
    const file = join(folder, 'real.sqlite')
    const real = openSqlite({ file, indexer: colours, now: () => NOW })
    await real.transact('user:me', async (transaction) =>
      transaction.put('things', 'a', { colour: 'mauve' }, 'create'),
    )
    expect((await readFile(`${file}-wal`)).includes('mauve')).toBe(true)
    await real.close()
  })
})

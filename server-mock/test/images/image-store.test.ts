import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileTree } from '../../src/boot/file-tree.ts'
import { Uploads } from '../../src/boot/uploads.ts'
import { ImageStore } from '../../src/images/image-store.ts'
import { ImageUsers } from '../../src/images/image-users.ts'
import { buildQcow2 } from './qcow2-builder.ts'

const QCOW2 = buildQcow2({ virtualSize: 1024n })
const DISK = Buffer.concat([Buffer.alloc(512, 3), Buffer.alloc(512)])
const DIGEST = createHash('sha256').update(QCOW2).digest('hex')
/** A disk of some hundred MB in a file of 150 kB: long enough at work to be stopped. */
const LARGE = buildQcow2({ clusterBits: 16, virtualSize: 512n * 1024n * 1024n })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metalwright-images-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A store as a process opens it, over what earlier ones left; with the events it tells. */
async function open() {
  const tree = await FileTree.at(folder)
  const uploads = new Uploads(tree)
  const users = Object.assign(Object.create(ImageUsers.prototype), { of: async () => [] })
  const events: string[] = []
  const store = new ImageStore({
    ...{ tree, uploads, users, sources: 'private', now: () => performance.now() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    onEvent: (action, name, image) => events.push(`${action} ${name} ${image?.State ?? ''}`.trim()),
  })
  const put = (name: string, bytes: Buffer) =>
    uploads.store(`files/images/${name}`, Readable.from([bytes]), {})
  return { tree, store, events, put }
}

describe('the image store of a server that was killed', () => {
  it('goes on: what was half made is thrown away, and made', async () => {
    const before = await open()
    await before.put('disk.qcow2', QCOW2)
    await before.store.settled()
    // As if it had died before it knew what it had made, and once more in the middle of making it.
    const derived = join(folder, 'files/images/.derived', `${DIGEST}.raw.zst`)
    await writeFile(derived, (await readFile(derived)).subarray(0, 10))
    await rm(join(folder, '.metalwright/images', `${DIGEST}.json`))
    const staged = join(folder, '.metalwright/staged', hostname(), 'half')
    await mkdir(staged, { recursive: true })
    await writeFile(join(staged, 'disk'), 'half a disk')

    const { store, tree } = await open()
    await store.resume()
    await store.settled()
    const image = await store.get('disk.qcow2')
    expect([image?.State, image?.Derived?.DiskBytes]).toEqual(['ready', 1024])
    expect(zstdDecompressSync(await readFile(derived))).toEqual(DISK)
    expect(await tree.digest(image?.Derived?.Path ?? '')).toBe(image?.Derived?.Sha256)
    expect(await readdir(join(folder, '.metalwright/staged', hostname()))).toEqual([])
  })

  it('stops in the middle of its work, and leaves nothing of it', async () => {
    const { store, put } = await open()
    await put('large.qcow2', LARGE)
    while ((await store.get('large.qcow2'))?.State !== 'converting') await new Promise(setImmediate)
    await store.stop()
    expect(await readdir(join(folder, '.metalwright/staged', hostname()))).toEqual([])
    expect((await store.get('large.qcow2'))?.State).toBe('waiting')
  })
})

describe('the image store', () => {
  it('tells of images that came, of work on them, and of images that went', async () => {
    const { store, put, events } = await open()
    await put('disk.qcow2', QCOW2)
    while (!events.includes('update disk.qcow2 ready')) await new Promise(setImmediate)
    await store.remove('disk.qcow2')
    expect(events[0]).toMatch(/^create disk.qcow2 /)
    expect(events.at(-1)).toBe('delete disk.qcow2')
    expect(await store.orphans()).toEqual(new Map())
  })

  it('gives up an image that is replaced while a disk is made of it', async () => {
    const { store, put } = await open()
    await put('disk.qcow2', LARGE)
    while ((await store.get('disk.qcow2'))?.State !== 'converting') await new Promise(setImmediate)
    await put('disk.qcow2', QCOW2)
    while ((await store.get('disk.qcow2'))?.State !== 'ready') await new Promise(setImmediate)
    await store.settled()
    expect((await store.get('disk.qcow2'))?.Derived?.DiskBytes).toBe(1024)
    expect(await readdir(join(folder, 'files/images/.derived'))).toEqual([`${DIGEST}.raw.zst`])
  })

  it.each([
    'http://127.0.0.1:9/x',
    'http://localhost:9/x',
    'http://2130706433:9/x',
    'http://[::ffff:127.0.0.1]:9/x',
    'http://[::1]:9/x',
    'http://169.254.169.254/latest',
    'https://[fe80::1]/x',
  ])('imports nothing from %s', async (url) => {
    const { store } = await open()
    store.import('x.raw', { url, sha256: DIGEST })
    await store.settled()
    const image = await store.get('x.raw')
    expect([image?.State, image?.Error]).toEqual([
      'failed',
      expect.stringMatching(/: nothing is imported from /),
    ])
  })

  it('keeps what was made of an image as long as another one of the same bytes is there', async () => {
    const { store, put } = await open()
    await put('one.qcow2', QCOW2)
    await put('two.qcow2', QCOW2)
    await store.settled()
    const { Derived } = (await store.get('one.qcow2')) ?? {}
    await store.remove('one.qcow2')
    expect((await store.get('two.qcow2'))?.Derived).toEqual(Derived)
    await store.remove('two.qcow2')
    expect(await readdir(join(folder, 'files/images/.derived'))).toEqual([])
    expect(await store.remove('two.qcow2')).toBe(false)
  })
})

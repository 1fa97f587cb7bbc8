import { spawnSync } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ArchiveError } from '../../../src/boot/archive/archive-error.ts'
import { explodeTar } from '../../../src/boot/archive/explode-tar.ts'
import { Extraction, type ExtractionLimits } from '../../../src/boot/archive/extraction.ts'
import { buildTar, type TarEntry } from './tar-builder.ts'

let lab: string
beforeAll(async () => {
  lab = await mkdtemp(join(tmpdir(), 'metalwright-tar-'))
})
afterAll(() => rm(lab, { recursive: true, force: true }))

const LIMITS: ExtractionLimits = { entries: 1000, bytes: () => 10_000_000 }

/** The bytes in chunks of some size, each in a turn of its own. */
async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await new Promise(setImmediate)
    yield bytes.subarray(at, at + size)
  }
}

async function explode(archive: Buffer, chunk = 65_536, limits = LIMITS) {
  const out = await mkdtemp(join(lab, 'out-'))
  const extraction = new Extraction(out, limits)
  await explodeTar(chunks(archive, chunk), extraction)
  return { out, result: await extraction.finish() }
}

async function contents(top: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of await readdir(top, { withFileTypes: true, recursive: true })) {
    const place = join(entry.parentPath, entry.name)
    const path = place.slice(top.length + 1)
    if (entry.isSymbolicLink()) found[path] = `→ ${await readlink(place)}`
    else found[path] = entry.isDirectory() ? 'dir' : await readFile(place, 'utf8')
  }
  return found
}

const ENTRIES: readonly TarEntry[] = [
  { path: './', type: 'Directory' },
  { path: './folder/', type: 'Directory', mode: 0o700 },
  { path: './folder/file', body: 'x'.repeat(100_000) },
  { path: 'without/its/folders', body: 'deep' },
  { path: 'empty' },
  { path: 'run', body: '#!/bin/sh', mode: 0o4755 },
  { path: 'link', type: 'SymbolicLink', target: 'folder/file' },
  { path: 'empty', body: 'not any more' },
]
const EXPECTED = {
  folder: 'dir',
  'folder/file': 'x'.repeat(100_000),
  without: 'dir',
  'without/its': 'dir',
  'without/its/folders': 'deep',
  empty: 'not any more',
  run: '#!/bin/sh',
  link: '→ folder/file',
}

describe('a tar archive is unpacked', () => {
  const plain = buildTar(ENTRIES)

  it.each([
    ['plain', plain],
    ['as gzip', gzipSync(plain)],
    ['as two gzip members', Buffer.concat([gzipSync(plain.subarray(0, 700)), gzipSync(plain.subarray(700))])],
    ['as zstd', zstdCompressSync(plain)],
    ['with padding behind its end', Buffer.concat([plain, Buffer.alloc(1_000_000)])],
  ])('%s', async (_name, archive) => {
    for (const chunk of [archive.length, 65_536, 1000]) {
      const { out, result } = await explode(archive, chunk)
      expect(await contents(out)).toEqual(EXPECTED)
      expect(result).toMatchObject({ files: 5, leftOut: [] })
    }
  })

  it('in whatever pieces it comes', async () => {
    const small = buildTar([
      ...ENTRIES.slice(0, 2),
      { path: 'a', body: 'a'.repeat(600) },
      { path: 'b', body: 'b' },
    ])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1500 }), async (chunk) => {
        const { out } = await explode(small, chunk)
        expect(await contents(out)).toEqual({ folder: 'dir', a: 'a'.repeat(600), b: 'b' })
      }),
      { numRuns: 30 },
    )
  })

  it('with programs kept executable and no other mode taken over', async () => {
    const { out } = await explode(plain)
    expect((await lstat(join(out, 'run'))).mode & 0o7777).toBe(0o755)
    expect((await lstat(join(out, 'folder'))).mode & 0o7777).toBe(0o755)
  })

  it.skipIf(spawnSync('tar', ['--version']).error !== undefined)('that GNU tar has made', async () => {
    const source = join(lab, 'source')
    const long = join('l'.repeat(60), 'm'.repeat(60), 'n'.repeat(60))
    await mkdir(join(source, long), { recursive: true })
    await writeFile(join(source, long, 'ünïcode'), 'long')
    for (const format of ['gnu', 'posix', 'ustar']) {
      const made = spawnSync('tar', ['-c', `--format=${format}`, '-C', source, '.'], { maxBuffer: 1e7 })
      const { out } = await explode(made.stdout)
      expect(await contents(out)).toEqual(await contents(source))
    }
  })
})

describe('a tar archive is refused', () => {
  const refuse = (archive: Buffer, limits = LIMITS) =>
    explode(archive, 4096, limits).then(
      () => 'taken',
      (error: unknown) => (error instanceof ArchiveError ? `${error.fault}: ${error.message}` : error),
    )
  const first: TarEntry = { path: 'before', body: 'x' }

  it.each<[string, TarEntry, RegExp]>([
    ['a path that climbs', { path: '../evil', body: 'x' }, /^unsafe: "..\/evil" leads out/],
    ['a path that climbs later', { path: 'a/../../evil', body: 'x' }, /^unsafe: /],
    ['an absolute path', { path: '/etc/cron.d/evil', body: 'x' }, /^unsafe: .*absolute/],
    ['a link outwards', { path: 'l', type: 'SymbolicLink', target: '/etc' }, /^unsafe: the link "l"/],
    ['a link that climbs', { path: 'a/l', type: 'SymbolicLink', target: '../../x' }, /^unsafe: the link/],
    [
      'a link that climbs later',
      { path: 'l', type: 'SymbolicLink', target: 'a/../../x' },
      /^unsafe: the link/,
    ],
    ['a hard link', { path: 'h', type: 'Link', target: 'before' }, /^unsafe: "h" is a Link/],
    ['a device', { path: 'd', type: 'CharacterDevice' }, /^unsafe: "d" is a CharacterDevice/],
    ['a pipe', { path: 'p', type: 'FIFO' }, /^unsafe: "p" is a FIFO/],
    ['a file where a folder is', { path: 'folder', body: 'x' }, /^damaged: "folder" is in it twice/],
    ['a file below a file', { path: 'before/below', body: 'x' }, /^damaged: "before" is in it twice/],
  ])('for %s', async (_name, entry, reason) => {
    const folder: TarEntry = { path: 'folder/', type: 'Directory' }
    expect(await refuse(buildTar([first, folder, entry, { path: 'after', body: 'y' }]))).toMatch(reason)
  })

  it('for files that are written through its own links', async () => {
    const archive = buildTar([
      { path: 'here', type: 'SymbolicLink', target: '.' },
      { path: 'here/file', body: 'x' },
    ])
    expect(await refuse(archive)).toMatch(/^damaged: "here" is in it twice/)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>'.repeat(1000))],
    ['cut short', buildTar(ENTRIES).subarray(0, 30_000)],
    ['cut gzip', gzipSync(buildTar(ENTRIES)).subarray(0, 100)],
    [
      'broken zstd',
      Buffer.concat([zstdCompressSync(buildTar(ENTRIES)).subarray(0, 60), Buffer.alloc(50, 3)]),
    ],
  ])('when it is %s', async (_name, archive) => {
    expect(await refuse(archive)).toMatch(/^damaged: /)
  })

  it.each([
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0])],
    ['bzip2', Buffer.from('BZh91AY&SY')],
    ['zip', Buffer.from('PK\x03\x04aaaa')],
  ])('when it is %s', async (name, archive) => {
    expect(await refuse(archive)).toBe(
      `unrecognised: ${name} archives are not unpacked; send it as tar, tar.gz or tar.zst`,
    )
  })

  it('when it is a bomb', async () => {
    const bomb = gzipSync(buildTar([{ path: 'big', body: Buffer.alloc(20_000_000) }]))
    expect(await refuse(bomb)).toMatch(/^too-large: it unpacks to more than 10000000 bytes/)
    const crowd = buildTar(Array.from({ length: 20 }, (_, index) => ({ path: `f${index}` })))
    expect(await refuse(crowd, { ...LIMITS, entries: 10 })).toMatch(/^too-large: it has more than 10 entries/)
  })
})

describe('hostile tar archives', () => {
  it('only ever throw the typed error, and write nothing outside', { timeout: 60_000 }, async () => {
    const base = buildTar(
      ENTRIES.map((entry) => (entry.path === './folder/file' ? { ...entry, body: 'x' } : entry)),
    )
    const outside = join(lab, 'hostile')
    const mutation = fc.record({ at: fc.nat(base.length - 1), value: fc.nat(255), sum: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 10 }), async (mutations) => {
        const archive = Buffer.from(base)
        for (const { at, value, sum } of mutations) {
          archive[at] = value
          // Most mutations would only break the checksum.
          if (sum) repairChecksum(archive, at - (at % 512))
        }
        await mkdir(join(outside, 'out'), { recursive: true })
        const extraction = new Extraction(join(outside, 'out'), LIMITS)
        const failure = await explodeTar(chunks(archive, 2000), extraction)
          .then(() => extraction.finish())
          .then(
            () => undefined,
            (error: unknown) => error,
          )
        expect(await readdir(outside)).toEqual(['out'])
        await rm(outside, { recursive: true, force: true })
        if (failure !== undefined) expect(failure).toBeInstanceOf(ArchiveError)
      }),
      { numRuns: 200 },
    )
  })
})

function repairChecksum(archive: Buffer, block: number): void {
  const header = archive.subarray(block, block + 512)
  header.write('        ', 148, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
}

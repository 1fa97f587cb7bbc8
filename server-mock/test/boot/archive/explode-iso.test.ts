import { execFileSync, spawnSync } from 'node:child_process'
import {
  access,
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ArchiveError } from '../../../src/boot/archive/archive-error.ts'
import { explodeIso } from '../../../src/boot/archive/explode-iso.ts'
import { buildIso, folder, type IsoOptions, link, pieces, special, type Tree } from './iso-builder.ts'

const bytes = (text: string) => Buffer.from(text)
const go = new AbortController().signal

let lab: string
beforeAll(async () => {
  lab = await mkdtemp(join(tmpdir(), 'metalwright-iso-'))
})
afterAll(() => rm(lab, { recursive: true, force: true }))

/** An image in memory that notes how much is read at once. */
function inMemory(image: Buffer) {
  const seen = { largest: 0 }
  const read = async (buffer: Buffer, offset: number) => {
    seen.largest = Math.max(seen.largest, buffer.length)
    return image.copy(buffer, 0, offset)
  }
  return { size: image.length, read, seen }
}

async function explode(image: Buffer) {
  const out = await mkdtemp(join(lab, 'out-'))
  const result = await explodeIso(inMemory(image), out, go)
  return { out, result, found: await contents(out) }
}

/** Everything below a folder by path: text of files, `→ target` of links, `dir` of folders. */
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

const long = 'n'.repeat(200)
const TREE: Tree = {
  '.treeinfo': bytes('tree'),
  'Read Me – später.txt': bytes('hello'),
  [long]: bytes('long'),
  empty: bytes(''),
  images: folder({ pxeboot: folder({ vmlinuz: bytes('kernel'), 'initrd.img': bytes('x'.repeat(5000)) }) }),
  large: pieces('a'.repeat(2048), 'b'.repeat(2048), 'end'),
}
const EXPECTED = {
  '.treeinfo': 'tree',
  'Read Me – später.txt': 'hello',
  [long]: 'long',
  empty: '',
  images: 'dir',
  'images/pxeboot': 'dir',
  'images/pxeboot/vmlinuz': 'kernel',
  'images/pxeboot/initrd.img': 'x'.repeat(5000),
  large: `${'a'.repeat(2048)}${'b'.repeat(2048)}end`,
}

describe('an ISO image is unpacked', () => {
  it.each<[string, IsoOptions]>([
    ['Rock Ridge', { rockRidge: true }],
    ['Rock Ridge in continuation areas', { rockRidge: true, continued: true }],
    ['Rock Ridge, which comes before Joliet', { rockRidge: true, joliet: true }],
  ])('by the names of %s', async (_name, options) => {
    const { found, result } = await explode(buildIso(TREE, options))
    expect(found).toEqual(EXPECTED)
    expect(result).toMatchObject({ files: 7, leftOut: [] })
  })

  it('by the names of Joliet, which are shorter', async () => {
    const { [long]: _long, ...short } = TREE
    const { [long]: _text, ...expected } = EXPECTED
    expect((await explode(buildIso(short, { joliet: true }))).found).toEqual(expected)
  })

  it('by plain names in lower case, as Linux shows them', async () => {
    const tree = { 'README.TXT': bytes('r'), BOOT: folder({ VMLINUZ: bytes('k') }) }
    expect((await explode(buildIso(tree))).found).toEqual({
      'readme.txt': 'r',
      boot: 'dir',
      'boot/vmlinuz': 'k',
    })
  })

  it('with links that stay inside, and without those that may not, devices and pipes', async () => {
    const tree = {
      dists: folder({ bookworm: folder({ Release: bytes('r') }), stable: link('bookworm') }),
      debian: link('.'),
      up: folder({ twice: folder({ back: link('../../dists/bookworm', true) }) }),
      passwd: link('/etc/passwd'),
      out: link('../secret'),
      // Looks inner, but `debian/..` is outside once `debian` is followed.
      sly: link('debian/../../secret'),
      sda: special(0o060600),
      pipe: special(0o010644),
    }
    const { found, result } = await explode(buildIso(tree, { rockRidge: true }))
    expect(found).toMatchObject({
      debian: '→ .',
      'dists/stable': '→ bookworm',
      'up/twice/back': '→ ../../dists/bookworm',
    })
    expect([...result.leftOut].sort()).toEqual(['out', 'passwd', 'pipe', 'sda', 'sly'])
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(['passwd']))
  })

  it('with programs kept executable and no other mode taken over', async () => {
    const tree = { run: special(0o100755), setuid: special(0o104755), secret: special(0o100600) }
    const { out } = await explode(buildIso(tree, { rockRidge: true }))
    const modes = await Promise.all(
      ['run', 'setuid', 'secret'].map(async (name) =>
        ((await lstat(join(out, name))).mode & 0o7777).toString(8),
      ),
    )
    expect(modes).toEqual(['755', '755', '644'])
  })

  it('without holding it in memory', async () => {
    const image = inMemory(buildIso({ big: Buffer.alloc(5_000_000, 7) }, { rockRidge: true }))
    const out = await mkdtemp(join(lab, 'out-'))
    expect((await explodeIso(image, out, go)).bytes).toBe(5_000_000)
    expect(image.seen.largest).toBeLessThanOrEqual(1024 * 1024)
    expect((await readFile(join(out, 'big'))).equals(Buffer.alloc(5_000_000, 7))).toBe(true)
  })

  it('until it is told to stop', async () => {
    const image = inMemory(buildIso(TREE, { rockRidge: true }))
    const out = await mkdtemp(join(lab, 'out-'))
    const stopped = AbortSignal.abort(new Error('enough'))
    await expect(explodeIso(image, out, stopped)).rejects.toThrow('enough')
  })
})

describe('an ISO image is refused', () => {
  const refuse = async (image: Buffer) => {
    const out = await mkdtemp(join(lab, 'out-'))
    return explodeIso(inMemory(image), out, go).then(
      () => 'taken',
      (error: unknown) => (error instanceof ArchiveError ? `${error.fault}: ${error.message}` : error),
    )
  }

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a web page', bytes('<html>Not found</html>'.repeat(3000))],
    ['zeros', Buffer.alloc(100_000)],
  ])('when it is %s', async (_name, image) => {
    expect(await refuse(image)).toMatch(/^unrecognised: it is no ISO 9660 image/)
  })

  it('when it is cut short', async () => {
    const image = buildIso(TREE, { rockRidge: true })
    expect(await refuse(image.subarray(0, image.length - 6000))).toMatch(/^damaged: .*cut short/)
    expect(await refuse(image.subarray(0, 20 * 2048))).toMatch(/^damaged: .*cut short/)
  })

  it.each(['..', '../x', '/x', 'a/b', 'nul\0'])('when a file is called %j', async (name) => {
    expect(await refuse(buildIso({ [name]: bytes('x') }, { rockRidge: true }))).toMatch(/^(unsafe|damaged): /)
  })

  it('when a folder is in itself', async () => {
    const image = buildIso({ loop: folder({ deeper: folder({}) }) }, { rockRidge: true })
    const deeper = image.indexOf('DEEPER', 0, 'latin1')
    // Let `deeper` begin where the top folder does.
    image.writeUInt32LE(image.readUInt32LE(16 * 2048 + 156 + 2), deeper - 33 + 2)
    expect(await refuse(image)).toMatch(/^damaged: .*is in it twice/)
  })

  it('when its files would fill the disk by lying over each other', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, bytes('x')]))
    const image = buildIso({ ...files, big: Buffer.alloc(1_000_000) }, { rockRidge: true })
    const big = image.indexOf('BIG.', 0, 'latin1') - 33
    for (let index = 0; index < 40; index += 1) {
      const at = image.indexOf(`F${index}.;1`, 0, 'latin1') - 33
      image.copy(image, at + 2, big + 2, big + 18)
    }
    expect(await refuse(image)).toMatch(/^too-large: it unpacks to more than/)
  })

  it('when two files have one name', async () => {
    const image = buildIso({ aaaa: bytes('1'), bbbb: bytes('2') }, { rockRidge: true })
    const name = image.indexOf('bbbb', 0, 'latin1')
    image.write('aaaa', name, 'latin1')
    expect(await refuse(image)).toMatch(/^damaged: "aaaa" is in it twice/)
  })

  it('when a record goes on in a circle', async () => {
    const image = buildIso({ file: bytes('1') }, { rockRidge: true, continued: true })
    const area = image.length - 2048
    const ce = image.indexOf('CE', 20 * 2048, 'latin1')
    // The continuation area begins with a pointer to itself.
    const pointer = ce > 0 ? ce : image.indexOf('CE', 0, 'latin1')
    image.copy(image, area, pointer, pointer + 28)
    expect(await refuse(image)).toMatch(/^damaged: .*goes on in more than/)
  })
})

describe('hostile images', () => {
  const base = [
    buildIso(TREE, { rockRidge: true, joliet: true }),
    buildIso(TREE, { rockRidge: true, continued: true }),
    buildIso({ a: folder({ b: folder({ c: link('../..') }) }), f: bytes('file') }, { rockRidge: true }),
    buildIso({ A: folder({ 'B.TXT': bytes('b') }) }, { joliet: true }),
  ]

  it('only ever throw the typed error, and write nothing outside', { timeout: 60_000 }, async () => {
    const outside = join(lab, 'hostile')
    const mutation = fc.record({
      at: fc.nat(),
      value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 0x2e, 0x2f, 0x80, 0xff)),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(base.length - 1),
        fc.array(mutation, { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        fc.option(fc.nat(), { freq: 6 }),
        async (which, mutations, headers, cut) => {
          const image = Buffer.from(base[which] ?? Buffer.alloc(0))
          // Most bytes of an image are filling: those of descriptors and directories are what matters.
          const [from, span] = headers ? [16 * 2048, 8 * 2048] : [0, image.length]
          for (const { at, value } of mutations) image[from + (at % span)] = value
          const short = cut === null ? image : image.subarray(0, cut % image.length)
          await mkdir(join(outside, 'out'), { recursive: true })
          const failure = await explodeIso(
            inMemory(short),
            join(outside, 'out'),
            AbortSignal.timeout(5000),
          ).then(
            () => undefined,
            (error: unknown) => error,
          )
          expect(await readdir(outside)).toEqual(['out'])
          await expectInside(join(outside, 'out'))
          await rm(outside, { recursive: true, force: true })
          if (failure !== undefined) expect(failure).toBeInstanceOf(ArchiveError)
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** Fails when something below a folder is neither file, folder nor a link that stays. */
async function expectInside(top: string): Promise<void> {
  for (const entry of await readdir(top, { withFileTypes: true, recursive: true })) {
    expect(entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()).toBe(true)
    if (!entry.isSymbolicLink()) continue
    const target = await readlink(join(entry.parentPath, entry.name))
    const depth = join(entry.parentPath).slice(top.length).split('/').length - 1
    const climbs = target.split('/').filter((step) => step === '..').length
    expect(target.startsWith('/') || climbs > depth).toBe(false)
  }
}

describe.each(['xorriso', 'genisoimage'])('an image made by %s', (tool) => {
  const isThere = spawnSync(tool, ['--version']).error === undefined
  const args = tool === 'xorriso' ? ['-as', 'mkisofs', '-quiet'] : ['-quiet']

  it.skipIf(!isThere)('is unpacked to what it was made of', async () => {
    const source = join(lab, `source-${tool}`)
    const deep = join(source, 'a/b/c/d/e/f/g/h/i/j')
    await mkdir(deep, { recursive: true })
    await mkdir(join(source, '.disk'))
    await writeFile(join(deep, 'deep.txt'), 'deep')
    await writeFile(join(source, '.disk/info'), 'Debian')
    await writeFile(join(source, 'Spaces and ünïcode.txt'), 'text')
    await writeFile(join(source, long), Buffer.alloc(3_000_000, 5))
    await writeFile(join(source, 'run.sh'), '#!/bin/sh\n')
    await chmod(join(source, 'run.sh'), 0o755)
    await symlink('.', join(source, 'debian'))
    await symlink('../j/deep.txt', join(deep, 'link'))
    const image = join(lab, `${tool}.iso`)
    execFileSync(tool, [...args, '-R', '-J', '-o', image, source], { stdio: 'ignore' })
    const { out, found } = await explode(await readFile(image))
    // genisoimage puts folders that are too deep here, and leaves it behind when they are back in their place.
    delete found['rr_moved']
    expect(found).toEqual(await contents(source))
    await access(join(out, 'run.sh'), 1)
  })
})

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileTree } from '../../src/boot/file-tree.ts'
import { Uploads } from '../../src/boot/uploads.ts'

let folder: string
let tree: FileTree
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metalwright-uploads-'))
  tree = await FileTree.at(folder)
})
afterEach(() => rm(folder, { recursive: true }))

const once = (text: string) => Readable.from([Buffer.from(text)])

describe('uploads', () => {
  it('end when the connection does', async () => {
    const uploads = new Uploads(tree)
    const broken = async function* () {
      yield Buffer.from('abc')
      throw new Error('gone')
    }
    await expect(uploads.store('files/a', Readable.from(broken()), { size: 10 })).rejects.toMatchObject({
      fault: 'short',
      message: '10 bytes expected, but only 3 bytes received',
    })
    expect(await readdir(join(folder, 'files'))).toEqual([])
    expect(await uploads.store('files/a', once('x'), {})).toMatchObject({ size: 1 })
  })

  it('take fewer and more bytes than announced for what they are', async () => {
    const uploads = new Uploads(tree)
    for (const size of [2, 4]) {
      await expect(uploads.store('files/a', once('abc'), { size })).rejects.toMatchObject({ fault: 'short' })
    }
  })

  it('leave a sender connected whose upload fails', async () => {
    const uploads = new Uploads(tree)
    const content = once('abc')
    await expect(uploads.store('files/a', content, { sha256: '0'.repeat(64) })).rejects.toMatchObject({
      fault: 'digest',
    })
    const archive = new Readable({ read: () => {} })
    archive.push(Buffer.alloc(2000, 1))
    await expect(uploads.explode('files/a', archive, {})).rejects.toMatchObject({ fault: 'archive' })
    expect(archive.destroyed).toBe(false)
  })

  it('take over what a crash has left of the same file', async () => {
    await writeFile(join(folder, 'files/.a.part'), 'half of something longer')
    await new Uploads(tree).store('files/a', once('whole'), {})
    expect(await readdir(join(folder, 'files'))).toEqual(['a'])
    expect(await readFile(join(folder, 'files/a'), 'utf8')).toBe('whole')
  })
})

describe('digests', () => {
  it('are kept over a restart and a move, and end with the file', async () => {
    const { sha256 } = await new Uploads(tree).store('files/a', once('abc'), {})
    expect(tree.knownDigest('files/a')).toBe(sha256)
    expect((await FileTree.at(folder)).knownDigest('files/a')).toBe(sha256)
    await writeFile(join(folder, 'files/a'), 'abd')
    expect(tree.knownDigest('files/a')).toBeUndefined()
    expect(await tree.digest('files/a')).not.toBe(sha256)
    expect(await tree.digest('files/missing')).toBeUndefined()
    expect(await tree.digest('files')).toBeUndefined()
    await tree.remove('files/a')
    expect(await readdir(join(folder, '.metalwright/digests'))).toEqual([])
  })
})

import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codedFile } from '../../src/boot/file-codings.ts'
import { FileTree } from '../../src/boot/file-tree.ts'

describe('files that lie compressed beside the plain one', () => {
  let tree: FileTree
  beforeAll(async () => {
    tree = await FileTree.at(await mkdtemp(join(tmpdir(), 'metalwright-codings-')))
    await mkdir(join(tree.root, 'os'))
    const [old, fresh] = [new Date(2026, 0, 1), new Date(2026, 0, 2)]
    for (const [name, time] of [
      ['all', fresh],
      ['all.gz', fresh],
      ['all.br', fresh],
      ['all.zst', fresh],
      ['stale', fresh],
      ['stale.gz', old],
      ['none', fresh],
    ] as const) {
      await writeFile(join(tree.root, 'os', name), name)
      await utimes(join(tree.root, 'os', name), time, time)
    }
  })
  afterAll(() => rm(tree.root, { recursive: true, force: true }))

  const coding = async (name: string, accepted: string | undefined) => {
    const file = await tree.open(`os/${name}`)
    if (file === undefined) throw new Error(`${name} is not there`)
    return (await codedFile(tree, `os/${name}`, file, accepted))?.coding
  }

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate, compress', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, br;q=0.5', 'gzip'],
    ['gzip;q=0, br;q=0.0, zstd;q=0.000', undefined],
    ['gzip;q=0.5, identity', undefined],
    ['gzip;q=0.5, identity;q=0.1', 'gzip'],
    ['*', 'zstd'],
    ['zstd;q=0, *;q=0.1', 'br'],
    ['gzip;q=2', undefined],
    ['gzip;q=NaN', undefined],
    [`${'x,'.repeat(5000)}gzip`, undefined],
  ])('%s: %s', async (accepted, expected) => {
    expect(await coding('all', accepted)).toBe(expected)
  })

  it('do not count when they are not there or older than the plain one', async () => {
    expect(await coding('none', 'gzip, br')).toBeUndefined()
    expect(await coding('stale', 'gzip')).toBeUndefined()
  })
})

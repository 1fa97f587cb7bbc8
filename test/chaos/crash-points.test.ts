import { copyFile, mkdir, mkdtemp, open, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../server-mock/test/api/test-server.ts'

const SETTINGS = { store: 'sqlite', prefs: { knownTokenTimeout: '4000' } } as const

/** Lengths of a write-ahead log of SQLite behind each of its commits (SQLite's file format, section 4). */
async function commitEnds(log: string): Promise<number[]> {
  const handle = await open(log)
  try {
    const bytes = await handle.readFile()
    const frame = 24 + bytes.readUInt32BE(8)
    const ends: number[] = []
    for (let at = 32; at + frame <= bytes.length; at += frame) {
      // The last frame of a commit says how large the database is behind it.
      if (bytes.readUInt32BE(at + 4) !== 0) ends.push(at + frame)
    }
    return ends
  } finally {
    await handle.close()
  }
}

describe('a first start that ended behind any of its commits', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-crash-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Base roots as a crash behind each commit of a first start would have left them. */
  const crashed = async (): Promise<string[]> => {
    const first = join(folder, 'first')
    const source = join(first, 'digitalrebar', 'objects.sqlite')
    const server = await startTestServer({ ...SETTINGS, baseRoot: first })
    const ends = await commitEnds(`${source}-wal`)
    const copies: string[] = []
    for (const [at, end] of [0, ...ends].entries()) {
      const baseRoot = join(folder, `copy${at}`)
      const file = join(baseRoot, 'digitalrebar', 'objects.sqlite')
      await mkdir(join(baseRoot, 'digitalrebar'), { recursive: true })
      await copyFile(source, file)
      await copyFile(`${source}-wal`, `${file}-wal`)
      await truncate(`${file}-wal`, end)
      copies.push(baseRoot)
    }
    await server.close()
    expect(ends.length).toBeGreaterThan(4)
    return copies
  }

  it('is followed by one that serves', async () => {
    for (const baseRoot of await crashed()) {
      const server = await startTestServer({ ...SETTINGS, baseRoot })
      expect(await server.json('GET', '/pools/default')).toMatchObject({ Id: 'default' })
      expect(await server.json('GET', '/users/rocketskates')).toMatchObject({ Name: 'rocketskates' })
      await server.json('POST', '/machines', { Name: 'after.example.com' })
      await server.close()
    }
  }, 60_000)

  it('has its secrets and preferences, too', async () => {
    for (const baseRoot of await crashed()) {
      const server = await startTestServer({ ...SETTINGS, baseRoot })
      const prefs = await server.json('GET', '/prefs')
      await server.close()
      expect(prefs).toMatchObject({ knownTokenTimeout: '4000', baseTokenSecret: expect.stringMatching(/./) })
    }
  }, 60_000)
})

import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildConsole } from '../../ui/build.ts'

/** Bytes of JavaScript that the console may have. */
const MOST = 60_000

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metalwright-console-'))
  await rm(folder, { recursive: true })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the build of the console', () => {
  it('is made once for the same sources, and is small', async () => {
    expect(await buildConsole(folder)).toBe(true)
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    const scripts = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'))
    const sizes = await Promise.all(
      scripts.map(async (name) => (await stat(join(folder, 'assets', name))).size),
    )
    const total = sizes.reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(10_000)
    expect(total).toBeLessThan(MOST)
    for (const name of scripts) expect(page).toContain(`/ui/assets/${name}`)
    // Neither scripts nor styles in the page itself: the policy forbids them.
    expect(page).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=/)
    expect(await buildConsole(folder)).toBe(false)
    await rm(join(folder, '.sources'))
    expect(await buildConsole(folder)).toBe(true)
  })

  it('makes no markup from text', async () => {
    const sources = fileURLToPath(new URL('../../ui/src', import.meta.url))
    const files = (await readdir(sources, { recursive: true })).filter((name) => /\.tsx?$/.test(name))
    expect(files.length).toBeGreaterThan(30)
    for (const name of files) {
      const text = await readFile(join(sources, name), 'utf8')
      expect([
        name,
        /innerHTML|outerHTML|insertAdjacent|document\.write|cookie =|localStorage/i.test(text),
      ]).toEqual([name, false])
    }
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { packageHash, sha256 } from '../../scripts/package/hashes.ts'
import { writeZip } from '../../scripts/package/zip.ts'
import { readZip } from './read-zip.ts'

let folder: string
let files: ReadonlyMap<string, string>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drp-zip-'))
  for (const [name, text] of Object.entries({ run: 'x'.repeat(10_000), LICENSE: 'free' })) {
    writeFileSync(join(folder, name), text)
  }
  files = new Map(['run', 'LICENSE'].map((name) => [name, join(folder, name)]))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('holds the files with their rights, compressed', async () => {
  const zip = join(folder, 'a.zip')
  await writeZip(zip, files, 'run')
  const entries = await readZip(zip)
  expect(entries.map(({ name, mode }) => [name, mode.toString(8)])).toEqual([
    ['LICENSE', '100644'],
    ['run', '100755'],
  ])
  expect(entries.map(({ content }) => content.toString())).toEqual(['free', 'x'.repeat(10_000)])
  expect(readFileSync(zip).length).toBeLessThan(1000)
})

it('is the same at another time, in another order and in another time zone', async () => {
  await writeZip(join(folder, 'a.zip'), files, 'run')
  const zone = process.env['TZ']
  process.env['TZ'] = 'Pacific/Kiritimati'
  await writeZip(join(folder, 'b.zip'), new Map([...files].reverse()), 'run')
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  expect(await sha256(join(folder, 'a.zip'))).toBe(await sha256(join(folder, 'b.zip')))
})

it('has the hash that lock files hold', async () => {
  // sha256sum LICENSE run | openssl dgst -sha256 -binary | base64
  expect(await packageHash(files)).toBe('h1:Z52VtJ55AhgyAQzLL39u/42Phs1yXqWuR4gJJ/Rt0/k=')
  expect(await packageHash(new Map([...files].reverse()))).toBe(await packageHash(files))
})

import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installAgentArchive } from '../../discovery/agent-archive.ts'

describe('the agent as an archive', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-archive-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const archive = () => join(folder, 'tftpboot/discovery/agent.tar.gz')

  it('is where machines load it from, owned by root, and is always the same', async () => {
    await installAgentArchive(folder)
    const first = await readFile(archive())
    await installAgentArchive(folder)
    expect(first.equals(await readFile(archive()))).toBe(true)
    const list = execFileSync('tar', ['-tvzf', archive(), '--numeric-owner'], { encoding: 'utf8' })
    for (const line of list.trim().split('\n')) {
      expect(line).toMatch(/^\S+ 0\/0 .* usr\/local\/lib\/metalwright\//)
    }
    expect(list).toMatch(/^-rwxr-xr-x .*\/agent$/m)
    expect(list).toMatch(/^-rw-r--r-- .*\/metalwright-agent\.service$/m)
  })

  it('has every part that the agent reads', async () => {
    await installAgentArchive(folder)
    execFileSync('tar', ['-xzf', archive(), '-C', folder])
    const here = join(folder, 'usr/local/lib/metalwright')
    const agent = await readFile(join(here, 'agent'), 'utf8')
    const parts = [...agent.matchAll(/^\. "\$here\/(\S+)"$/gm)].map(([, name]) => name ?? '')
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(await readFile(join(here, part), 'utf8')).toContain('#')
  })
})

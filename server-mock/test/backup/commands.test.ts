import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from '@metalwright/sdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServerProcess } from '../../src/rehearsal/start/server-process.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts')
const OFF = ['--disable-dhcp', '--disable-tftp', '--disable-provisioner', '--disable-pxe']
const FLAGS = ['--dev', '--api-port', '0', ...OFF, '--log-level', 'error']

describe('metalwright backup and restore', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-backup-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const run = async (...args: string[]) => {
    const done = promisify(execFile)(process.execPath, [MAIN, ...args])
    return done.then(
      ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({
        status: Number(code),
        stdout: String(stdout),
        stderr: String(stderr),
      }),
    )
  }
  const start = async (baseRoot: string) => {
    const server = await startServerProcess({ baseRoot, flags: FLAGS })
    const { ports, fingerprint } = server.facts
    const endpoint = `https://127.0.0.1:${ports.api}`
    return { server, client: new Client({ endpoint, key: 'rocketskates:r0cketsk8ts', fingerprint }) }
  }

  it('save a server that runs, and bring another one to the same state', async () => {
    const [old, next, file] = ['old', 'next', 'all.backup'].map((name) => join(folder, name))
    if (old === undefined || next === undefined || file === undefined) throw new Error('three names')
    const first = await start(old)
    const machine = await first.client.machines.create({ Name: 'kept.example.com' })
    const saved = await run('backup', '--base-root', old, '--format', 'json', file)
    expect(saved).toMatchObject({ status: 0, stderr: '' })
    const summary = JSON.parse(saved.stdout)
    expect(summary).toMatchObject({ file, files: 0, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const late = await first.client.machines.create({ Name: 'late.example.com' })

    const busy = await run('restore', '--base-root', old, '--force', file)
    expect(busy).toMatchObject({ status: 1, stdout: '' })
    expect(busy.stderr).toMatch(/^metalwright: .*another server has .* open; stop that one first\n$/)
    await first.client.close()
    await first.server.stop()

    // What DHCP told clients of another life must not come back over the restored leases.
    const journal = join(next, 'leases.journal')
    await mkdir(next)
    await writeFile(journal, 'old')
    const restored = await run('restore', '--base-root', next, file)
    expect(restored.stdout).toMatch(/^\d+ objects as of revision \d+ are in .*objects\.sqlite\n$/)
    expect(restored.status).toBe(0)
    await expect(stat(journal)).rejects.toThrow('ENOENT')
    const refused = await run('restore', '--base-root', next, file)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(/holds \d+ objects already; give --force to replace them all/)

    const second = await start(next)
    expect(await second.client.machines.get(machine.Uuid)).toEqual(machine)
    await expect(second.client.machines.get(late.Uuid)).rejects.toThrow(/Not Found|does not exist|404/i)
    await second.client.machines.create({ Name: 'after.example.com' })
    await second.client.close()
    await second.server.stop()
  }, 60_000)

  it('say in one line what is wrong, without the password', async () => {
    const file = join(folder, 'all.backup')
    const url = 'postgres://metal:hunter2secret@127.0.0.1:1/x'
    for (const args of [
      ['backup', '--base-root', join(folder, 'none'), file],
      ['backup', '--database', url, file],
      ['serve', '--base-root', join(folder, 'root'), '--database', url, ...FLAGS],
      ['restore', '--base-root', join(folder, 'none'), file],
    ]) {
      const { status, stdout, stderr } = await run(...args)
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^metalwright: [^\n]+; [^\n]+\n$/)
      expect(stderr).not.toContain('hunter2secret')
    }
  }, 60_000)
})

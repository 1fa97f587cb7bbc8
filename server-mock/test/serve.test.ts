import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@metalwright/sdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, '..', 'src', 'main.ts')
const ports = [
  '--api-port',
  '0',
  '--static-port',
  '0',
  '--dhcp-port',
  '0',
  '--tftp-port',
  '0',
  '--metrics-port',
  '0',
  '--binl-port',
  '0',
]

describe('metalwright serve', () => {
  let folder: string
  const running: ChildProcess[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-serve-'))
  })
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    running.push(child)
    return child
  }
  const serve = async (...flags: string[]) => {
    const base = ['--base-root', folder, '--listen', '127.0.0.1', '--provision-address', '127.0.0.1']
    const child = run('serve', ...base, ...ports, '--format', 'json', ...flags)
    const failure = end(child).then(({ errors }) => Promise.reject(new Error(errors)))
    failure.catch(() => {})
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failure])
    return { child, facts: JSON.parse(line) }
  }
  const end = async (child: ChildProcess) => {
    let errors = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    const [status] = await once(child, 'close')
    return { status, errors }
  }

  it('makes a password of its own on the first start and tells where it is', async () => {
    const { child, facts } = await serve()
    const file = join(folder, 'initial-password')
    expect(facts.initialPassword).toBe(file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const key = (await readFile(file, 'utf8')).trim()
    const client = new Client({
      endpoint: `https://127.0.0.1:${facts.ports.api}`,
      key,
      fingerprint: facts.fingerprint,
    })
    expect((await client.info()).features).toContain('embedded-pool')
    await client.close()
    child.kill('SIGTERM')
    expect((await end(child)).status).toBe(0)
  })

  it('has everything it confirmed after kill -9, the password and certificate too', async () => {
    const first = await serve()
    const key = (await readFile(join(folder, 'initial-password'), 'utf8')).trim()
    const open = (facts: typeof first.facts) =>
      new Client({ endpoint: `https://127.0.0.1:${facts.ports.api}`, key, fingerprint: facts.fingerprint })
    const before = open(first.facts)
    const machine = await before.machines.create({ Name: 'kept.example.com' })
    first.child.kill('SIGKILL')
    await once(first.child, 'close')
    await before.close()

    const second = await serve()
    expect(second.facts.initialPassword).toBeUndefined()
    expect(second.facts.fingerprint).toBe(first.facts.fingerprint)
    const after = open(second.facts)
    expect(await after.machines.get(machine.Uuid)).toEqual(machine)
    await after.close()
  })

  it('says what is wrong with a port that is taken, and ends', async () => {
    const { facts } = await serve()
    const other = await mkdtemp(join(tmpdir(), 'metalwright-serve-'))
    const child = run('serve', '--base-root', other, '--dev', ...ports, '--api-port', String(facts.ports.api))
    const { status, errors } = await end(child)
    await rm(other, { recursive: true, force: true })
    expect(status).toBe(1)
    expect(errors).toMatch(/--api-port \d+: listen EADDRINUSE.*choose another port/)
    expect(errors).not.toMatch(/\n\s+at /)
  })

  it.each([
    [['serve', '--api-port', 'many'], /A port is a number/],
    [['serve', '--prefs', '[1]'], /Write preferences as a JSON object/],
    [['serve', '--store', 'tape'], /Allowed choices are sqlite, memory/],
    [['dance'], /unknown command 'dance'/],
  ])('refuses %j', async (args, message) => {
    const { status, errors } = await end(run(...args))
    expect([status, errors]).toEqual([1, expect.stringMatching(message)])
  })
})

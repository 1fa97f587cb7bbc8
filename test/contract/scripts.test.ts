import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client, ForbiddenError } from '@metalwright/sdk'
import type { Machine } from '@metalwright/sdk/models'
import {
  clientEnvironment,
  DEV_KEY,
  type Site,
  startServerProcess,
  startSimulatedSite,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const SCRIPTS = join(import.meta.dirname, '..', '..', 'examples', 'scripts')

/** What a script said, and how it ended. */
interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The scripts as a user runs them, against a real server with simulated machines. */
describe('the example scripts', () => {
  let site: Site
  let folder: string
  let machines: Machine[]
  const ran = new Set<string>()
  /** Variables of the server that is copied to. */
  const target: Record<string, string> = {}
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-scripts-'))
    site = await startSimulatedSite({ machines: 3, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    machines = await waitForFree(site.client, 3, 60_000)
  })
  afterAll(async () => {
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const environment = () => ({ ...process.env, NO_COLOR: '1', ...clientEnvironment(site), ...target })
  const script = (name: string) => {
    ran.add(name)
    return join(SCRIPTS, name)
  }
  const execute = (file: string, ...args: string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      const options = { env: environment(), timeout: 60_000 }
      const child = execFile(process.execPath, [file, ...args], options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      )
    })
  const run = (name: string, ...args: string[]) => execute(script(name), ...args)
  const succeeded = async (name: string, ...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(name, ...args)
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    return stdout
  }
  const someMachine = (): Machine => {
    const [machine] = machines
    if (machine === undefined) throw new Error('there is no machine')
    return machine
  }

  it('server-info says what the server is', async () => {
    const output = await succeeded('server-info.ts')
    expect(output).toContain(`${site.endpoint} is `)
    expect(output).toContain('claims machines of pools: true')
  })

  it('list-machines lists those that meet the filters', async () => {
    const output = await succeeded('list-machines.ts', 'PoolStatus=Eq(Free)')
    for (const { Name, Address } of machines) expect(output).toMatch(new RegExp(`${Name}.*${Address}.*Free`))
    expect(output).toContain('3 of 3 machines')
    expect(await succeeded('list-machines.ts', `Name=${someMachine().Name}`)).toContain('1 of 3 machines')
    const refused = await run('list-machines.ts', 'Colour=Eq(red)')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Filter not found: Colour') })
  })

  it('count-by-stage counts all of them', async () => {
    expect(await succeeded('count-by-stage.ts')).toBe(`     3 ${someMachine().Stage}\n`)
  })

  it('claim-machine claims one, and gives it back', async () => {
    const output = await succeeded('claim-machine.ts', 'default', 'test-1')
    const [, name] = /^(\S+) is ours at [\d.]+$/m.exec(output) ?? []
    expect(machines.map(({ Name }) => Name)).toContain(name)
    expect(output).toContain(`${name} is free again`)
    const machine = await site.client.machines.get(`Name:${name}`)
    expect(machine).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
    expect(Object.keys(machine.Params).filter((param) => param.startsWith('claim/'))).toEqual([])
  })

  it('claim-machine says that there is none', async () => {
    await site.client.pools.ensure({ Id: 'empty' })
    expect(await run('claim-machine.ts', 'empty', 'test-2')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nothing to claim'),
    })
  })

  it('watch-events shows what happens until it is told to end', async () => {
    const child = spawn(process.execPath, [script('watch-events.ts'), 'profiles.*.*'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    const lines: string[] = []
    const output = createInterface({ input: child.stdout })
    for await (const line of output) {
      lines.push(line)
      if (lines.length === 1) await site.client.profiles.ensure({ Name: 'watched' })
      if (lines.length === 2) await site.client.profiles.delete('watched')
      if (lines.length === 3) child.kill('SIGINT')
    }
    expect(await ended).toBe(0)
    expect(lines).toEqual([
      'watching profiles.*.*',
      expect.stringMatching(/^\S+Z profiles\.create\.watched by user:rocketskates$/),
      expect.stringMatching(/^\S+Z profiles\.delete\.watched by user:rocketskates$/),
    ])
  })

  it('follow-job prints the log of the newest job', async () => {
    const { Name, CurrentJob } = await site.client.machines.get(someMachine().Uuid)
    const { Task } = await site.client.jobs.get(CurrentJob)
    const log = Buffer.concat(await (await site.client.jobs.log(CurrentJob)).toArray()).toString('utf8')
    expect(log.length).toBeGreaterThan(0)
    const output = await succeeded('follow-job.ts', Name)
    expect(output).toBe(`${log}\ntask ${Task} is finished\n`)
  })

  it('upload-file stores an ISO image and a file, and shows how far it is', async () => {
    const bytes = randomBytes(3 * 1024 * 1024)
    const file = join(folder, 'small.iso')
    await writeFile(file, bytes)
    const first = await run('upload-file.ts', 'files', file, 'images/small.raw')
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${bytes.length} bytes, SHA-256 `),
    })
    expect(first.stderr).toMatch(/\r\d+ % of 3145728 bytes.*\r100 % of 3145728 bytes\n$/)
    const stored = await (await site.client.files.download('images/small.raw')).toArray()
    expect(Buffer.concat(stored).equals(bytes)).toBe(true)
    await succeeded('upload-file.ts', 'isos', file)
    expect(await site.client.isos.list()).toContain('small.iso')
  })

  it('upload-content loads a folder', async () => {
    const output = await succeeded('upload-content.ts', join(SCRIPTS, 'content'))
    expect(output).toMatch(/^scripts-example 1\.0\.0: 1 params, 1 stages, 1 tasks/)
    expect(await site.client.tasks.get('scripts-example-hello')).toMatchObject({ Bundle: 'scripts-example' })
    await succeeded('upload-content.ts', join(SCRIPTS, 'content'))
  })

  it('narrow-user gives a token with the rights of its role and no others', async () => {
    const token = (await succeeded('narrow-user.mjs', 'inventory-bot', '600')).trim()
    const { endpoint, server } = site
    const bot = new Client({ endpoint, token, fingerprint: server.facts.fingerprint })
    const { Uuid } = someMachine()
    expect((await bot.machines.list()).items).toHaveLength(3)
    await bot.machines.update(Uuid, { Params: { 'inventory/rack': 'b7' } })
    await expect(bot.machines.update(Uuid, { Description: 'mine' })).rejects.toThrow(ForbiddenError)
    await expect(bot.machines.delete(Uuid)).rejects.toThrow(ForbiddenError)
    expect((await bot.profiles.list()).items).toEqual([])
    await succeeded('narrow-user.mjs', 'inventory-bot')
    await expect(bot.machines.list()).rejects.toMatchObject({ code: 'not_authenticated' })
    await bot.close()
  })

  it('rotate-param changes all that meet the filters', async () => {
    const values = async () => {
      const { items } = await site.client.machines.list()
      return items.map(({ Params }) => Params['demo/secret'])
    }
    expect(await succeeded('rotate-param.ts', 'demo/secret')).toBe('demo/secret: 3 changed, 0 failed\n')
    const before = await values()
    expect(new Set(before).size).toBe(3)
    const { Name } = someMachine()
    const output = await succeeded('rotate-param.ts', 'demo/secret', `Name=Eq(${Name})`)
    expect(output).toBe('demo/secret: 1 changed, 0 failed\n')
    const after = await values()
    expect(after.filter((value, at) => value !== before[at])).toHaveLength(1)
  })

  it('wait-for-field hears of each change until it is so, and gives up in time', async () => {
    const { Name, Uuid } = someMachine()
    const waiting = run('wait-for-field.ts', Name, 'Description', 'seen', '60')
    // The first change is either seen by the first look or told by an event.
    await site.client.machines.update(Uuid, { Description: 'not yet' })
    await site.client.machines.update(Uuid, { Description: 'seen' })
    const { code, stdout } = await waiting
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`${Name}: Description is seen, in stage `),
    })
    expect(await run('wait-for-field.ts', Name, 'Runnable', 'false', '1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did not come about within 1000 ms'),
    })
  })

  it('generate-params writes types for the params that are published', async () => {
    await site.client.params.ensure({ Name: 'demo/slot', Schema: { type: 'integer', minimum: 1 } })
    const source = await succeeded('generate-params.ts')
    await writeFile(join(folder, 'params.mts'), `${source}console.log(params.of({ 'demo/slot': 3, x: 1 }))\n`)
    await symlink(join(SCRIPTS, '..', '..', 'node_modules'), join(folder, 'node_modules'))
    const good = await execute(join(folder, 'params.mts'))
    expect(good).toMatchObject({ code: 0, stdout: "{ 'demo/slot': 3 }\n" })
    await writeFile(join(folder, 'wrong.mts'), `${source}params.of({ 'demo/slot': 0 })\n`)
    expect((await execute(join(folder, 'wrong.mts'))).stderr).toContain('Param demo/slot has the value 0')
  })

  it('copy-server brings what is there to another server, again and again', async () => {
    const none = ['--api-port', '0', '--static-port', '0', '--metrics-port', '0']
    const off = ['--disable-tftp', '--disable-dhcp', '--disable-pxe']
    const flags = ['--dev', '--store', 'memory', ...none, ...off]
    const other = await startServerProcess({ baseRoot: join(folder, 'other'), flags })
    const { ports, fingerprint } = other.facts
    const endpoint = `https://127.0.0.1:${ports.api}`
    const there = new Client({ endpoint, key: DEV_KEY, fingerprint })
    try {
      const { Uuid, Name } = someMachine()
      await site.client.params.ensure({ Name: 'copied/secret', Secure: true, Schema: { type: 'string' } })
      await site.client.machines.params.set(Uuid, 'copied/secret', 'open sesame')
      await site.client.templates.ensure({ ID: 'copied.tmpl', Contents: 'Hello' })
      Object.assign(target, { TO_RS_ENDPOINT: endpoint, TO_RS_KEY: DEV_KEY, TO_RS_FINGERPRINT: fingerprint })
      expect(await succeeded('copy-server.ts')).toMatch(/^ {5}1 templates$[\s\S]*^ {5}3 machines$/m)
      expect(await there.machines.get(Uuid)).toMatchObject({ Name, BootEnv: 'local', Workflow: '' })
      const decoded = await there.machines.params.get(Uuid, { decode: true })
      expect(decoded).toEqual(await site.client.machines.params.get(Uuid, { decode: true }))
      expect(decoded).toMatchObject({ 'copied/secret': 'open sesame' })
      expect(await there.templates.get('copied.tmpl')).toMatchObject({ Contents: 'Hello' })
      await there.machines.update(Uuid, { BootEnv: 'discovery' })
      await succeeded('copy-server.ts')
      expect(await there.machines.get(Uuid)).toMatchObject({ BootEnv: 'discovery' })
    } finally {
      await there.close()
      await other.stop()
    }
  })

  it('begin with the one in the README of the SDK', async () => {
    const readme = await readFile(join(SCRIPTS, '..', '..', 'sdk', 'README.md'), 'utf8')
    const [, first = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? []
    expect(first.trim().split('\n').length).toBeLessThanOrEqual(10)
    await writeFile(join(folder, 'first.mts'), first)
    const { code, stdout } = await execute(join(folder, 'first.mts'))
    expect(code).toBe(0)
    for (const { Name, Address } of machines) expect(stdout).toContain(`${Name} ${Address} Free`)
  })

  it('are all run here, and all in the README with what they show', async () => {
    const scripts = (await readdir(SCRIPTS)).filter((name) => /\.m?[jt]s$/.test(name))
    expect([...ran].map((name) => basename(name)).sort()).toEqual(scripts.sort())
    const readme = await readFile(join(SCRIPTS, 'README.md'), 'utf8')
    expect(scripts.filter((name) => !readme.includes(`[${name}](${name})`))).toEqual([])
    for (const name of scripts) {
      expect(await readFile(join(SCRIPTS, name), 'utf8')).toMatch(/^\/\/ Shows[:,]/)
    }
  })
})

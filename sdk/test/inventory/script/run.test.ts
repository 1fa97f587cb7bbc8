import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../../src/inventory/script/run.ts'
import { VERSION } from '../../../src/inventory/script/version.ts'
import { type ListServer, startListServer } from './list-server.ts'

const machine = (number: number, fields: object = {}) => ({
  Name: `web${number}`,
  Uuid: `0000000${number}-0000-4000-8000-000000000000`,
  Address: `10.0.0.${number}`,
  ...fields,
})

describe('the inventory script', () => {
  let server: ListServer
  let folder: string
  let now: number
  beforeEach(async () => {
    server = await startListServer()
    server.lists.set('machines', [machine(1, { Profiles: ['web'] })])
    folder = mkdtempSync(join(tmpdir(), 'metalwright-inventory-'))
    now = 1_000_000
  })
  afterEach(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const call = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    let [stdout, stderr] = ['', '']
    const pauses: number[] = []
    const code = await run({
      args,
      environment: {
        RS_ENDPOINT: server.endpoint,
        RS_KEY: 'user:pass:word',
        DRP_INVENTORY_CACHE_DIR: join(folder, 'cache'),
        ...more,
      },
      script: join(folder, 'metalwright-inventory'),
      out: (text) => {
        stdout += text.toString()
      },
      err: (line) => {
        stderr += line
      },
      now: () => now,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    })
    return { code, stdout, stderr, pauses }
  }
  const list = async (more: Readonly<Record<string, string>> = {}, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await call(['--list', ...args], more)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout)
  }
  const hosts = async (more: Readonly<Record<string, string>> = {}) =>
    Object.keys((await list(more))._meta.hostvars)
  const config = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }

  it('asks once, however many machines there are, with a password that holds a colon', async () => {
    server.lists.set(
      'machines',
      Array.from({ length: 500 }, (_, at) => machine(1, { Name: `n${at}`, Uuid: `u${at}` })),
    )
    expect(await hosts()).toHaveLength(500)
    expect(server.calls.map(({ path }) => path)).toEqual([
      '/api/v3/lists?list=params&list=stages&list=profiles&list=machines',
    ])
    const basic = `Basic ${Buffer.from('user:pass:word').toString('base64')}`
    expect(new Set(server.calls.map(({ authorization }) => authorization))).toEqual(new Set([basic]))
    await list({ RS_TOKEN: 'abc' }, '--refresh')
    expect(server.calls.at(-1)?.authorization).toBe('Bearer abc')
  })

  it('asks for four lists where the server has not several in one answer, and keeps them by their tags', async () => {
    await server.close()
    server = await startListServer({ together: false })
    server.lists.set('machines', [machine(1)])
    expect(await hosts()).toEqual(['web1'])
    const lists = ['params', 'stages', 'profiles', 'machines'].map((kind) => [`/api/v3/${kind}`, 200])
    const asked = server.calls.map(({ path, status }) => [path.split('?')[0], status])
    expect(asked).toEqual([['/api/v3/lists', 404], ...lists])
    server.calls.length = 0
    expect(await hosts()).toEqual(['web1'])
    expect(server.calls.map(({ status }) => status)).toEqual([304, 304, 304, 304])
  })

  it('fills in what older servers leave out', async () => {
    const { _meta, ...groups } = await list()
    expect(_meta.hostvars.web1).toMatchObject({
      ansible_host: '10.0.0.1',
      drp: { pool: 'default', arch: 'amd64' },
    })
    expect(Object.keys(groups)).toContain('drp_profile_web')
  })

  it('gives for --host what --list says of it', async () => {
    const all = await list()
    const { code, stdout } = await call(['--host', 'web1'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual(all._meta.hostvars.web1)
    const missing = await call(['--host', 'web9'])
    expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('no host `web9`') })
    expect((await call(['--host', '__proto__'])).code).toBe(1)
  })

  it('draws a graph, and checks', async () => {
    expect((await call(['--graph'])).stdout).toContain('  |--@drp:\n  |  |--web1\n')
    expect((await call(['--check'])).stdout).toMatch(
      /1 hosts, \d+ groups, \d+ bytes; kept, and as the server has it/,
    )
    expect((await call(['--list', '--pretty'])).stdout).toContain('\n  "all": {')
  })

  it('asks the server whether what was kept still holds, and makes it anew when it does not', async () => {
    const first = await list()
    server.calls.length = 0
    expect(await list()).toEqual(first)
    expect(server.calls.map(({ status }) => status)).toEqual([304])
    server.lists.set('machines', [machine(2)])
    expect(await hosts()).toEqual(['web2'])
  })

  it('does not ask for as long as it is told', async () => {
    await list()
    server.calls.length = 0
    server.lists.set('machines', [machine(2)])
    const young = { DRP_INVENTORY_CACHE_MAX_AGE: '60' }
    expect(await hosts(young)).toEqual(['web1'])
    expect(server.calls).toEqual([])
    now += 60_000
    expect(await hosts(young)).toEqual(['web2'])
    // The clock was set back: what was kept may be of any age.
    server.lists.set('machines', [machine(3)])
    now -= 3_600_000
    expect(await hosts(young)).toEqual(['web3'])
  })

  it('makes it anew each time where the server has no tags', async () => {
    await server.close()
    server = await startListServer({ tagged: false })
    await list()
    server.lists.set('machines', [machine(2)])
    expect(await hosts()).toEqual(['web2'])
  })

  it('uses what was kept when the server fails or is gone, and says so', async () => {
    await list()
    server.status = 503
    const failing = await call(['--list'])
    expect(failing.code).toBe(0)
    expect(JSON.parse(failing.stdout)._meta.hostvars).toHaveProperty('web1')
    expect(failing.stderr).toMatch(/inventory of 1970-01-01T00:16:40.000Z: .* failed \(503\): said so/)
    expect(failing.pauses).toEqual([250, 500])
    const { endpoint } = server
    await server.close()
    expect(await call(['--list'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('nothing listens there'),
    })
    const without = await call(['--list'], { RS_ENDPOINT: endpoint, DRP_INVENTORY_CACHE_FALLBACK: 'no' })
    expect(without).toMatchObject({ code: 1, stdout: '' })
    server = await startListServer()
  })

  it('does not fall back when the server refuses, and tells no secret', async () => {
    await list()
    for (const [status, message] of [
      [401, 'Check RS_KEY'],
      [403, 'Check RS_KEY'],
      [406, 'Correct the filters'],
      [404, 'API of a DRP server'],
    ] as const) {
      server.status = status
      const refused = await call(['--list'])
      expect(refused).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(message),
        pauses: [],
      })
      expect(refused.stderr).not.toContain('pass:word')
    }
  })

  it('gives up on a server that does not answer in time', async () => {
    server.delay = 2000
    const env = { DRP_INVENTORY_TIMEOUT: '0.1', DRP_INVENTORY_RETRIES: '1' }
    const slow = await call(['--list'], env)
    expect(slow).toMatchObject({ code: 1, stderr: expect.stringContaining('did not come in time') })
    expect(server.calls).toHaveLength(2)
  })

  it.each(['<html>', '{"a":1}', '[1]', 'null'])(
    'says what an answer is that makes no inventory: %s',
    async (text) => {
      server.lists.set('params', JSON.parse(text.startsWith('<') ? '"x"' : text))
      expect(await call(['--list'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('RS_ENDPOINT'),
      })
    },
  )

  it('keeps inventories for its user alone, and reads none of somebody else', async () => {
    await list()
    const cache = join(folder, 'cache')
    const [name = ''] = readdirSync(cache)
    const path = join(cache, name)
    expect([statSync(cache).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600])
    const planted = readFileSync(path, 'utf8').replaceAll('web1', 'evil')
    const old = { DRP_INVENTORY_CACHE_MAX_AGE: '60' }
    writeFileSync(path, planted)
    expect(await hosts(old)).toEqual(['evil'])
    chmodSync(path, 0o666)
    expect(await hosts(old)).toEqual(['web1'])
    rmSync(path)
    writeFileSync(join(folder, 'planted'), planted)
    symlinkSync(join(folder, 'planted'), path)
    expect(await hosts(old)).toEqual(['web1'])
    for (const broken of ['', '{}', '{"form":1}\n{}', 'no json\n{}', '\n']) {
      writeFileSync(path, broken)
      expect(await hosts(old)).toEqual(['web1'])
    }
  })

  it('keeps one for each server, user, filter and form, and none with secrets', async () => {
    await list()
    const count = () => readdirSync(join(folder, 'cache')).length
    await list()
    expect(count()).toBe(1)
    for (const [at, more] of [
      { RS_KEY: 'other:x' },
      { RS_TOKEN: 'one' },
      { RS_TOKEN: 'two' },
      { DRP_INVENTORY_POOLS: 'gpu' },
      { DRP_INVENTORY_COMPAT: '1' },
      { DRP_INVENTORY_PARAMS: 'none' },
    ].entries()) {
      await list(more)
      expect(count()).toBe(at + 2)
    }
    await list({ DRP_INVENTORY_SECRETS: 'clear' })
    await list({ DRP_INVENTORY_CACHE: 'off' })
    expect(count()).toBe(7)
    expect(server.calls.some(({ path }) => path.includes('list=machines%3Fdecode%3Dtrue'))).toBe(true)
  })

  it('does without a folder it cannot write to, and says so', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, stderr } = await call(['--list'], { DRP_INVENTORY_CACHE_DIR: join(folder, 'file') })
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('DRP_INVENTORY_CACHE_DIR'),
    })
  })

  it('has filters of the server', async () => {
    await list({
      DRP_INVENTORY_FILTER: 'Name=Ne(a,b); Meta.color=red',
      DRP_INVENTORY_POOLS: 'gpu,web',
      DRP_INVENTORY_STATUSES: 'InUse',
      DRP_INVENTORY_WORKFLOWS: 'x',
      DRP_INVENTORY_ONLY_CLAIMED: 'yes',
      DRP_INVENTORY_ONLY_COMPLETE: 'true',
      RS_ANSIBLE: 'site-a',
    })
    const [asked] = server.calls
    const lists = new URL(asked?.path ?? '', server.endpoint).searchParams.getAll('list')
    const [, query] = lists.find((one) => one.startsWith('machines'))?.split('?') ?? []
    expect([...new URLSearchParams(query)]).toEqual([
      ['Name', 'Ne(a,b)'],
      ['Meta.color', 'red'],
      ['Pool', 'In(gpu,web)'],
      ['PoolStatus', 'Eq(InUse)'],
      ['Workflow', 'Eq(x)'],
      ['PoolAllocated', 'Eq(true)'],
      ['WorkflowComplete', 'Eq(true)'],
      ['Runnable', 'Eq(true)'],
      ['ansible', 'Eq(site-a)'],
    ])
  })

  it('takes settings of a file, named or beside the script; the environment wins', async () => {
    server.lists.set('machines', [machine(1, { Params: { rack: 'b7', 'ip/public': '192.0.2.1', other: 1 } })])
    config('drp-inventory.json', JSON.stringify({ user: 'beside', group_prefix: '', group_by: ['arch'] }))
    const beside = await list()
    expect(beside._meta.hostvars.web1).toMatchObject({ ansible_user: 'beside' })
    expect(Object.keys(beside)).toEqual(['_meta', 'all', 'drp', 'arch_amd64'])
    const named = config(
      'other.yml',
      'user: named\nparams: ["ra*"]\nparam_style: flat\naddress: [param:ip/public]\n',
    )
    const other = (await list({ DRP_INVENTORY_CONFIG: named }))._meta.hostvars.web1
    expect(other).toMatchObject({ ansible_user: 'named', drp_param_rack: 'b7', ansible_host: '192.0.2.1' })
    expect(other).not.toHaveProperty('drp_param_other')
    const won = await list({ DRP_INVENTORY_USER: 'won' }, '--config', named)
    expect(won._meta.hostvars.web1.ansible_user).toBe('won')
    const drp = { RS_ANSIBLE_USER: 'drp', RS_HOST_ADDRESS: 'ip/public', RS_ANSIBLE_PARENT: 'kids' }
    const theirs = (await list({ ...drp, DRP_INVENTORY_CONFIG: config('none.json', '{}') }))._meta.hostvars
      .web1
    expect(theirs).toMatchObject({ ansible_user: 'drp', ansible_host: '192.0.2.1' })
  })

  it.each([
    [{ RS_INSECURE: 'maybe' }, 'RS_INSECURE'],
    [{ RS_KEY: '' }, 'RS_KEY'],
    [{ RS_KEY: 'nocolon' }, 'user:password'],
    [{ RS_ENDPOINT: 'ftp://x' }, 'endpoint'],
    [{ RS_FINGERPRINT: 'zz' }, 'fingerprint'],
    [{ RS_CACERT: '/nonexistent' }, '/nonexistent'],
    [{ DRP_INVENTORY_TIMEOUT: 'soon' }, 'DRP_INVENTORY_TIMEOUT'],
    [{ DRP_INVENTORY_RETRIES: '-1' }, 'DRP_INVENTORY_RETRIES'],
    [{ DRP_INVENTORY_STRICT: 'perhaps' }, 'DRP_INVENTORY_STRICT'],
    [{ DRP_INVENTORY_GROUP_BY: 'pool,colour' }, 'colour'],
    [{ DRP_INVENTORY_HOSTNAME: 'nick' }, 'nick'],
    [{ DRP_INVENTORY_FILTER: 'InUse' }, 'Name=Eq(value)'],
    [{ DRP_INVENTORY_PARAM_STYLE: 'deep' }, 'nested, flat, raw'],
    [{ DRP_INVENTORY_GROUP_PREFIX: 'a-b' }, 'DRP_INVENTORY_GROUP_PREFIX'],
    [{ DRP_INVENTORY_CONFIG: '/nonexistent.yml' }, '/nonexistent.yml'],
  ])('refuses a setting that cannot be used: %o', async (more, named) => {
    const refused = await call(['--list'], more)
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(named) })
    expect(server.calls).toEqual([])
  })

  it.each([
    ['not: [closed', 'cannot be used'],
    ['- a', 'no map'],
    ['endpoint: https://x', 'environment only'],
    ['colour: red', 'colour'],
    ['user: [a]', 'must be a text'],
    ['pools: {a: 1}', 'list of texts'],
    ['keyed_groups: {key: arch}', 'list of maps'],
    ['keyed_groups: [{key: "drp.arch"}]', 'constructed'],
    ['keyed_groups: [{key: arch, prefix: 4}]', 'prefix'],
    ['compose: {"a b": arch}', 'name of a variable'],
    ['compose: {a: "{{ arch }}"}', 'Expressions'],
  ])('refuses a file that cannot be used: %s', async (content, said) => {
    const refused = await call(['--list', '--config', config('bad.yml', content)])
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) })
  })

  it('takes an empty file for no settings', async () => {
    expect((await list({}, '--config', config('empty.yml', '')))._meta.hostvars).toHaveProperty('web1')
  })

  it('refuses flags that it does not know, and none at all', async () => {
    expect(await call(['--lists'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--help') })
    expect(await call([])).toMatchObject({ code: 2, stderr: expect.stringContaining('--list') })
    expect(await call(['--list', '--graph'])).toMatchObject({ code: 2 })
    expect(await call(['--list', 'web1'])).toMatchObject({ code: 2 })
  })

  it('warns on stderr, is silent when told, and fails when it is strict', async () => {
    server.lists.set('machines', [machine(1, { Name: 'localhost' })])
    expect(await call(['--list'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Host localhost'),
    })
    await list({ DRP_INVENTORY_WARNINGS: 'false' }, '--refresh')
    const strict = await call(['--list', '--refresh'], { DRP_INVENTORY_STRICT: 'true' })
    expect(strict).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Host localhost') })
  })

  it('says what it is', async () => {
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    )
    expect(VERSION).toBe(manifest.version)
    expect(await call(['--version'])).toMatchObject({ code: 0, stdout: `metalwright-inventory ${VERSION}\n` })
    expect((await call(['--help'])).stdout).toMatch(/ALLOW_CONNECTION[\s\S]*Exit codes/)
  })
})

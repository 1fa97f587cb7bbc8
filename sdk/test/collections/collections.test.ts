import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client, type ClientOptions } from '../../src/client.ts'
import { between, eq, gte, in_, ne, raw } from '../../src/collections/index.ts'
import type { JsonObject, JsonValue } from '../../src/models/json.ts'
import { Machine } from '../../src/models/machine.ts'
import { applyPatch, PatchError, parsePatch } from '../../src/patch/index.ts'
import { ConflictError, NotFoundError, SdkError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { type Call, FakeServer, failure, type Reply } from '../fake/fake-server.ts'

const UUID = '3e7031fe-3062-45f1-835c-92541bc9cb00'

let server: FakeServer
const open: Client[] = []

beforeEach(async () => {
  server = await FakeServer.start()
})

afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
  await server.close()
})

function connect(options: ClientOptions = {}): Client {
  const ports = { clock: new FakeClock(), random: () => 0.5 }
  const client = new Client({ endpoint: server.url, token: 'token' }, { ...ports, ...options })
  open.push(client)
  return client
}

function machine(more: JsonObject = {}): JsonObject {
  return { Name: 'web1', Uuid: UUID, Profiles: ['a'], Params: { x: 1 }, Meta: {}, Stage: 'none', ...more }
}

/** Serves one machine that can be read and patched. */
function serve(start: JsonObject): { current: () => JsonValue; set: (value: JsonObject) => void } {
  let current: JsonValue = start
  server.on(`GET /machines/${UUID}`, () => ({ json: current }))
  server.on(`PATCH /machines/${UUID}`, (call): Reply => {
    try {
      current = applyPatch(current, parsePatch(call.json()))
      return { json: current }
    } catch (error) {
      return failure(409, error instanceof PatchError ? error.message : 'Patch error', { Type: 'PATCH' })
    }
  })
  return {
    current: () => current,
    set: (value) => {
      current = value
    },
  }
}

function query(call: Call | undefined): string {
  return decodeURIComponent(call?.query.toString().replaceAll('+', ' ') ?? '')
}

describe('list', () => {
  it('asks with filters, order and limits, and gives the counts', async () => {
    server.on('GET /machines', () => ({
      json: [machine()],
      headers: { 'x-drp-list-count': '1', 'x-drp-list-total-count': '40' },
    }))
    const page = await connect().machines.list({
      filters: {
        Name: 'web 1',
        PoolStatus: [eq('Free'), ne('InUse')],
        Address: between('10.0.0.1', '10.0.0.9'),
        Runnable: true,
        'inventory/RAM': gte(64),
        Arch: in_('amd64', 'arm64'),
        OS: raw('Re(^ubuntu)'),
        Description: 'a (b)',
      },
      sort: ['Pool', 'Name'],
      reverse: true,
      offset: 5,
      limit: 10,
      slim: ['meta', 'params'],
    })
    expect(page).toMatchObject({ items: [{ Name: 'web1' }], count: 1, total: 40 })
    expect(query(server.calls[0])).toBe(
      'Name=Eq(web 1)&PoolStatus=Eq(Free)&PoolStatus=Ne(InUse)&Address=Between(10.0.0.1,10.0.0.9)' +
        '&Runnable=Eq(true)&inventory/RAM=Gte(64)&Arch=In(amd64,arm64)&OS=Re(^ubuntu)&Description=a (b)' +
        '&sort=Name&sort=Pool&reverse=true&offset=5&limit=10&slim=meta,params',
    )
  })

  it('takes filters in the notation of DRP', async () => {
    server.on('GET /machines', () => ({ json: [] }))
    await connect().machines.list({ filters: ['Runnable=Eq(true)', 'Name = web=1'] })
    expect(query(server.calls[0])).toBe('Runnable=Eq(true)&Name=web=1')
    await expect(connect().machines.list({ filters: ['Runnable'] })).rejects.toMatchObject({
      code: 'invalid_filter',
    })
  })

  it.each([() => ne('a)'), () => in_('a,b', 'c'), () => between('a', 'b)'), () => eq('Eq(a)')])(
    'refuses what DRP cannot express',
    (make) => {
      expect(make).toThrow(SdkError)
    },
  )

  it('counts without fetching', async () => {
    server.on('HEAD /machines', () => ({ headers: { 'x-drp-list-count': '7' } }))
    expect(await connect().machines.count({ filters: { Pool: 'web' } })).toBe(7)
  })

  it('says so when the answer is no list', async () => {
    server.on('GET /machines', () => ({ text: '<html>' }))
    server.on('GET /tasks', () => ({ json: {} }))
    await expect(connect().machines.list()).rejects.toMatchObject({ code: 'unexpected_answer' })
    await expect(connect().tasks.list()).rejects.toMatchObject({ code: 'unexpected_answer' })
  })
})

describe('one object', () => {
  it('is read by key or index, and its existence told', async () => {
    server.on('GET /machines/Name:web1', () => ({ json: machine() }))
    server.on('HEAD /machines/Name:web1', () => ({}))
    server.on('GET /params/a/b', () => ({ json: { Name: 'a/b' } }))
    const client = connect()
    expect((await client.machines.get('Name:web1')).Uuid).toBe(UUID)
    expect(await client.machines.exists('Name:web1')).toBe(true)
    expect(await client.machines.exists('Name:web2')).toBe(false)
    expect((await client.params.get('a/b')).Name).toBe('a/b')
    await expect(client.machines.get('x')).rejects.toThrow(NotFoundError)
  })

  it('is created, replaced, patched and deleted', async () => {
    const json = machine()
    server.on('POST /machines', () => ({ status: 201, json }))
    server.on(`PUT /machines/${UUID}`, () => ({ json }))
    server.on(`PATCH /machines/${UUID}`, () => ({ json }))
    server.on(`DELETE /machines/${UUID}`, () => ({ json }))
    const { machines } = connect()
    const created = await machines.create({ Name: 'web1' })
    await machines.replace(UUID, created, { force: true })
    await machines.patch(UUID, [{ op: 'remove', path: '/Params/x' }], { force: true })
    await machines.delete(UUID)
    expect(server.calls.map((call) => `${call.method} ${query(call)}`)).toEqual([
      'POST ',
      'PUT force=true',
      'PATCH force=true',
      'DELETE ',
    ])
    expect(server.calls[0]?.json()).toEqual({ Name: 'web1' })
    expect(server.calls[2]?.json()).toEqual([{ op: 'remove', path: '/Params/x' }])
  })

  it('counts as deleted when the answer of the deletion was lost', async () => {
    const replies: Reply[] = ['cut', failure(404, 'Not Found')]
    server.on('DELETE /tasks/a', () => replies.shift() ?? failure(404, 'Not Found'))
    const { tasks } = connect()
    await tasks.delete('a')
    await expect(tasks.delete('a')).rejects.toThrow(NotFoundError)
  })

  it('is checked against its model on demand', async () => {
    server.on('GET /machines/a', () => ({ json: { Name: 'web1', Params: null } }))
    server.on('GET /machines/b', () => ({ json: { Name: 'web1', Profiles: 'no list' } }))
    const { machines } = connect({ validate: true })
    expect(await machines.get('a')).toEqual(Machine.parse({ Name: 'web1' }))
    await expect(machines.get('b')).rejects.toMatchObject({
      code: 'unexpected_answer',
      message: expect.stringContaining('Profiles'),
    })
    expect(await connect().machines.get('b')).toMatchObject({ Profiles: 'no list' })
  })
})

describe('edit', () => {
  it('writes only what is different, guarded', async () => {
    const { current } = serve(machine())
    const { machines } = connect()
    const edited = await machines.edit(UUID, (draft) => {
      draft.Profiles.push('b')
      draft.Stage = 'local'
      return undefined
    })
    expect(edited).toMatchObject({ Profiles: ['a', 'b'], Stage: 'local' })
    expect(current()).toEqual(machine({ Profiles: ['a', 'b'], Stage: 'local' }))
    expect(server.calls.at(-1)?.json()).toEqual([
      { op: 'test', path: '/Profiles', value: ['a'] },
      { op: 'test', path: '/Stage', value: 'none' },
      { op: 'add', path: '/Profiles/1', value: 'b' },
      { op: 'replace', path: '/Stage', value: 'local' },
    ])
  })

  it('makes no call when nothing is different', async () => {
    serve(machine())
    await connect().machines.edit(UUID, (draft) => ({ ...draft, Params: { x: 1 } }))
    expect(server.count(`PATCH /machines/${UUID}`)).toBe(0)
  })

  it('starts over when somebody else was faster, and loses neither change', async () => {
    const { current, set } = serve(machine())
    let rounds = 0
    await connect().machines.edit(UUID, (draft) => {
      rounds += 1
      if (rounds <= 2) set(machine({ Profiles: ['a', `theirs-${rounds}`] }))
      return { ...draft, Profiles: [...draft.Profiles, 'mine'] }
    })
    expect(rounds).toBe(3)
    expect(current()).toMatchObject({ Profiles: ['a', 'theirs-2', 'mine'] })
  })

  it('gives up when others are always faster', async () => {
    const { set } = serve(machine())
    let rounds = 0
    const edit = connect().machines.edit(UUID, (draft) => {
      rounds += 1
      set(machine({ Stage: `theirs-${rounds}` }))
      return { ...draft, Stage: 'mine' }
    })
    await expect(edit).rejects.toThrow(ConflictError)
    expect(rounds).toBe(9)
  })
})

describe('watch', () => {
  it('asks the server to wait for another version', async () => {
    server.on(`GET /machines/${UUID}`, (call) =>
      call.headers['if-none-match'] === '"2"'
        ? { status: 304, headers: { etag: '"2"' } }
        : { json: machine(), headers: { etag: '"2"' } },
    )
    const { machines } = connect()
    const first = await machines.watch(UUID)
    expect(first).toMatchObject({ changed: true, etag: '"2"', object: { Name: 'web1' } })
    expect(await machines.watch(UUID, { etag: first.etag, waitSeconds: 9 })).toEqual({
      changed: false,
      etag: '"2"',
    })
    expect(server.calls.map(({ headers }) => headers['prefer'])).toEqual(['wait=60s', 'wait=9s'])
  })

  it('does not keep other calls waiting', async () => {
    server.on(`GET /machines/${UUID}`, () => ({ takeOver: () => {} }))
    server.on('GET /info', () => ({ json: { id: 'a' } }))
    const client = connect()
    const controller = new AbortController()
    const watches = Array.from({ length: 30 }, () =>
      client.machines.watch(UUID, { signal: controller.signal }).catch((error: unknown) => error),
    )
    expect((await client.info()).id).toBe('a')
    controller.abort(new Error('enough'))
    expect(await Promise.all(watches)).toEqual(Array.from({ length: 30 }, () => new Error('enough')))
  })
})

describe('params', () => {
  it('are read, set and taken away one by one', async () => {
    const values: JsonObject = { 'a/b': 1 }
    server.on(`GET /machines/${UUID}/params`, () => ({ json: values }))
    server.on(`GET /machines/${UUID}/params/a/b`, () => ({ json: values['a/b'] ?? null }))
    server.on(`POST /machines/${UUID}/params/a/b`, (call) => {
      values['a/b'] = call.json()
      return { json: call.json() }
    })
    server.on(`DELETE /machines/${UUID}/params/a/b`, () =>
      delete values['a/b'] ? { json: 1 } : failure(404, 'Not Found', { Model: 'params' }),
    )
    server.on(`DELETE /machines/${UUID}/params/c`, () => failure(404, 'Not Found', { Model: 'params' }))
    server.on(`DELETE /machines/gone/params/c`, () => failure(404, 'Not Found', { Model: 'machines' }))
    const { params } = connect().machines
    expect(await params.get(UUID, { aggregate: true, decode: true })).toEqual({ 'a/b': 1 })
    expect(query(server.calls[0])).toBe('aggregate=true&decode=true')
    expect(await params.set(UUID, 'a/b', { deep: [null] })).toEqual({ deep: [null] })
    expect(await params.getOne(UUID, 'a/b')).toEqual({ deep: [null] })
    expect(await params.delete(UUID, 'a/b')).toBe(true)
    expect(await params.getOne(UUID, 'a/b')).toBeNull()
    expect(await params.delete(UUID, 'c')).toBe(false)
    await expect(params.delete('gone', 'c')).rejects.toThrow(NotFoundError)
  })
})

describe('jobs', () => {
  it('are asked for, with the three answers told apart', async () => {
    const replies: Reply[] = [
      { status: 201, json: { Uuid: 'j1' } },
      { status: 202, json: { Uuid: 'j1' } },
      { status: 204 },
    ]
    server.on('POST /jobs', () => replies.shift() ?? 'cut')
    const { jobs } = connect()
    expect(await jobs.create(UUID)).toMatchObject({ kind: 'new', job: { Uuid: 'j1' } })
    expect(await jobs.create(UUID)).toMatchObject({ kind: 'incomplete' })
    expect(await jobs.create(UUID)).toEqual({ kind: 'none' })
    expect(server.calls[0]?.json()).toEqual({ Machine: UUID })
  })

  it('have logs and actions', async () => {
    let log = 'one\n'
    server.on('GET /jobs/j1/log', () => ({ text: log }))
    server.on('PUT /jobs/j1/log', (call) => {
      log += call.body.toString()
      return { status: 204, headers: { 'content-type': 'application/json' } }
    })
    server.on('GET /jobs/j1/actions', () => ({ json: [{ Name: 'run', Path: '', Content: 'x', Meta: {} }] }))
    const { jobs } = connect()
    await jobs.appendLog('j1', 'two\n')
    expect(Buffer.concat(await (await jobs.log('j1')).toArray()).toString()).toBe('one\ntwo\n')
    expect(await jobs.actions('j1', { os: 'linux' })).toHaveLength(1)
    expect(query(server.calls.at(-1))).toBe('os=linux')
  })

  it('do not log twice when the answer was lost', async () => {
    server.on('PUT /jobs/j1/log', () => 'cut')
    await expect(connect().jobs.appendLog('j1', 'x')).rejects.toMatchObject({ code: 'connection_lost' })
    expect(server.calls).toHaveLength(1)
  })
})

describe('the other collections', () => {
  it('move machines in and out of pools', async () => {
    const result = [{ Name: 'web1', Uuid: UUID, Allocated: false, Status: 'Joining' }]
    server.on('POST /pools/web/*', () => ({ json: result }))
    server.on('GET /pools/web/status', () => ({ json: { [UUID]: 'Free' } }))
    server.on('GET /pools-active', () => ({ json: ['default', 'web'] }))
    const { pools } = connect()
    expect(
      await pools.add('web', { 'pool/machine-list': [UUID] }, { sourcePool: 'lab', force: true }),
    ).toEqual(result)
    await pools.remove('web', { 'pool/all-machines': true })
    expect(await pools.status('web')).toEqual({ [UUID]: 'Free' })
    expect(await pools.active()).toEqual(['default', 'web'])
    expect(server.calls.map((call) => `${call.path} ${query(call)}`).slice(0, 2)).toEqual([
      '/pools/web/addMachines force=true&source-pool=lab',
      '/pools/web/removeMachines ',
    ])
  })

  it('load a content pack that is there already, or not yet', async () => {
    const known = new Set(['old'])
    const summary = { meta: { Name: 'x' }, Counts: {}, Warnings: [] }
    server.on('PUT /contents/*', (call) =>
      known.has(call.path.slice('/contents/'.length)) ? { json: summary } : failure(404, 'Cannot find new'),
    )
    server.on('POST /contents', () => ({ status: 201, json: summary }))
    const { contents } = connect()
    await contents.upload({ meta: { Name: 'old' } })
    await contents.upload({ meta: { Name: 'new' }, sections: { tasks: {} } })
    expect(server.calls.map((call) => `${call.method} ${call.path}`)).toEqual([
      'PUT /contents/old',
      'PUT /contents/new',
      'POST /contents',
    ])
  })

  it('store and fetch files', async () => {
    const stored = new Map<string, Buffer>()
    server.on('POST /files/*', (call) => {
      stored.set(call.path, call.body)
      return { status: 201, json: { Path: call.path, Size: call.body.length } }
    })
    server.on('GET /files/*', (call) => ({ text: stored.get(call.path) ?? '' }))
    server.on('GET /files', () => ({ json: ['a/'] }))
    server.on('DELETE /files/*', (call) => ({ status: stored.delete(call.path) ? 204 : 404 }))
    const { files } = connect()
    expect(await files.upload('a/b c.img', Buffer.from('bytes'))).toMatchObject({
      Path: '/files/a/b%20c.img',
      Size: 5,
    })
    expect(Buffer.concat(await (await files.download('a/b c.img')).toArray()).toString()).toBe('bytes')
    expect(await files.list('a')).toEqual(['a/'])
    await files.delete('a/b c.img')
    await expect(files.delete('a/b c.img')).rejects.toThrow(NotFoundError)
    expect(() => files.upload('../x', 'y')).toThrow(SdkError)
  })

  it('make tokens, set passwords and preferences, and tell phases', async () => {
    server.on('GET /users/bob/token', () => ({ json: { Token: 't', Info: {} } }))
    server.on('PUT /users/bob/password', () => ({ json: { Name: 'bob' } }))
    server.on('POST /prefs', (call) => ({ status: 201, json: call.json() }))
    server.on('GET /prefs', () => ({ json: { defaultWorkflow: 'x' } }))
    server.on('GET /runs', () => ({ json: [{ Uuid: 'r', Phases: [{ Name: 'dhcp', At: 3, Detail: {} }] }] }))
    server.on(`POST /machines/${UUID}/phases`, () => ({ status: 204 }))
    const client = connect()
    expect((await client.users.token('bob', { ttlSeconds: 60, roles: ['a', 'b'] })).Token).toBe('t')
    await client.users.setPassword('bob', 'new')
    expect(await client.prefs.set({ a: 'b' })).toEqual({ a: 'b' })
    expect(await client.prefs.get()).toEqual({ defaultWorkflow: 'x' })
    expect((await client.machines.phases(UUID))[0]?.Phases[0]?.Name).toBe('dhcp')
    await client.machines.reportPhase(UUID, { Name: 'agent' })
    expect(query(server.calls[0])).toBe('ttl=60&roles=a,b')
    expect(query(server.calls[4])).toBe(`Machine=Eq(${UUID})&sort=StartTime&reverse=true&limit=1`)
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  AlreadyExistsError,
  Client,
  ConflictError,
  ForbiddenError,
  InUseError,
  NotFoundError,
  UnsupportedError,
  ValidationError,
} from '@metalwright/sdk'
import { PREFIXES } from '@metalwright/sdk/models'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The client against the real server, over TLS, in a process of its own. */
describe('the client', () => {
  let folder: string
  let server: ServerProcess
  let client: Client
  const undo: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-client-'))
    const ports = [
      '--api-port',
      '0',
      '--static-port',
      '0',
      '--disable-tftp',
      '--disable-dhcp',
      '--disable-pxe',
    ]
    server = await startServerProcess({
      baseRoot: join(folder, 'server'),
      flags: ['--dev', '--store', 'memory', ...ports],
    })
    client = connectAs({ key: DEV_KEY })
  })
  afterAll(async () => {
    for (const step of undo.reverse()) await step()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const connectAs = (who: { key?: string; token?: string }, port = server.facts.ports.api): Client => {
    const { fingerprint } = server.facts
    const made = new Client(
      { endpoint: `https://127.0.0.1:${port}`, fingerprint, ...who },
      { validate: true },
    )
    undo.push(() => made.close())
    return made
  }
  /** A client of a user who may do only that. */
  const userWith = async (name: string, claims: [scope: string, action: string][]): Promise<Client> => {
    const Claims = claims.map(([scope, action]) => ({ scope, action, specific: '*' }))
    await client.roles.ensure({ Name: name, Claims })
    await client.users.ensure({ Name: name, Roles: [name] })
    return connectAs({ token: (await client.users.token(name)).Token })
  }
  /** A machine with a job that runs. */
  const runningJob = async (name: string): Promise<string> => {
    await client.tasks.ensure({ Name: 'contract-task', Templates: [{ Name: 'run', Contents: 'exit 0' }] })
    await client.stages.ensure({ Name: 'contract-stage', Tasks: ['contract-task'] })
    const machine = await client.machines.create({ Name: name, Stage: 'contract-stage' })
    await client.machines.update(machine.Uuid, { Runnable: true })
    const next = await client.jobs.create(machine.Uuid)
    if (next.kind !== 'new') throw new Error(`there is nothing to do for ${name}`)
    await client.jobs.setState(next.job.Uuid, 'running', { from: 'created' })
    return next.job.Uuid
  }

  it.each(PREFIXES)('lists, counts and pages %s', async (prefix) => {
    const collection = client.collection(prefix)
    const { items, count } = await collection.list()
    expect(count).toBe(items.length)
    expect(await collection.count()).toBe(count)
    const keys: string[] = []
    for await (const object of collection.iterate({ pageSize: 3 })) keys.push(collection.keyOf(object))
    expect(keys.toSorted()).toEqual(items.map((object) => collection.keyOf(object)).toSorted())
  })

  it('pages through objects that come and go meanwhile', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `page-${String(index).padStart(3, '0')}`)
    for (const Name of names) await client.profiles.create({ Name })
    const seen: string[] = []
    for await (const { Name } of client.profiles.iterate({ filters: ['Name=Re(^page-)'], pageSize: 7 })) {
      seen.push(Name)
      if (seen.length === 10) await client.profiles.delete('page-000')
      if (seen.length === 12) await client.profiles.create({ Name: 'page-0005' })
    }
    expect(seen).toEqual(names)
  })

  it('changes what is named, from many sides at once', async () => {
    await client.profiles.create({ Name: 'busy', Params: { first: 1 } })
    const sides = Array.from({ length: 6 }, (_, index) => `side-${index}`)
    await Promise.all(sides.map((side) => client.profiles.update('busy', { Params: { [side]: side } })))
    await client.profiles.update('busy', { Params: { first: null }, Description: 'done' })
    const { Params, Description } = await client.profiles.get('busy')
    expect(Object.keys(Params).sort()).toEqual(sides)
    expect(Description).toBe('done')
    const again = await client.profiles.ensure({ Name: 'busy', Meta: { color: 'red' } })
    expect(again).toMatchObject({ Description: 'done', Meta: { color: 'red' } })
  })

  it('tells failures apart', async () => {
    const { profiles, machines } = client
    await profiles.ensure({ Name: 'taken' })
    await machines.ensure({ Name: 'user-of-it', Profiles: ['taken'] }, { key: 'Name:user-of-it' })
    await expect(profiles.create({ Name: 'taken' })).rejects.toThrow(AlreadyExistsError)
    await expect(profiles.delete('taken')).rejects.toThrow(InUseError)
    await expect(profiles.get('none')).rejects.toThrow(NotFoundError)
    await expect(profiles.create({ Name: '!' })).rejects.toThrow(ValidationError)
    await expect(machines.list({ filters: ['Nope=1'] })).rejects.toMatchObject({ code: 'bad_request' })
    const { transport } = client
    await expect(transport.send({ method: 'GET', path: '/nope' })).rejects.toThrow(UnsupportedError)
    await expect(transport.send({ method: 'PATCH', path: '/info' })).rejects.toThrow(UnsupportedError)
    const reader = await userWith('reader', [['profiles', 'list,get']])
    await expect(reader.profiles.update('taken', { Description: 'x' })).rejects.toThrow(ForbiddenError)
    expect(await client.supports('claim-key')).toBe(true)
  })

  it('waits by events, and without the right to them', async () => {
    const { Uuid } = await client.machines.create({ Name: 'waited-for' })
    const reader = await userWith('watcher', [['machines', 'list,get']])
    const seen: string[] = []
    const condition = { Description: 'ready', Meta: { color: 'green' } }
    const patience = { timeoutMs: 30_000 }
    const onChange = ({ Description }: { Description: string }) => seen.push(Description)
    const waits = [
      client.machines.wait('Name:waited-for', condition, { ...patience, onChange }),
      reader.machines.wait(Uuid, condition, patience),
      reader.machines.wait(Uuid, ({ Description }) => Description === 'ready', patience),
    ]
    for (const Description of ['one', 'two', 'ready']) {
      await delay(150)
      await client.machines.update(Uuid, { Description })
    }
    await client.machines.update(Uuid, { Meta: { color: 'green' } })
    for (const machine of await Promise.all(waits)) expect(machine).toMatchObject(condition)
    expect([seen[0], seen.at(-1)]).toEqual(['', 'ready'])
    expect(seen.length).toBeGreaterThan(2)
    await expect(client.machines.wait(Uuid, { Stage: 'x' }, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'wait_timeout',
    })
    const gone = client.machines.wait(Uuid, { Stage: 'x' }, patience)
    gone.catch(() => {})
    await delay(200)
    await client.machines.delete(Uuid)
    await expect(gone).rejects.toThrow(NotFoundError)
  })

  it('waits for addresses too, whose events have keys of another form', async () => {
    await client.reservations.create({ Addr: '10.9.8.7', Token: '52:54:00:00:00:07', Strategy: 'MAC' })
    const waiting = client.reservations.wait('10.9.8.7', { Description: 'printer' }, { timeoutMs: 30_000 })
    await delay(150)
    await client.reservations.update('10.9.8.7', { Description: 'printer' })
    expect(await waiting).toMatchObject({ Addr: '10.9.8.7' })
  })

  it('moves jobs on only from the state they are in', async () => {
    const job = await runningJob('job-states')
    await expect(client.jobs.setState(job, 'running', { from: 'created' })).rejects.toThrow(ConflictError)
    await client.jobs.setState(job, 'finished', { from: 'running', exitState: 'complete' })
    expect(await client.jobs.get(job)).toMatchObject({ State: 'finished', ExitState: 'complete' })
  })

  it('follows a log over a network that breaks all the time', async () => {
    const job = await runningJob('job-log')
    const start = Buffer.concat(await (await client.jobs.log(job)).toArray()).toString('utf8')
    const proxy = await cuttingProxy(server.facts.ports.api)
    undo.push(() => proxy.close())
    const follower = connectAs({ key: DEV_KEY }, proxy.port)
    const pieces: string[] = []
    const following = (async () => {
      for await (const text of follower.jobs.followLog(job)) pieces.push(text)
    })()
    const lines = Array.from({ length: 60 }, (_, index) => `line ${index}: größer ${'.'.repeat(index)}\n`)
    for (const [index, line] of lines.entries()) {
      await client.jobs.appendLog(job, line)
      if (index % 6 === 0) proxy.cut()
      await delay(25)
    }
    await client.jobs.setState(job, 'finished', { from: 'running' })
    await following
    expect(proxy.cuts).toBeGreaterThan(3)
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('').slice(start.length).startsWith(lines.join(''))).toBe(true)
    expect(pieces.join('').match(/^line 30:/gm)).toHaveLength(1)
  })

  it('reaches what is not an object of its own', async () => {
    const { Uuid } = await client.machines.create({ Name: 'whole', HardwareAddrs: ['52:54:00:aa:bb:cc'] })
    await client.meta.patch('machines', Uuid, [{ op: 'add', path: '/color', value: 'blue' }])
    expect(await client.meta.get('machines', Uuid)).toMatchObject({ color: 'blue' })
    expect((await client.indexes.of('machines'))['Name']).toMatchObject({ Unique: true })
    expect(Object.keys(await client.indexes.all())).toContain('tenants')
    expect(Array.isArray(await client.interfaces.list())).toBe(true)
    for (const { Service } of await client.logs.list()) expect(Service).not.toBe('')
    const { Result } = await client.whoami({ OnDiskUUID: Uuid, MacAddrs: ['52:54:00:aa:bb:cc'] })
    expect(Result.Uuid).toBe(Uuid)
    const machine = connectAs({ token: (await client.machines.token(Uuid, { ttlSeconds: 600 })).Token })
    expect((await machine.machines.get(Uuid)).Name).toBe('whole')
    await expect(machine.machines.delete('Name:user-of-it')).rejects.toThrow(ForbiddenError)
  })

  it('keeps a tenant to its members', async () => {
    await client.profiles.ensure({ Name: 'theirs' })
    await client.profiles.ensure({ Name: 'not-theirs' })
    const member = await userWith('tenant-user', [['profiles', 'list,get']])
    await client.tenants.create({ Name: 'team', Users: ['tenant-user'], Members: { profiles: ['theirs'] } })
    expect((await member.profiles.list()).items.map(({ Name }) => Name)).toEqual(['theirs'])
    expect(await member.profiles.exists('not-theirs')).toBe(false)
    await expect(client.tenants.delete('team')).rejects.toThrow(InUseError)
    await client.tenants.update('team', { Users: [] })
    await client.tenants.delete('team')
    expect(await member.profiles.exists('not-theirs')).toBe(true)
  })

  it('publishes events and hears them', async () => {
    const subscription = await client.events.subscribe(['scripts.*.*'])
    await client.events.post({ Type: 'scripts', Action: 'done', Key: 'nightly.1', Object: { took: 3 } })
    const item = await subscription.next(AbortSignal.timeout(5_000))
    expect(item).toMatchObject({ kind: 'event', event: { Key: 'nightly.1', Object: { took: 3 } } })
    subscription.close()
  })
})

/** A TCP proxy whose connections can be cut. */
async function cuttingProxy(target: number): Promise<{
  readonly port: number
  readonly cuts: number
  cut(): void
  close(): Promise<void>
}> {
  const open = new Set<Socket>()
  let cuts = 0
  const proxy: Server = createServer((inner) => {
    const outer = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
  const cut = () => {
    if (open.size > 0) cuts += 1
    for (const socket of open) socket.destroy()
  }
  return {
    port: address.port,
    get cuts() {
      return cuts
    },
    cut,
    close: async () => {
      const closed = new Promise((resolve) => proxy.close(resolve))
      cut()
      await closed
    },
  }
}

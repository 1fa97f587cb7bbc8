import { afterEach, describe, expect, it } from 'vitest'
import { CannedServer } from '../canned-server.ts'

const uuid = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const job = 'aaaaaaaa-3062-45f1-835c-92541bc9cb00'
const machine = {
  Name: 'web1',
  Uuid: uuid,
  Address: '10.0.0.7',
  CurrentJob: job,
  HardwareAddrs: ['aa:bb:cc:00:11:22'],
}
const sealed = { Key: 'a', Nonce: 'b', Payload: 'c' }
const open: CannedServer[] = []
const start = async (...args: Parameters<typeof CannedServer.start>) => {
  const server = await CannedServer.start(...args)
  open.push(server)
  return server
}
const withMachine = { 'GET /machines/Name:web1': machine }

describe('the data sources', () => {
  afterEach(() => {
    for (const server of open.splice(0)) server.close()
  })

  it('reads of an inventory what has the form that is due, and no secrets', async () => {
    const params = {
      'inventory/cpu': { model: 'X', threads: '16', coresPerSocket: 8 },
      'inventory/memory': { bytes: 1_500_000_000 },
      'inventory/disks': [{ name: 'sda', bytes: 5 }, 'odd'],
      'inventory/nics': 'none',
      'inventory/bmc': sealed,
    }
    const { session } = await start({ ...withMachine, [`GET /machines/${uuid}/params`]: params })
    const { state, diagnostics } = await session.read('drp_inventory', { machine: 'Name:web1' })
    expect(diagnostics).toEqual([])
    expect(state).toMatchObject({
      uuid,
      found: true,
      cpu: { model: 'X', threads: null, cores_per_socket: 8, sockets: null },
      memory_gib: 1.39,
      disks: [
        { name: 'sda', bytes: 5 },
        { name: null, bytes: null },
      ],
      nics: null,
      serial: null,
    })
    expect(JSON.stringify(state)).not.toContain('Payload')
    const empty = await start({ ...withMachine, [`GET /machines/${uuid}/params`]: {} })
    const unseen = await empty.session.read('drp_inventory', { machine: 'Name:web1' })
    expect(unseen.state).toMatchObject({ found: false, cpu: null, memory_bytes: null, disks: null })
  })

  it('keeps the end of a log', async () => {
    const { session } = await start({
      ...withMachine,
      [`GET /jobs/${job}`]: { Uuid: job, Task: 'burn-in', State: 'failed', ExitState: 'failed' },
      [`GET /jobs/${job}/log`]: () => ({ text: `${'x'.repeat(300_000)}the end` }),
    })
    const found = await session.read('drp_job_log', { machine: 'Name:web1', max_bytes: 8 })
    expect(found.state).toMatchObject({
      job,
      task: 'burn-in',
      state: 'failed',
      log: 'xthe end',
      truncated: true,
    })
    const whole = await session.read('drp_job_log', { job })
    expect(whole.state).toMatchObject({ truncated: true })
    expect(String(Object(whole.state)['log'])).toHaveLength(65_536)
  })

  it('says when a machine has run nothing', async () => {
    const fresh = { ...machine, CurrentJob: '00000000-0000-0000-0000-000000000000' }
    const { session } = await start({ 'GET /machines/Name:web1': fresh })
    for (const [source, more] of [
      ['drp_job_log', {}],
      ['drp_rendered_template', { template: 'x' }],
    ] as const) {
      const { diagnostics } = await session.read(source, { machine: 'Name:web1', ...more })
      expect(diagnostics).toEqual([
        expect.stringMatching(/^The machine has run no job\. .*Give it a workflow/),
      ])
    }
  })

  it('reads rendered files from the file port, with what is known of the machine in their path', async () => {
    const server = await start({
      ...withMachine,
      'GET file:aa:bb:cc:00:11:22.ipxe': () => ({ text: '#!ipxe' }),
      [`GET file:machines/${uuid}/big`]: () => ({ text: 'x'.repeat(5 * 1024 * 1024) }),
      'GET file:broken': () => ({ status: 500, text: 'no' }),
    })
    const read = (path: string) =>
      server.session.read('drp_rendered_template', { machine: 'Name:web1', path })
    expect((await read('{mac}.ipxe')).state).toMatchObject({
      contents: '#!ipxe',
      path: '{mac}.ipxe',
      job: null,
    })
    expect((await read('machines/{uuid}/big')).diagnostics).toEqual([
      expect.stringContaining('4194304 bytes'),
    ])
    expect((await read('broken')).diagnostics).toEqual([expect.stringContaining('answered by 500')])
    expect((await read('other')).diagnostics).toEqual([expect.stringContaining('no such rendered file')])
    expect((await read('/rooted')).diagnostics).toEqual([expect.stringContaining('slash')])
  })

  it('takes no template of another machine’s job', async () => {
    const { session } = await start({
      ...withMachine,
      [`GET /jobs/${job}`]: { Uuid: job, Machine: job },
      [`GET /jobs/${job}/actions`]: [{ Name: 'x', Path: '', Content: 'secret of another' }],
    })
    const { diagnostics } = await session.read('drp_rendered_template', {
      machine: 'Name:web1',
      template: 'x',
    })
    expect(diagnostics).toEqual([expect.stringContaining('no such job of the machine')])
  })

  it('lists files of folders below folders', async () => {
    const folders: Readonly<Record<string, readonly string[]>> = {
      '': ['b.txt', 'a/'],
      a: ['two.txt', 'deep/'],
      'a/deep': ['one.txt'],
    }
    const names = (_body: unknown, query: URLSearchParams) => {
      const found = folders[query.get('path') ?? '']
      return found === undefined ? { status: 404, json: {} } : { json: found }
    }
    const { session, calls } = await start({ 'GET /files': names, 'GET /isos': ['z.iso', 'a.iso'] })
    const top = await session.read('drp_files', {})
    expect(top.state).toMatchObject({ paths: ['b.txt'], folders: ['a'], items: null })
    const all = await session.read('drp_files', { recursive: true })
    expect(all.state).toMatchObject({
      paths: ['a/deep/one.txt', 'a/two.txt', 'b.txt'],
      folders: ['a', 'a/deep'],
    })
    expect((await session.read('drp_files', { path: 'a/' })).state).toMatchObject({ paths: ['a/two.txt'] })
    expect((await session.read('drp_isos', {})).state).toMatchObject({ paths: ['a.iso', 'z.iso'] })
    expect(calls.filter((call) => call.startsWith('HEAD'))).toEqual([])
  })

  it('tells how to log in, and never gives SSH an option for a host', async () => {
    const params = {
      'access-keys': { me: ' ssh-ed25519 AAAA me\n', odd: 7 },
      ansible_user: 'core',
      ansible_port: 2222,
      'cloud/ip': '-oProxyCommand=touch /tmp/x',
    }
    const { session } = await start({ ...withMachine, [`GET /machines/${uuid}/params`]: params })
    const { state } = await session.read('drp_ssh_access', { machine: 'Name:web1' })
    expect(state).toMatchObject({
      host: '10.0.0.7',
      user: 'core',
      port: 2222,
      authorized_keys: { me: 'ssh-ed25519 AAAA me' },
      arguments: ['-p', '2222', '-l', 'core', '--', '10.0.0.7'],
    })
    const evil = await session.read('drp_ssh_access', { machine: 'Name:web1', address_param: 'cloud/ip' })
    expect(evil.diagnostics).toEqual([expect.stringContaining('no usable address')])
  })

  it('asks for single params of lists only where they are wanted', async () => {
    const queries: string[] = []
    const { session } = await start({
      'GET /machines': (_body: unknown, query: URLSearchParams) => {
        queries.push(query.toString())
        return { json: [] }
      },
    })
    await session.read('drp_machines', { filters: ['Pool=x'], sort: 'Name', limit: 3 })
    await session.read('drp_machines', { params: ['a/b', 'c'], aggregate: true })
    await session.read('drp_objects', { prefix: 'machines', params: ['a'] })
    expect(queries).toEqual(['Pool=x&sort=Name&limit=3', 'params=a%2Fb%2Cc&aggregate=true', 'params=a'])
  })

  it('lists kinds that only newer servers have, and nothing that is no list of objects', async () => {
    const { session } = await start({
      'GET /work_orders': [{ Uuid: uuid, State: 'created', Secret: 'hidden' }],
      'GET /prefs': { baseTokenSecret: 'hidden' },
      'GET /colours': () => ({
        status: 404,
        json: { Type: 'GET', Model: '', Key: '/api/v3/colours', Messages: ['No route'], Code: 404 },
      }),
    })
    const read = (prefix: string) => session.read('drp_objects', { prefix })
    expect((await read('work_orders')).state).toMatchObject({ items: [{ Uuid: uuid, State: 'created' }] })
    expect(JSON.stringify([await read('work_orders'), await read('prefs')])).not.toContain('hidden')
    expect((await read('prefs')).diagnostics).toEqual([expect.stringContaining('list of objects')])
    expect((await read('colours')).diagnostics).toEqual([expect.stringContaining('There is no such kind')])
    expect((await read('a/b')).diagnostics).toEqual([expect.stringContaining('path of a kind')])
  })

  it('lists the machines of a pool', async () => {
    const queries: string[] = []
    const { session } = await start({
      'GET /machines': (_body: unknown, query: URLSearchParams) => {
        queries.push(query.toString())
        return { json: [machine] }
      },
    })
    const { state } = await session.read('drp_machines', { pool: 'gpu', filters: ['Arch=amd64'] })
    expect(state).toMatchObject({ ids: [uuid], items: [{ name: 'web1' }] })
    expect(queries).toEqual(['Pool=Eq%28gpu%29&Arch=amd64'])
  })
})

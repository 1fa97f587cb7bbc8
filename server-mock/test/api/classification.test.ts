import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const Outcome = z.object({
  dryRun: z.boolean(),
  rules: z.array(
    z.object({
      name: z.string(),
      matched: z.boolean(),
      why: z.array(z.string()),
      problem: z.string().optional(),
    }),
  ),
  changes: z.array(z.string()),
  notes: z.array(z.string()),
})

let server: TestServer
let uuid = ''
let made = 0
beforeAll(async () => {
  server = await startTestServer({ content: [await builtInPack('basic'), await builtInPack('metalwright')] })
  for (const Name of ['storage', 'gpu', 'rack7']) await server.json('POST', '/profiles', { Name })
  await server.json('POST', '/pools', { Id: 'ceph', EnterActions: { AddParameters: { entered: true } } })
  await server.json('POST', '/stages', { Name: 'burn', BootEnv: 'local', Tasks: [] })
  await server.json('POST', '/workflows', { Name: 'burn-in', Stages: ['burn'] })
})
afterAll(() => server.close())
beforeEach(async () => {
  made++
  const machine = await server.json('POST', '/machines', {
    Name: `c${made}`,
    Params: {
      'inventory/memory': { bytes: 256 * 1024 ** 3 },
      'inventory/dmi': { product_serial: `CZ ${made}/{{x}}` },
      'inventory/disks': [
        { name: 'sda', bytes: 480e9, rotational: false },
        { name: 'sdb', bytes: 16e12, rotational: true },
        { name: 'sdc', bytes: 16e12, rotational: true },
      ],
      'inventory/nics': [{ name: 'eth0', lldp: { systemName: 'leaf-7a', vlan: 70 } }],
    },
  })
  uuid = z.object({ Uuid: z.string() }).parse(machine).Uuid
  await rules([])
})

/** Rules as people write them, on the profile global. */
const rules = (value: string | JsonValue) =>
  server.json(
    'POST',
    '/profiles/global/params/classification/rules',
    typeof value === 'string' ? parse(value) : value,
  )
const classify = async (query = '', body?: JsonValue) =>
  Outcome.parse(await server.json('POST', `/machines/${uuid}/classify${query}`, body))
const machine = async () =>
  z
    .looseObject({ Params: z.record(z.string(), z.unknown()) })
    .parse(await server.json('GET', `/machines/${uuid}`))

const STORAGE = `
- name: storage node
  when:
    - inventory/disks#/*/rotational=true
    - inventory/disks#/length=Gte(3)
    - inventory/memory#/bytes=Gte(137438953472)
    - inventory/nics#/*/lldp/systemName=Re(^leaf-7)
  then:
    profiles: [storage]
    pool: ceph
    workflow: burn-in
    params: { tier: bulk }
    name: "ceph-\${inventory/dmi#/product_serial}"
    description: "\${inventory/disks#/length} disks"
  stop: true
- name: behind a stop
  then: { profiles: [gpu] }
`

describe('POST /machines/{uuid}/classify', () => {
  it('does what the rules say, says why, and nothing more at the next time', async () => {
    await rules(STORAGE)
    const outcome = await classify()
    expect(outcome.rules).toEqual([
      {
        name: 'storage node',
        matched: true,
        why: [
          'inventory/disks#/*/rotational is [false,true,true]',
          'inventory/disks#/length is 3',
          'inventory/memory#/bytes is 274877906944',
          'inventory/nics#/*/lldp/systemName is ["leaf-7a"]',
        ],
      },
    ])
    expect(outcome).toMatchObject({
      notes: [],
      changes: [
        'adds profile storage',
        'sets param tier',
        `gives it the name ceph-CZ-${made}-x-`,
        'gives it the description 3 disks',
        'moves it into pool ceph',
        'starts workflow burn-in',
      ],
    })
    const done = await machine()
    expect(done).toMatchObject({
      Name: `ceph-CZ-${made}-x-`,
      Description: '3 disks',
      Profiles: ['storage'],
      Pool: 'ceph',
      PoolStatus: 'Free',
      Workflow: 'burn-in',
      Tasks: ['stage:burn', 'bootenv:local'],
    })
    expect(done.Params).toMatchObject({ tier: 'bulk', entered: true })
    expect(done.Params['classification/result']).toMatchObject({
      rules: outcome.rules,
      changes: outcome.changes,
    })

    expect(await classify()).toMatchObject({ changes: [], rules: outcome.rules })
    await server.json('PATCH', `/machines/${uuid}`, [{ op: 'replace', path: '/Runnable', value: true }])
    const before = await server.call('GET', `/machines/${uuid}`)
    await classify()
    // Nothing at all is written.
    expect((await server.call('GET', `/machines/${uuid}`)).headers['etag']).toBe(before.headers['etag'])
  })

  it('only says what it would do in a dry run, of stored rules or of others', async () => {
    await rules(STORAGE)
    const before = await machine()
    expect(await classify('?dryRun=true')).toMatchObject({
      dryRun: true,
      changes: expect.arrayContaining(['adds profile storage']),
    })
    const tried = await classify('?dryRun=true', {
      rules: parse('[{name: x, when: [Name=Re(^c)], then: {profiles: [gpu]}}]'),
    })
    expect(tried).toMatchObject({
      changes: ['adds profile gpu'],
      rules: [{ name: 'x', why: [`Name is "c${made}"`] }],
    })
    expect(await machine()).toEqual(before)
    const stored = await server.call('POST', `/machines/${uuid}/classify`, { rules: [] })
    expect(stored.status).toBe(400)
    const text = await server.call('POST', `/machines/${uuid}/classify?dryRun=1&text=true`)
    expect(text.text).toMatch(
      /^rule storage node: fits \(inventory\/disks#.*\nwould be done: adds profile storage\n/,
    )
  })

  it('takes rules of profiles in order, global last, and none of the machine itself', async () => {
    await rules('[{name: last, then: {params: {from: global, last: true}}}]')
    await server.json('POST', '/profiles/rack7/params', {
      'classification/rules': parse('[{name: first, then: {params: {from: rack7}}}]'),
    })
    const own = parse('[{name: own, then: {profiles: [gpu]}}]')
    await server.json('POST', `/machines/${uuid}/params/classification/rules`, own)
    await server.json('PATCH', `/machines/${uuid}`, [{ op: 'add', path: '/Profiles/-', value: 'rack7' }])
    const { Token } = z
      .object({ Token: z.string() })
      .parse(await server.json('GET', `/machines/${uuid}/token`))
    const answer = await server.call('POST', `/machines/${uuid}/classify`, undefined, {
      authorization: `Bearer ${Token}`,
    })
    expect(Outcome.parse(JSON.parse(answer.text)).rules.map(({ name }) => name)).toEqual(['first', 'last'])
    expect(await machine()).toMatchObject({ Profiles: ['rack7'], Params: { from: 'rack7', last: true } })
  })

  it('leaves a rule out that names what is not there or cannot be read, and says so', async () => {
    const before = await machine()
    const outcome = await classify('?dryRun=true', {
      rules: parse(`
- { name: a, then: { profiles: [nowhere], pool: nowhere, workflow: nowhere } }
- { name: b, when: [Nmae=x], then: { profiles: [gpu] } }
- { name: c, when: [limit=1], then: { profiles: [gpu] } }
- { name: d, when: ["Name=Re(["], then: { profiles: [gpu] } }
- { name: e, then: { profile: gpu } }
- { name: f }
- 7
- { name: g, when: ["inventory/none#/x=1"], then: { profiles: [gpu] } }
- { name: h, when: ["inventory/dmi#/none=Ne(1)"], then: { params: { seen: true } } }
`),
    })
    expect(
      outcome.rules.map(({ name, matched, problem }) => [name, matched, problem?.replace(/\n.*/s, '')]),
    ).toEqual([
      [
        'a',
        false,
        'Profile nowhere does not exist; Pool nowhere does not exist; Workflow nowhere does not exist',
      ],
      ['b', false, 'Filter not found: Nmae'],
      ['c', false, 'Not every filter of limit=1 tests a value'],
      ['d', false, expect.stringContaining('Filter not valid')],
      ['e', false, expect.stringContaining('profile')],
      ['f', false, expect.stringContaining('at then')],
      ['rule 7', false, expect.any(String)],
      ['g', false, 'Filter not found: inventory/none#/x'],
      ['h', true, undefined],
    ])
    expect(outcome.changes).toEqual(['sets param seen'])
    expect(await machine()).toEqual(before)
  })

  it('leaves a claimed machine as it is', async () => {
    await server.json('POST', '/pools/default/allocateMachines', { 'pool/machine-list': [uuid] })
    await rules(STORAGE)
    const outcome = await classify()
    expect(outcome).toMatchObject({
      changes: [],
      notes: ['The machine is claimed (InUse): it is left as it is'],
    })
    expect(outcome.rules).toMatchObject([{ matched: true }])
    expect(await machine()).toMatchObject({ Profiles: [], Pool: 'default', PoolStatus: 'InUse' })
  })

  it('gives no name that is taken, or that the machine has nothing for', async () => {
    await server.json('POST', '/machines', { Name: `taken-${made}` })
    const named = (name: string): JsonObject => ({ rules: parse(`[{name: n, then: {name: "${name}"}}]`) })
    expect((await classify('?dryRun=true', named(`taken-${made}`))).notes[0]).toMatch(
      /^Machine \S+ already has the name/,
    )
    expect((await classify('?dryRun=true', named('x-${inventory/dmi#/none}'))).notes[0]).toMatch(
      /no such value$/,
    )
    expect((await classify('?dryRun=true', named('@!'))).notes).toEqual(['@! is no name'])
  })

  it('refuses rules that do not fit their schema, secure params, and callers without the right', async () => {
    const odd = await server.call(
      'POST',
      '/profiles/global/params/classification/rules',
      parse('[{name: x}]'),
    )
    expect(odd.status).toBe(422)
    await server.json('POST', '/params', { Name: 'secret', Secure: true }).catch(() => {})
    await rules('[{name: x, then: {params: {secret: plain}}}]')
    const secret = await server.call('POST', `/machines/${uuid}/classify`)
    expect(secret.status).toBe(422)
    expect(secret.text).not.toContain('plain')
    const other = z
      .object({ Uuid: z.string() })
      .parse(await server.json('POST', '/machines', { Name: `other${made}` })).Uuid
    const { Token } = z
      .object({ Token: z.string() })
      .parse(await server.json('GET', `/machines/${other}/token`))
    for (const query of ['', '?dryRun=true']) {
      const foreign = await server.call('POST', `/machines/${uuid}/classify${query}`, undefined, {
        authorization: `Bearer ${Token}`,
      })
      expect(foreign.status).toBe(403)
    }
  })
})

describe('filters that go into the value of a param', () => {
  it('find machines in lists too', async () => {
    const count = async (query: string) => {
      const found = await server.json('GET', `/machines?Name=c${made}&${query.replace('#', '%23')}`)
      return z.array(z.unknown()).parse(found).length
    }
    expect(await count('inventory/memory#/bytes=Gte(1000)')).toBe(1)
    expect(await count('Params.inventory/memory#/bytes=Lt(1000)')).toBe(0)
    expect(await count('inventory/disks#/0/name=sda')).toBe(1)
    expect(await count('inventory/disks#/*/bytes=Ne(480000000000)')).toBe(0)
    expect(await count('inventory/disks#/9/name=Ne(sda)')).toBe(1)
    expect(await count('inventory/disks#/__proto__=Re(.)')).toBe(0)
    expect(await count('inventory/dmi#=Re(x)')).toBe(0)
  })
})

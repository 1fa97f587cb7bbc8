import type { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('objects over the API', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  const error = async (
    method: string,
    path: string,
    body?: Parameters<TestServer['call']>[2],
    raw?: string,
  ) => {
    const answer = await server.call(method, path, body, raw === undefined ? {} : { raw })
    return { status: answer.status, ...JSON.parse(answer.text) }
  }

  it('fills what a client leaves out, as DRP does', async () => {
    const created = await server.call('POST', '/machines', {
      Name: 'fill.example.com',
      HardwareAddrs: ['52:54:00:AA:00:01'],
      Profiles: null,
    })
    expect(created.status).toBe(201)
    expect(JSON.parse(created.text)).toMatchObject({
      Name: 'fill.example.com',
      HardwareAddrs: ['52:54:00:aa:00:01'],
      Profiles: [],
      Params: {},
      Stage: 'none',
      BootEnv: 'local',
      Runnable: true,
      Available: true,
      Validated: true,
      Pool: 'default',
      PoolStatus: 'Free',
      Uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Secret: expect.stringMatching(/^.{16}$/),
      Meta: { 'feature-flags': 'change-stage-v2' },
    })
  })

  it('finds objects by key and by unique index, and hides what it does not have', async () => {
    const machine = await server.json('GET', '/machines/Name:fill.example.com')
    const { Uuid } = machine as Machine
    expect(await server.json('GET', `/machines/${Uuid}`)).toEqual(machine)
    expect((await server.call('HEAD', `/machines/${Uuid}`)).status).toBe(200)
    expect(await error('GET', '/machines/nope')).toEqual({
      status: 404,
      Model: 'machines',
      Key: 'nope',
      Type: 'GET',
      Messages: ['Not Found'],
      Code: 404,
    })
  })

  it('refuses bad bodies and says what is wrong with them', async () => {
    expect(await error('POST', '/machines', undefined, '{"Name":')).toMatchObject({
      status: 400,
      Messages: [expect.stringMatching(/it is no JSON: Unexpected end/)],
    })
    expect(
      await error('POST', '/machines', undefined, '{"Name":"x1","Params":{"__proto__":{"a":1}}}'),
    ).toMatchObject({
      status: 400,
      Messages: [expect.stringMatching(/__proto__/)],
    })
    expect(await error('POST', '/machines', { Name: 5 })).toMatchObject({
      status: 400,
      Messages: ['Name: Invalid input: expected string, received number'],
    })
    expect(await error('POST', '/machines', { Name: '!' })).toMatchObject({
      status: 422,
      Type: 'ValidationError',
      Messages: ['Invalid Name `!`'],
    })
    expect(await error('POST', '/profiles', {})).toMatchObject({ status: 400 })
    expect(await error('POST', '/profiles', { Name: 'global' })).toMatchObject({
      status: 409,
      Type: 'CREATE',
      Messages: ['already exists'],
    })
    expect(await error('GET', '/nothing')).toMatchObject({ status: 404, Messages: ['No route'] })
  })

  it('patches atomically and answers failed tests as conflicts', async () => {
    const path = '/machines/Name:fill.example.com'
    const test = { op: 'test', path: '/Description', value: 'other' }
    const refused = await error('PATCH', path, [
      { op: 'replace', path: '/Description', value: 'changed' },
      test,
    ])
    expect(refused).toMatchObject({
      status: 409,
      Type: 'PATCH',
      Messages: [expect.stringMatching(/^Patch error at line 1:/), `Patch line: ${JSON.stringify(test)}`],
    })
    expect(await server.json('GET', path)).toMatchObject({ Description: '' })
    expect(await error('PATCH', path, [{ op: 'replace', path: '/Tasks', value: 7 }])).toMatchObject({
      status: 406,
    })
    const changed = await server.json('PATCH', path, [
      { op: 'replace', path: '/Description', value: 'rack 7' },
    ])
    expect(changed).toMatchObject({ Description: 'rack 7' })
    expect(await error('PATCH', path, [{ op: 'replace', path: '/Uuid', value: '' }])).toMatchObject({
      status: 400,
    })
  })

  it('never lets a client set what the server computes', async () => {
    const path = '/machines/Name:fill.example.com'
    const patch = [
      { op: 'replace', path: '/Available', value: false },
      { op: 'replace', path: '/WorkflowComplete', value: true },
      { op: 'replace', path: '/PoolAllocated', value: true },
      { op: 'replace', path: '/Bundle', value: 'mine' },
    ]
    expect(await server.json('PATCH', path, patch)).toMatchObject({
      Available: true,
      WorkflowComplete: false,
      PoolAllocated: false,
      Bundle: '',
    })
  })

  it('keeps names, addresses and MAC addresses of machines apart', async () => {
    const second = { Name: 'second.example.com', Address: '10.1.1.1', HardwareAddrs: ['52:54:00:aa:00:02'] }
    await server.json('POST', '/machines', second)
    expect(await error('POST', '/machines', { ...second, Name: 'third.example.com' })).toMatchObject({
      status: 422,
      Messages: [
        expect.stringMatching(/already has IP address 10\.1\.1\.1$/),
        expect.stringMatching(/already has hardware address 52:54:00:aa:00:02$/),
      ],
    })
  })

  it('protects what comes from content packs and what is in use', async () => {
    expect(await error('DELETE', '/bootenvs/local')).toMatchObject({
      status: 422,
      Messages: ['readonly: local'],
    })
    await server.json('POST', '/profiles', { Name: 'used' })
    const machine = await server.json('PATCH', '/machines/Name:second.example.com', [
      { op: 'add', path: '/Profiles/-', value: 'used' },
    ])
    expect(await error('DELETE', '/profiles/used')).toMatchObject({
      status: 409,
      Type: 'StillInUseError',
      Messages: [`machines:${(machine as Machine).Uuid} still uses used`],
    })
  })

  it('stores objects that name what is missing as unavailable, with the reason', async () => {
    const stage = await server.json('POST', '/stages', { Name: 'lonely', Tasks: ['nobody'] })
    expect(stage).toMatchObject({ Available: false, Errors: ['Task nobody does not exist'] })
  })

  it('checks params against the schemas of their definitions', async () => {
    await server.json('POST', '/params', { Name: 'rack/height', Schema: { type: 'integer', default: 3 } })
    const path = '/machines/Name:second.example.com'
    expect(await error('POST', `${path}/params/rack/height`, 'tall')).toMatchObject({
      status: 422,
      Messages: [expect.stringMatching(/^Key 'rack\/height': invalid val '"tall"': value must be integer/)],
    })
    expect(await server.json('GET', `${path}/params/rack/height?aggregate=true`)).toBe(3)
    await server.json('POST', '/profiles/used/params/rack/height', 5)
    expect(await server.json('GET', `${path}/params/rack/height?aggregate=true`)).toBe(5)
    expect(await server.json('POST', `${path}/params/rack/height`, 7)).toBe(7)
    expect(await server.json('GET', `${path}/params`)).toEqual({ 'rack/height': 7 })
    expect(await server.json('DELETE', `${path}/params/rack/height`)).toBe(7)
    expect(await server.json('GET', `${path}/params/rack/height`)).toBeNull()
    expect(await error('POST', '/params', { Name: 'bad', Schema: { type: 'nonsense' } })).toMatchObject({
      status: 422,
    })
  })

  it('rejects templates that do not parse', async () => {
    expect(await error('POST', '/templates', { ID: 'broken.tmpl', Contents: '{{if}}' })).toMatchObject({
      status: 422,
      Messages: [expect.stringMatching(/^Parse error for template broken\.tmpl: template: broken\.tmpl:1/)],
    })
  })

  it('waits for a change when asked to, and answers at once when there was one', async () => {
    const path = '/machines/Name:second.example.com'
    const first = await server.call('GET', path)
    const tag = String(first.headers['etag'])
    const headers = { 'if-none-match': tag, prefer: 'wait=10s' }
    const waiting = server.call('GET', path, undefined, { headers })
    await server.json('PATCH', path, [{ op: 'replace', path: '/Description', value: 'moved' }])
    const changed = await waiting
    expect(changed.status).toBe(200)
    expect(JSON.parse(changed.text)).toMatchObject({ Description: 'moved' })
    const same = { 'if-none-match': String(changed.headers['etag']), prefer: 'wait=1s' }
    expect((await server.call('GET', path, undefined, { headers: same })).status).toBe(304)
  })
})

describe('lists', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    for (const [number, Arch] of ['amd64', 'arm64', 'amd64'].entries()) {
      await server.json('POST', '/machines', {
        Name: `node${number}.example.com`,
        Arch,
        Params: { size: number },
      })
    }
    await server.json('POST', '/params', { Name: 'size', Schema: { type: 'integer' } })
  })
  afterAll(() => server.close())

  const names = async (query: string) => {
    const answer = await server.call('GET', `/machines?${query}`)
    if (answer.status !== 200) return JSON.parse(answer.text)
    const machines: Machine[] = JSON.parse(answer.text)
    return { names: machines.map(({ Name }) => Name[4]).join(''), count: answer.headers['x-drp-list-count'] }
  }

  it.each([
    ['sort=Name', '012'],
    ['sort=Name&reverse=true', '210'],
    ['sort=Name&offset=1&limit=1', '1'],
    ['Name=node1.example.com', '1'],
    ['Name=Eq(node1.example.com)', '1'],
    ['Name=Ne(node1.example.com)&sort=Name', '02'],
    ['Name=node0.example.com&Name=node2.example.com&sort=Name', '02'],
    ['Arch=arm64&Runnable=true', '1'],
    ['Arch=amd64&Runnable=false', ''],
    ['Name=In(node0.example.com,node1.example.com)&sort=Name', '01'],
    ['Name=Between(node0.example.com,node1.example.com)&sort=Name', '01'],
    ['Name=Except(node0.example.com,node1.example.com)&sort=Name', '2'],
    ['Name=Re(^node[12])&sort=Name', '12'],
    ['size=Gte(1)&sort=Name', '12'],
    ['size=2', '2'],
  ])('%s gives machines %s', async (query, expected) => {
    const { names: found, count } = await names(query)
    expect(found).toBe(expected)
    expect(count).toBe(String(expected.length))
  })

  it.each([
    ['Nope=1', 'Filter not found: Nope'],
    ['limit=-1', 'Limit cannot be negative'],
    ['offset=x', 'Offset not valid'],
    ['sort=Nope', 'Not sortable: Nope'],
    ['Runnable=maybe', 'Filter not valid: Runnable: maybe is not a boolean'],
    ['Name=Eq', 'Filter not valid: Eq; write it as Eq(value)'],
    [
      'Name=Re((a)',
      expect.stringMatching(/^Filter not valid: Re\(\(a\): error parsing regexp: missing closing \)/),
    ],
  ])('%s is refused', async (query, message) => {
    expect(await names(query)).toMatchObject({ Code: 406, Messages: [message] })
  })

  it('leaves out what is not wanted', async () => {
    const [slim] = (await server.json('GET', '/machines?slim=meta,params&limit=1')) as Machine[]
    expect(slim).toMatchObject({ Meta: {}, Params: {} })
    const some = (await server.json('GET', '/machines?params=size&sort=Name')) as Machine[]
    expect(some.map(({ Params }) => Params)).toEqual([{ size: 0 }, { size: 1 }, { size: 2 }])
  })
})

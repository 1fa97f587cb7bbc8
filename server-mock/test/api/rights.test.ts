import type { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

const basic = (key: string) => `Basic ${Buffer.from(key).toString('base64')}`

describe('credentials', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  const status = async (authorization: string, path = '/machines') =>
    (await server.call('GET', path, undefined, { authorization })).status

  it('are needed, and must be right', async () => {
    const none = await server.call('GET', '/machines', undefined, { authorization: '' })
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'dr-provision'])
    expect(await status(basic('rocketskates:wrong'))).toBe(403)
    expect(await status(basic('nobody:r0cketsk8ts'))).toBe(403)
    expect(await status('Bearer nonsense')).toBe(403)
    expect(await status(basic('rocketskates:r0cketsk8ts'))).toBe(200)
  })

  it('may be a token, until it is revoked by a new password', async () => {
    await server.json('POST', '/users', { Name: 'alice', Roles: ['superuser'] })
    await server.json('PUT', '/users/alice/password', { Password: 'first:with:colons' })
    const answer = await server.call('GET', '/users/alice/token?ttl=60', undefined, {
      authorization: basic('alice:first:with:colons'),
    })
    const { Token, Info } = JSON.parse(answer.text)
    expect(Info.features).toContain('api-v3')
    expect(await status(`Bearer ${Token}`)).toBe(200)
    const byQuery = await server.call('GET', `/machines?token=${Token}`, undefined, { authorization: '' })
    expect(byQuery.status).toBe(200)
    await server.json('PUT', '/users/alice/password', { Password: 'second' })
    expect(await status(`Bearer ${Token}`)).toBe(403)
    expect(await status(basic('alice:first:with:colons'))).toBe(403)
  })

  it('are never shown: no hash in users, events or exports', async () => {
    const users = await server.call('GET', '/users')
    const export_ = await server.call('GET', '/contents/BackingStore')
    for (const { text } of [users, export_]) expect(text).not.toMatch(/"PasswordHash":"[^"]/)
  })
})

describe('rights', () => {
  let server: TestServer
  let viewer: string
  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/roles', {
      Name: 'viewer',
      Claims: [
        { scope: 'machines', action: 'list,get', specific: '*' },
        { scope: 'machines', action: 'update:/Meta', specific: '*' },
      ],
    })
    await server.json('POST', '/users', { Name: 'view', Roles: ['viewer'] })
    await server.json('PUT', '/users/view/password', { Password: 'only-looking' })
    viewer = basic('view:only-looking')
    await server.json('POST', '/machines', { Name: 'one.example.com' })
    await server.json('POST', '/machines', { Name: 'two.example.com' })
  })
  afterAll(() => server.close())

  const call = (
    method: string,
    path: string,
    body?: Parameters<TestServer['call']>[2],
    authorization = viewer,
  ) => server.call(method, path, body, { authorization })

  it('hide lists and objects, and refuse the rest with what is missing', async () => {
    const list = await call('GET', '/profiles')
    expect([list.status, list.text, list.headers['x-drp-list-total-count']]).toEqual([200, '[]', '0'])
    expect((await call('GET', '/profiles/global')).status).toBe(404)
    expect((await call('GET', '/machines/Name:one.example.com')).status).toBe(200)
    const refused = await call('POST', '/machines', { Name: 'three.example.com' })
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.text)).toMatchObject({
      Type: 'AUTH',
      Messages: ['Cannot access /api/v3/machines', 'Requires: machines create '],
    })
  })

  it('may reach down to a part of an object', async () => {
    const path = '/machines/Name:one.example.com'
    const meta = [{ op: 'add', path: '/Meta/colour', value: 'red' }]
    expect((await call('PATCH', path, meta)).status).toBe(200)
    expect((await call('PATCH', path, [...meta, { op: 'replace', path: '/Name', value: 'x1' }])).status).toBe(
      403,
    )
    expect((await call('PATCH', path, [{ op: 'move', from: '/Name', path: '/Meta/name' }])).status).toBe(403)
  })

  it('of a machine end at its own things', async () => {
    const one = (await server.json('GET', '/machines/Name:one.example.com')) as Machine
    const two = (await server.json('GET', '/machines/Name:two.example.com')) as Machine
    const { Token } = (await server.json('GET', `/machines/${one.Uuid}/token`)) as { Token: string }
    const own = `Bearer ${Token}`
    const job = async (machine: string) => {
      const answer = await call('POST', '/jobs', { Machine: machine }, own)
      return answer.status
    }
    expect((await call('GET', `/machines/${one.Uuid}`, undefined, own)).status).toBe(200)
    expect((await call('GET', `/machines/${two.Uuid}`, undefined, own)).status).toBe(404)
    expect((await call('GET', '/machines', undefined, own)).text).toBe('[]')
    const patch = [{ op: 'replace', path: '/Description', value: 'mine' }]
    expect((await call('PATCH', `/machines/${one.Uuid}`, patch, own)).status).toBe(200)
    expect((await call('PATCH', `/machines/${two.Uuid}`, patch, own)).status).toBe(403)
    expect(await job(one.Uuid)).toBe(204)
    expect(await job(two.Uuid)).toBe(403)
    expect((await call('POST', '/pools/default/allocateMachines', {}, own)).status).toBe(403)
    expect((await call('GET', '/prefs', undefined, own)).status).toBe(403)
    expect((await call('GET', '/users', undefined, own)).text).toBe('[]')

    await server.json('PATCH', `/machines/${one.Uuid}`, [{ op: 'replace', path: '/Secret', value: 'turned' }])
    expect((await call('GET', `/machines/${one.Uuid}`, undefined, own)).status).toBe(403)
  })

  it('of a machine reach its own jobs and no others', async () => {
    await server.json('POST', '/tasks', {
      Name: 'hello',
      Templates: [{ Name: 'run', Contents: 'echo {{.Machine.Name}}' }],
    })
    await server.json('POST', '/stages', { Name: 'greet', Tasks: ['hello'] })
    await server.json('POST', '/workflows', { Name: 'greet', Stages: ['greet'] })
    const jobs: Job[] = []
    const tokens: string[] = []
    for (const name of ['one', 'two']) {
      const workflow = [{ op: 'replace', path: '/Workflow', value: 'greet' }]
      const machine = (await server.json('PATCH', `/machines/Name:${name}.example.com`, workflow)) as Machine
      jobs.push((await server.json('POST', '/jobs', { Machine: machine.Uuid })) as Job)
      tokens.push(
        `Bearer ${((await server.json('GET', `/machines/${machine.Uuid}/token`)) as { Token: string }).Token}`,
      )
    }
    const [mine, other] = jobs
    const run = [{ op: 'replace', path: '/State', value: 'running' }]
    for (const [job, expected] of [
      [mine, [200, 200, 204]],
      [other, [403, 403, 403]],
    ] as const) {
      const log = {
        authorization: tokens[0] ?? '',
        raw: 'x',
        headers: { 'content-type': 'application/octet-stream' },
      }
      const answers = [
        await call('GET', `/jobs/${job?.Uuid}/actions`, undefined, tokens[0]),
        await call('PATCH', `/jobs/${job?.Uuid}`, run, tokens[0]),
        await server.call('PUT', `/jobs/${job?.Uuid}/log`, undefined, log),
      ]
      expect(answers.map(({ status }) => status)).toEqual(expected)
    }
  })
})

import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

const boot = (digit: string) => `b0000000-0000-4000-8000-00000000000${digit}`

describe('the fence around agents of earlier boots', () => {
  let server: TestServer
  let uuid: string
  let authorization: string
  const as = (bootId: string | undefined, method: string, path: string, body?: object) =>
    server.call(method, path, body === undefined ? undefined : JSON.parse(JSON.stringify(body)), {
      authorization,
      ...(bootId === undefined ? {} : { headers: { 'X-Boot-Id': bootId } }),
    })
  const ask = (bootId?: string) => as(bootId, 'POST', '/jobs', { Machine: uuid })
  const end = (bootId: string, job: string, from: string, value: string) =>
    as(bootId, 'PATCH', `/jobs/${job}`, [
      { op: 'test', path: '/State', value: from },
      { op: 'replace', path: '/State', value },
    ])

  beforeAll(async () => {
    server = await startTestServer()
    for (const Name of ['one', 'two']) await server.json('POST', '/tasks', { Name })
    await server.json('POST', '/stages', { Name: 'work', Tasks: ['one', 'two'] })
    await server.json('POST', '/workflows', { Name: 'work', Stages: ['work'] })
    uuid = Machine.parse(await server.json('POST', '/machines', { Name: 'twice', Workflow: 'work' })).Uuid
    const { Token } = JSON.parse((await server.call('GET', `/machines/${uuid}/token`)).text)
    authorization = `Bearer ${Token}`
  })
  afterAll(() => server.close())

  it('lets the agent of the newest boot work, and refuses results of the one before', async () => {
    const first = Job.parse(JSON.parse((await ask(boot('1'))).text))
    expect(await end(boot('1'), first.Uuid, 'created', 'running')).toMatchObject({ status: 200 })
    // The machine boots again while its old agent still runs.
    expect((await as(boot('2'), 'POST', `/machines/${uuid}/phases`, { Name: 'agent' })).status).toBe(204)
    const late = await end(boot('1'), first.Uuid, 'running', 'finished')
    expect(late.status).toBe(409)
    expect(JSON.parse(late.text)).toMatchObject({ Type: 'Fenced', Model: 'machines', Key: uuid })
    expect(late.text).toContain(boot('2'))
    const log = await server.call('PUT', `/jobs/${first.Uuid}/log`, undefined, {
      authorization,
      raw: 'late\n',
      headers: { 'Content-Type': 'application/octet-stream', 'X-Boot-Id': boot('1') },
    })
    expect(log.status).toBe(409)
    expect((await as(boot('1'), 'PATCH', `/machines/${uuid}`, [])).status).toBe(409)
    expect(await end(boot('2'), first.Uuid, 'running', 'failed')).toMatchObject({ status: 200 })
    expect((await ask(boot('1'))).status).toBe(409)
    expect(Job.parse(JSON.parse((await ask(boot('2'))).text)).Task).toBe('one')
    expect((await server.call('GET', `/jobs/${first.Uuid}/log`)).text).toBe('')
  })

  it('still lets it read', async () => {
    expect((await as(boot('1'), 'GET', `/machines/${uuid}`)).status).toBe(200)
  })

  it('leaves runners alone that do not say which boot they belong to, and users', async () => {
    expect((await as(undefined, 'PATCH', `/machines/${uuid}`, [])).status).toBe(200)
    const headers = { 'X-Boot-Id': boot('1') }
    expect((await server.call('PATCH', `/machines/${uuid}`, [], { headers })).status).toBe(200)
  })

  it('refuses what is no boot id', async () => {
    expect((await ask('newest')).status).toBe(400)
  })
})

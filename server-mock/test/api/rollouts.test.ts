import { Client } from '@metalwright/sdk'
import { type JsonObject, type JsonValue, Machine, Rollout } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('rollouts over the API', () => {
  let server: TestServer
  const uuids = new Map<string, string>()
  const rollout = async (name: string) => Rollout.parse(await server.json('GET', `/rollouts/${name}`))
  const basic = (user: string) => `Basic ${Buffer.from(`${user}:a-password`).toString('base64')}`
  const addUser = async (Name: string, fields: JsonObject) => {
    await server.json('POST', '/users', { Name, ...fields })
    await server.json('PUT', `/users/${Name}/password`, { Password: 'a-password' })
  }
  const standing = async (name: string) => {
    const members = (await server.json('GET', `/rollouts/${name}/machines`)) as {
      Name: string
      State: string
    }[]
    return Object.fromEntries(members.map(({ Name, State }) => [Name, State]))
  }

  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/tasks', { Name: 'update' })
    await server.json('POST', '/stages', { Name: 'update', Tasks: ['update'] })
    await server.json('POST', '/workflows', { Name: 'update', Stages: ['update'] })
    for (const Name of ['one', 'two', 'three']) {
      uuids.set(Name, Machine.parse(await server.json('POST', '/machines', { Name })).Uuid)
    }
  })
  afterAll(() => server.close())

  it('begin, are paused, resumed and cancelled, and tell how every machine stands', async () => {
    const made = Rollout.parse(
      await server.json('POST', '/rollouts', {
        Name: 'by-hand',
        Workflow: 'update',
        WaveSize: '1',
        State: 'finished',
      }),
    )
    expect(made).toMatchObject({ State: 'running', Available: true, Total: 0 })
    await expect.poll(() => standing('by-hand')).toEqual({ one: 'running', three: 'waiting', two: 'waiting' })
    expect(await server.json('POST', '/rollouts/by-hand/pause')).toMatchObject({ State: 'paused' })
    const twice = await server.call('POST', '/rollouts/by-hand/pause')
    expect(twice).toMatchObject({
      status: 409,
      text: expect.stringContaining('is paused; pause is for one that is running'),
    })
    expect(await server.json('POST', '/rollouts/by-hand/resume')).toMatchObject({ State: 'running' })
    expect(await server.json('POST', '/rollouts/by-hand/cancel')).toMatchObject({
      State: 'cancelled',
      Skipped: 2,
    })
    expect(await standing('by-hand')).toEqual({ one: 'running', three: 'skipped', two: 'skipped' })
    expect((await server.call('POST', '/rollouts/nobody/cancel')).status).toBe(404)
    expect((await server.call('GET', '/rollouts/nobody/machines')).status).toBe(404)
    expect(JSON.stringify(await server.json('GET', '/rollouts?State=cancelled'))).toContain('"by-hand"')
  })

  it('keep what a client may not set', async () => {
    const patch = (path: string, value: JsonValue) =>
      server.call('PATCH', '/rollouts/by-hand', [{ op: 'replace', path, value }])
    expect((await patch('/State', 'running')).status).toBe(200)
    expect((await patch('/Done', 7)).status).toBe(200)
    expect(await rollout('by-hand')).toMatchObject({ State: 'cancelled', Done: 0 })
    expect((await patch('/WaveSize', 'lots')).status).toBe(422)
    expect((await server.call('DELETE', '/workflows/update')).text).toContain(
      'rollouts:by-hand still uses update',
    )
    expect((await server.call('DELETE', '/rollouts/by-hand')).status).toBe(200)
  })

  it('are for those who have the right, and go over the machines of their tenant only', async () => {
    const rights = (action: string) => [{ scope: 'rollouts', action, specific: '*' }]
    await server.json('POST', '/roles', { Name: 'looks', Claims: rights('list,get') })
    await server.json('POST', '/roles', { Name: 'rolls', Claims: rights('*') })
    await addUser('looker', { Roles: ['looks'] })
    await addUser('roller', { Roles: ['rolls'] })
    const body = { Name: 'of-tenant', Workflow: 'update', WaveSize: '100%' }
    const as = (user: string) => ({ authorization: basic(user) })
    expect((await server.call('POST', '/rollouts', body, as('looker'))).status).toBe(403)
    const Members = { machines: [uuids.get('two') ?? ''], rollouts: [] }
    await server.json('POST', '/tenants', { Name: 'red', Members, Users: ['roller'] })
    expect((await server.call('POST', '/rollouts', body, as('roller'))).status).toBe(201)
    await expect.poll(() => standing('of-tenant')).toEqual({ two: 'running' })
    expect((await server.call('POST', '/rollouts/of-tenant/cancel', undefined, as('looker'))).status).toBe(
      403,
    )
    expect((await server.call('POST', '/rollouts/of-tenant/cancel', undefined, as('roller'))).status).toBe(
      200,
    )
  })

  it('are driven by the SDK', async () => {
    const client = new Client({
      endpoint: `https://127.0.0.1:${server.server.ports.api}`,
      key: 'rocketskates:r0cketsk8ts',
      fingerprint: server.server.fingerprint,
    })
    try {
      await client.rollouts.create({ Name: 'by-sdk', Workflow: 'update', Filter: ['Name=three'], Canary: 1 })
      await client.rollouts.wait('by-sdk', { Running: 1 })
      expect(await client.rollouts.machines('by-sdk')).toMatchObject([
        { Name: 'three', State: 'running', Wave: 1 },
      ])
      const { job } = { job: undefined, ...(await client.jobs.create(uuids.get('three') ?? '')) }
      await client.jobs.setState(job?.Uuid ?? '', 'running')
      await client.jobs.setState(job?.Uuid ?? '', 'finished', { exitState: 'complete' })
      await client.jobs.create(uuids.get('three') ?? '')
      const done = await client.rollouts.wait('by-sdk', { State: 'finished' })
      expect(done).toMatchObject({ Done: 1, Failed: 0 })
      expect(await client.rollouts.start('by-sdk')).toMatchObject({ State: 'running' })
    } finally {
      await client.close()
    }
  })
})

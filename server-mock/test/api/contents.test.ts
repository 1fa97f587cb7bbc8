import type { ContentSummary } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

const pack = (version: string, greeting: string) => ({
  meta: { Name: 'demo', Version: version, RequiredFeatures: 'workflows sane-exit-codes' },
  sections: {
    params: { 'demo/greeting': { Name: 'demo/greeting', Schema: { type: 'string', default: greeting } } },
    tasks: {
      'demo-task': {
        Name: 'demo-task',
        Templates: [{ Name: 'run', Contents: '{{template "demo.tmpl" .}}' }],
      },
    },
    stages: { 'demo-stage': { Name: 'demo-stage', Tasks: ['demo-task'] } },
    workflows: { 'demo-flow': { Name: 'demo-flow', Stages: ['demo-stage'] } },
    templates: {
      'demo.tmpl': { ID: 'demo.tmpl', Contents: '{{.Param "demo/greeting" | upper}} {{.Machine.Name}}' },
    },
  },
})

describe('content packs', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  const refused = async (method: string, path: string, body?: Parameters<TestServer['call']>[2]) => {
    const answer = await server.call(method, path, body)
    return { status: answer.status, ...JSON.parse(answer.text) }
  }

  it('bring objects as a read-only layer', async () => {
    const summary = (await server.json('POST', '/contents', pack('v1.0.0', 'hello'))) as ContentSummary
    expect(summary).toMatchObject({
      meta: { Name: 'demo', Type: 'dynamic' },
      Counts: { params: 1, tasks: 1 },
    })
    expect(await server.json('GET', '/workflows/demo-flow')).toMatchObject({ ReadOnly: true, Bundle: 'demo' })
    const edit = [{ op: 'replace', path: '/Description', value: 'mine' }]
    expect(await refused('PATCH', '/tasks/demo-task', edit)).toMatchObject({
      Messages: ['readonly: demo-task'],
    })
    expect(await refused('POST', '/tasks', { Name: 'demo-task' })).toMatchObject({ status: 409 })
    const names = ((await server.json('GET', '/contents')) as ContentSummary[]).map(({ meta }) => meta.Name)
    expect(names).toEqual(['BackingStore', 'demo', 'BasicStore'])
  })

  it('are replaced in place, and machines see the new ones at once', async () => {
    const machine = (await server.json('POST', '/machines', {
      Name: 'one.example.com',
      Workflow: 'demo-flow',
    })) as {
      Uuid: string
    }
    const job = (await server.json('POST', '/jobs', { Machine: machine.Uuid })) as { Uuid: string }
    const script = async () => {
      const [action] = (await server.json('GET', `/jobs/${job.Uuid}/actions`)) as { Content: string }[]
      return action?.Content
    }
    expect(await script()).toBe('HELLO one.example.com')
    await server.json('PUT', '/contents/demo', pack('v1.1.0', 'good day'))
    expect(await script()).toBe('GOOD DAY one.example.com')
    expect(await server.json('GET', '/contents/demo')).toMatchObject({ meta: { Version: 'v1.1.0' } })
  })

  it('are refused where they cannot be loaded, with the object and the reason', async () => {
    expect(await refused('POST', '/contents', pack('v2', 'x'))).toMatchObject({
      status: 409,
      Messages: ['Content demo already exists'],
    })
    expect(await refused('PUT', '/contents/other', pack('v2', 'x'))).toMatchObject({ status: 400 })
    const named = (Name: string, sections: object) => JSON.parse(JSON.stringify({ meta: { Name }, sections }))
    expect(await refused('PUT', '/contents/nobody', named('nobody', {}))).toMatchObject({ status: 404 })
    expect(await refused('POST', '/contents', named('a', { tasks: { x1: { Name: 'y1' } } }))).toMatchObject({
      status: 422,
      Type: 'STORE_ERROR',
      Messages: ["tasks/x1: the object's own key is y1"],
    })
    expect(
      await refused('POST', '/contents', named('b', { tasks: { 'demo-task': { Name: 'demo-task' } } })),
    ).toMatchObject({
      status: 422,
      Messages: [expect.stringMatching(/keysCannotBeOverridden: demo-task is already in layer demo/)],
    })
    const demanding = { meta: { Name: 'c', RequiredFeatures: 'time-travel' }, sections: {} }
    expect(await refused('POST', '/contents', demanding)).toMatchObject({
      status: 422,
      Messages: [expect.stringMatching(/needs the feature time-travel/)],
    })
  })

  it('can be unloaded, except those of the server', async () => {
    expect(await refused('DELETE', '/contents/BasicStore')).toMatchObject({ status: 422 })
    const machine = (await server.json('GET', '/machines/Name:one.example.com')) as { Uuid: string }
    expect(await refused('DELETE', '/contents/demo')).toMatchObject({
      status: 409,
      Messages: expect.arrayContaining([`machines:${machine.Uuid} still uses demo-flow`]),
    })
    await server.json('DELETE', `/machines/${machine.Uuid}`)
    expect((await server.call('DELETE', '/contents/demo')).status).toBe(204)
    expect((await server.call('GET', '/workflows/demo-flow')).status).toBe(404)
  })
})

import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { ContentSummary, JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
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
      Messages: [expect.stringMatching(/keysCannotBeOverridden: demo-task is already in layer \d+ \(demo\)/)],
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

describe('a content pack in a running server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({
      localContent: { meta: { Name: 'x' }, sections: { params: { 'site/room': { Name: 'site/room' } } } },
    })
  })
  afterAll(() => server.close())

  const install = (kernel: string, tasks: JsonObject = {}) => ({
    meta: { Name: 'install', Version: 'v1' },
    sections: {
      templates: { 'boot.tmpl': { ID: 'boot.tmpl', Contents: `kernel ${kernel} {{.BootParams}}` } },
      bootenvs: {
        demo: {
          Name: 'demo',
          OS: { Name: 'demo' },
          BootParams: 'quiet',
          Templates: [{ Name: 'ipxe', Path: `machines/{{.Machine.UUID}}/${kernel}`, ID: 'boot.tmpl' }],
        },
      },
      tasks: {
        write: { Name: 'write', Prerequisites: ['partition'] },
        partition: { Name: 'partition' },
        ...tasks,
      },
      stages: { demo: { Name: 'demo', BootEnv: 'demo', Tasks: ['write'] } },
      workflows: { demo: { Name: 'demo', Stages: ['demo'] } },
    },
  })
  const file = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`)
    return answer.ok ? answer.text() : answer.status
  }
  const refused = async (method: string, path: string, body?: JsonValue) => {
    const { status, text } = await server.call(method, path, body)
    const { Type, Model, Key, Messages, Code } = JSON.parse(text)
    return { status, Type, Model, Key, Messages, Code }
  }

  it('tells what happens to its objects, serves its files anew, and follows availability', async () => {
    const socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}/api/v3/ws`, {
      rejectUnauthorized: false,
      headers: { authorization: `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}` },
    })
    const seen: string[] = []
    socket.on('message', (data) => {
      const { Type, Action, Key, Principal } = JSON.parse(String(data))
      if (Type !== 'websocket') seen.push(`${Type} ${Action} ${Key} ${Principal}`)
    })
    await once(socket, 'open')
    for (const type of ['bootenvs', 'templates', 'contents', 'stages']) socket.send(`register ${type}.*.*`)
    await once(socket, 'message')

    await server.json('POST', '/contents', install('one'))
    const { Uuid, Tasks } = (await server.json('POST', '/machines', {
      Name: 'm1',
      Workflow: 'demo',
    })) as Machine
    expect(Tasks).toEqual(['stage:demo', 'bootenv:demo', 'partition', 'write'])
    expect(await file(`machines/${Uuid}/one`)).toBe('kernel one quiet')

    await server.json('PUT', '/contents/install', install('two'))
    expect(await file(`machines/${Uuid}/two`)).toBe('kernel two quiet')
    expect(await file(`machines/${Uuid}/one`)).toBe(404)

    const broken = install('two', { write: { Name: 'write', Prerequisites: ['later'] } })
    const summary = (await server.json('PUT', '/contents/install', broken)) as ContentSummary
    expect(summary.Warnings).toEqual([
      'tasks/write is not available: Task later does not exist',
      'stages/demo is not available: Task write is not available: Task later does not exist',
      'workflows/demo is not available: Stage demo is not available: Task write is not available: Task later does not exist',
    ])
    expect(await server.json('GET', `/machines/${Uuid}`)).toMatchObject({ Available: false, Runnable: false })
    expect(await refused('POST', '/jobs', { Machine: Uuid })).toMatchObject({ status: 409 })
    expect(await file(`machines/${Uuid}/two`)).toBe(404)
    await server.json('POST', '/tasks', { Name: 'later' })
    expect(await server.json('GET', `/machines/${Uuid}`)).toMatchObject({ Available: true, Errors: [] })
    expect(await server.json('GET', '/stages/demo')).toMatchObject({ Available: true, ReadOnly: true })
    expect(await file(`machines/${Uuid}/two`)).toBe('kernel two quiet')

    await server.json('DELETE', `/machines/${Uuid}`)
    expect((await server.call('DELETE', '/contents/install')).status).toBe(204)
    const deadline = Date.now() + 5000
    while (!seen.some((event) => event.startsWith('contents delete')) && Date.now() < deadline)
      await setTimeout(5)
    const user = 'user:rocketskates'
    expect(seen).toEqual([
      `templates create boot.tmpl ${user}`,
      `bootenvs create demo ${user}`,
      `stages create demo ${user}`,
      `contents create install ${user}`,
      `templates update boot.tmpl ${user}`,
      `bootenvs update demo ${user}`,
      `contents update install ${user}`,
      `stages save demo ${user}`,
      `contents update install ${user}`,
      'stages save demo system',
      `templates delete boot.tmpl ${user}`,
      `bootenvs delete demo ${user}`,
      `stages delete demo ${user}`,
      `contents delete install ${user}`,
    ])
    socket.terminate()
  })

  it('answers as DRP does', async () => {
    const place = { Model: 'contents', Key: 'install' }
    expect((await server.call('POST', '/contents', install('one'))).status).toBe(201)
    expect(await refused('POST', '/contents', install('one'))).toEqual({
      ...place,
      status: 409,
      Code: 409,
      Type: 'POST',
      Messages: ['Content install already exists'],
    })
    expect(await refused('PUT', '/contents/other', install('one'))).toMatchObject({
      status: 400,
      Messages: ['Cannot change name from other to install'],
    })
    expect(await refused('PUT', '/contents/gone', { meta: { Name: 'gone' }, sections: {} })).toMatchObject({
      status: 404,
      Messages: ['Cannot find gone'],
    })
    expect(await refused('GET', '/contents/gone')).toMatchObject({ status: 404 })
    expect(await refused('DELETE', '/contents/gone')).toMatchObject({
      status: 404,
      Messages: ['Cannot find gone'],
    })
    expect(await refused('DELETE', '/contents/LocalStore')).toMatchObject({
      status: 422,
      Type: 'STORE_ERROR',
      Messages: ['readonly: LocalStore'],
    })
    expect(
      await refused('PATCH', '/params/site/room', [{ op: 'add', path: '/Secure', value: true }]),
    ).toMatchObject({
      status: 422,
      Messages: ['readonly: site/room'],
    })
    expect(await refused('DELETE', '/tasks/write')).toMatchObject({
      status: 422,
      Messages: ['readonly: write'],
    })
    const { features } = (await server.json('GET', '/info')) as { features: string[] }
    expect(features).toEqual(
      expect.arrayContaining([
        'bundle-objects',
        'task-prerequisites',
        'content-prerequisite-version-checking',
      ]),
    )
  })
})

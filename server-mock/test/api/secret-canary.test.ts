import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job, JsonValue, Machine } from '@metalwright/sdk/models'
import { seal } from '@metalwright/sdk/secure'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer } from './test-server.ts'

/** Secure from the first moment: nobody but those with the right, and tasks, may ever see it. */
const CANARY = 'canary-7f3a9b1c5d'
/** Plain at first, and made secure later. */
const TURNED = 'turned-4e8d2a6c0b'
const HOLDERS = ['machines', 'profiles', 'stages', 'plugins', 'endpoints']

const basic = `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`

let server: TestServer
let own: Machine
let other: Machine
let job: Job
let strange: string
let socket: WebSocket
/** Everything that came over the websocket. */
let heard = ''
/** Everything the server wrote to its log. */
const written: string[] = []

/** Ways in which a secret may stand in a text. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [secret, bytes.toString('base64').slice(0, -3), bytes.toString('hex'), secret.toUpperCase()]
}

function findIn(text: string, secrets: readonly string[]): string[] {
  return secrets.flatMap(forms).filter((form) => text.includes(form))
}

async function set(place: string, name: string, value: JsonValue): Promise<void> {
  const publicKey = (await server.json('GET', `${place}/pubkey`)) as string
  await server.json('POST', `${place}/params/${name}`, { ...seal(publicKey, value) })
}

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation((...words) => void written.push(JSON.stringify(words)))
  server = await startTestServer({ store: 'sqlite' })
  socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}/api/v3/ws`, {
    rejectUnauthorized: false,
    headers: { authorization: basic },
  })
  socket.on('message', (data) => {
    heard += String(data)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send('register *.*.*')

  await server.json('POST', '/params', { Name: 'canary', Secure: true, Schema: { type: 'string' } })
  await server.json('POST', '/tasks', {
    Name: 'sing',
    Templates: [{ Name: 'run', Contents: 'echo {{.Param "canary"}} {{.Param "turned"}}' }],
  })
  await server.json('POST', '/profiles', { Name: 'cage' })
  await server.json('POST', '/stages', {
    Name: 'singing',
    Tasks: ['sing'],
    Profiles: ['cage'],
    Templates: [
      { Name: 'file', Path: '{{.Machine.Path}}/file', Contents: '{{.Param "canary"}} {{.Param "turned"}}' },
    ],
  })
  await server.json('POST', '/workflows', { Name: 'singing', Stages: ['singing'] })
  await server.json('POST', '/plugins', { Name: 'cage', Provider: 'nobody' })
  await server.json('POST', '/endpoints', { Id: 'cage' })
  own = (await server.json('POST', '/machines', { Name: 'own.example.com', Workflow: 'singing' })) as Machine
  other = (await server.json('POST', '/machines', { Name: 'other.example.com' })) as Machine
  const places = [
    `/machines/${own.Uuid}`,
    '/profiles/cage',
    '/stages/singing',
    '/plugins/cage',
    '/endpoints/cage',
  ]
  for (const place of places) {
    await set(place, 'canary', CANARY)
    await server.json('POST', `${place}/params/turned`, TURNED)
    // What is refused must leave no trace either.
    await server.call('POST', `${place}/params/canary`, `${CANARY} again`)
    await server.call('PATCH', `${place}/params`, [{ op: 'test', path: '/canary', value: CANARY }])
  }
  await server.json('POST', '/params', { Name: 'turned', Secure: true })
  const token = async (machine: Machine) => {
    const { Token } = (await server.json('GET', `/machines/${machine.Uuid}/token`)) as { Token: string }
    return `Bearer ${Token}`
  }
  strange = await token(other)
  job = (await server.json('POST', '/jobs', { Machine: own.Uuid })) as Job
  const script = await server.call('GET', `/jobs/${job.Uuid}/actions`, undefined, {
    authorization: await token(own),
  })
  expect(script.text).toContain(`echo ${CANARY} ${TURNED}`)
})
afterAll(async () => {
  socket.terminate()
  await server.close()
  vi.restoreAllMocks()
})

/** Paths of a route with keys that are there. */
function pathsOf(path: string): string[] {
  const prefix = path.split('/')[path.startsWith('/meta/') ? 2 : 1] ?? ''
  const keys: Record<string, string[]> = {
    machines: [own.Uuid, other.Uuid],
    jobs: [job.Uuid],
    stages: ['singing'],
    tasks: ['sing'],
    workflows: ['singing'],
    params: ['canary', 'turned'],
    contents: ['BackingStore', 'BasicStore'],
    pools: ['default'],
    users: ['rocketskates'],
    indexes: ['machines'],
  }
  const rest = prefix === 'params' ? (keys['params'] ?? []) : ['canary', 'turned']
  return (keys[prefix] ?? ['cage']).flatMap((key) =>
    rest.map((name) => path.replace(':key', key).replace(/:\w+/g, 'x').replace('*', name)),
  )
}

/** Calls every route with these methods, and tells in which answers a secret stands. */
async function walk(
  methods: readonly string[],
  authorization: string,
  queries: readonly string[],
  body?: JsonValue,
): Promise<{ readonly asked: number; readonly found: readonly string[] }> {
  const found: string[] = []
  let asked = 0
  for (const { method, path } of server.server.routes) {
    // The superuser may see the script; and the params must not be emptied on the way.
    if (path === '/jobs/:key/actions' && authorization === basic) continue
    if (!methods.includes(method) || (method === 'POST' && path.endsWith('/params'))) continue
    for (const one of new Set(pathsOf(path).flatMap((each) => queries.map((query) => each + query)))) {
      const { status, text } = await server.call(method, one, body, { authorization })
      asked += 1
      const forms = findIn(text, [CANARY, TURNED])
      if (forms.length > 0) found.push(`${method} ${one}: ${status} ${forms.join(' ')}`)
    }
  }
  return { asked, found }
}

it('is in no answer to a question but to decode=true and to tasks', async () => {
  const queries = ['', '?aggregate=true', '?compose=true', '?decode=false', '?canary=Re(canary)']
  for (const authorization of [basic, strange]) {
    const { asked, found } = await walk(['GET'], authorization, queries)
    expect(found).toEqual([])
    expect(asked).toBeGreaterThan(400)
  }
}, 60_000)

it('is in every answer that may have it', async () => {
  for (const prefix of HOLDERS)
    expect(
      findIn((await server.call('GET', `/${prefix}?decode=true`)).text, [CANARY]).length,
    ).toBeGreaterThan(0)
})

it('is not opened for another machine, nor found by filters', async () => {
  for (const path of [
    `/machines/${own.Uuid}`,
    `/machines/${own.Uuid}/params`,
    '/profiles/cage',
    '/machines',
  ]) {
    const { status, text } = await server.call('GET', `${path}?decode=true`, undefined, {
      authorization: strange,
    })
    expect([path, findIn(text, [CANARY, TURNED])]).toEqual([path, []])
    expect(status === 200 ? text : status).toBe(status === 200 ? '[]' : 404)
  }
  for (const value of [`Eq("${CANARY}")`, `Eq(${CANARY})`, `Re(${CANARY.slice(0, 8)})`])
    expect((await server.call('GET', `/machines?canary=${encodeURIComponent(value)}`)).text).not.toContain(
      'own.example',
    )
})

it('is in no file served to machines, and in no event, old ones included', async () => {
  const file = await fetch(`http://127.0.0.1:${server.server.ports.static}/machines/${own.Uuid}/file`)
  const text = await file.text()
  expect([file.status, findIn(text, [CANARY, TURNED])]).toEqual([200, []])
  expect(text).toContain('Payload')
  // Until now it was plain what was to be turned; what is asked for again is hidden.
  expect(findIn(heard, [CANARY])).toEqual([])
  expect(heard).toContain('machines')
  const sealing = heard.slice(heard.lastIndexOf('"Type":"params"'))
  expect(findIn(sealing, [TURNED])).toEqual([])
  heard = ''
  socket.send('resume 0')
  await vi.waitUntil(() => heard.includes(own.Uuid) && heard.includes('[secure]'), { timeout: 5000 })
  expect(findIn(heard, [CANARY, TURNED])).toEqual([])
})

it('is in no log and, where it was never plain, in no file of the server', async () => {
  const logs = (await server.call('GET', '/logs')).text
  expect(findIn(`${logs}${written.join()}`, [CANARY, TURNED])).toEqual([])
  const files = await readdir(server.folder, { recursive: true, withFileTypes: true })
  const names = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  expect(names.some((name) => name.includes('objects.sqlite'))).toBe(true)
  for (const name of names)
    expect([name, findIn(await readFile(name, 'latin1'), [CANARY])]).toEqual([name, []])
})

it('is in no answer to a change', async () => {
  const changes: [method: string, body?: JsonValue][] = [['PATCH', []], ['PUT', {}], ['POST', {}], ['DELETE']]
  for (const authorization of [strange, basic]) {
    for (const [method, body] of changes) {
      const { asked, found } = await walk([method], authorization, [''], body)
      expect(found).toEqual([])
      expect(asked).toBeGreaterThan(10)
    }
  }
}, 60_000)

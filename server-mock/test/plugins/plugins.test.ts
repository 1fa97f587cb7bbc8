import { existsSync } from 'node:fs'
import type { Plugin } from '@metalwright/sdk/models'
import { seal } from '@metalwright/sdk/secure'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLUGIN_LIMITS } from '../../src/plugins/limits.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { ask, eventually, lives, PROBE, problemOf, running, startProbe, upload } from './probe.ts'

interface Surroundings {
  readonly env: Record<string, string>
  readonly cwd: string
  readonly pid: number
  readonly argv: readonly string[]
}

describe('a plugin', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ pluginLimits: { ...PLUGIN_LIMITS, restartMs: 50 } })
    await startProbe(server, 'probe', { 'probe/mood': 'curious', own: [1] })
  })
  afterAll(() => server.close())

  const surroundings = async () => (await ask(server, 'environment')) as Surroundings
  const plugin = async () => (await server.json('GET', '/plugins/probe')) as Plugin

  it('runs with nothing of the server but what it needs', async () => {
    const { env, cwd, argv } = await surroundings()
    expect(Object.keys(env).sort()).toEqual([
      'HOME',
      'LANG',
      'PATH',
      'RS_ENDPOINT',
      'RS_FILESERVER',
      'RS_FINGERPRINT',
      'RS_TOKEN',
      'TMPDIR',
    ])
    expect(env['RS_ENDPOINT']).toBe(`https://127.0.0.1:${server.server.ports.api}`)
    expect(env['RS_FILESERVER']).toBe(`http://127.0.0.1:${server.server.ports.static}`)
    expect(argv).toEqual(['listen', `${cwd}/toPlugin`, `${cwd}/fromPlugin`])
  })

  it('is configured with its params, and anew when they change', async () => {
    const config = () => server.json('POST', '/plugins/probe/actions/config', {})
    expect(await config()).toEqual({ 'probe/mood': 'curious', own: [1] })
    const { pid } = await surroundings()
    await server.json('DELETE', '/plugins/probe/params/probe/mood')
    await eventually(async () => JSON.stringify(await config()) === '{"own":[1],"probe/mood":"calm"}')
    expect((await surroundings()).pid).toBe(pid)
  })

  it('says in its object what it does not like, and is itself again afterwards', async () => {
    await server.json('POST', '/plugins/probe/params/probe/refuse', true)
    await eventually(async () => !(await plugin()).Available)
    expect((await plugin()).PluginErrors).toEqual(['no such mood', 'try another'])
    expect((await plugin()).Errors).toEqual(['no such mood', 'try another'])
    await server.json('DELETE', '/plugins/probe/params/probe/refuse')
    await eventually(async () => (await plugin()).Available)
    expect(await plugin()).toMatchObject({ PluginErrors: [], Errors: [] })
  })

  it('calls the API with rights of its own, which end with it', async () => {
    const call = async (method: string, path: string) =>
      ((await ask(server, 'call', { method, path })) as { status: number }).status
    expect(await call('GET', '/info')).toBe(200)
    expect(await call('GET', '/machines')).toBe(200)
    expect(await call('GET', '/plugins/probe/params')).toBe(200)
    expect(await call('GET', '/users/rocketskates')).toBe(404)
    expect(await call('GET', '/prefs')).toBe(403)
    expect(await call('DELETE', '/plugins/probe')).toBe(403)
    const { env } = await surroundings()
    const authorization = `Bearer ${env['RS_TOKEN']}`
    const status = async () => (await server.call('GET', '/info', undefined, { authorization })).status
    expect(await status()).toBe(200)
    const { pid } = await surroundings()
    process.kill(pid, 'SIGKILL')
    await eventually(async () => (await status()) === 403)
    await running(server, 'probe')
  })

  it('is started again when it dies, and what it had started dies with it', async () => {
    const { pid } = await surroundings()
    const child = Number(await ask(server, 'fork'))
    expect(lives(child)).toBe(true)
    process.kill(pid, 'SIGKILL')
    await eventually(async () => (await plugin()).PluginErrors[0] === 'it was ended by SIGKILL')
    await eventually(() => !lives(child))
    await running(server, 'probe')
    expect((await surroundings()).pid).not.toBe(pid)
    await eventually(async () => (await plugin()).Available)
  })

  it('says why it leaves', async () => {
    await server.call('POST', '/system/actions/leave', {})
    await eventually(
      async () => (await plugin()).PluginErrors[0]?.startsWith('the probe has had enough') ?? false,
    )
    await running(server, 'probe')
  })

  it('hears events in their order, and tells others, but does not hear itself', async () => {
    const heard = async () => (await ask(server, 'events')) as string[]
    const tell = { verb: 'publish', body: { Time: '', Type: 'door', Action: 'open', Key: 'k' } }
    expect(await ask(server, 'publish', tell)).toEqual({ status: 204, body: '' })
    await server.json('POST', '/profiles', { Name: 'first' })
    await server.json('DELETE', '/profiles/first')
    await server.call('POST', '/events', { Time: '', Type: 'bell', Action: 'ring', Key: 'k' })
    await eventually(async () => (await heard()).some((line) => line.startsWith('bell ')))
    const lines = (await heard()).filter((line) => /^(profiles|bell|door) /.test(line))
    expect(lines).toEqual([
      'profiles create first user:rocketskates',
      'profiles delete first user:rocketskates',
      'bell ring k user:rocketskates',
    ])
  })

  it('writes to the log of the server, cleaned and bounded', async () => {
    await ask(server, 'print', { lines: 1000 })
    await ask(server, 'publish', { verb: 'log', body: { Level: 'warn', Message: 'by socket' } })
    interface Line {
      readonly Service: string
      readonly Message: string
    }
    const lines = async () =>
      ((await server.json('GET', '/logs')) as Line[]).filter(({ Service }) => Service === 'plugins')
    await eventually(async () => (await lines()).some(({ Message }) => Message === 'by socket'))
    const printed = (await lines()).filter(({ Message }) => /^line \d/.test(Message))
    expect(printed.length).toBeLessThanOrEqual(300)
    expect(printed[0]?.Message).toBe('line 0 [31m')
  })

  it.each([
    ['no JSON', 'publish', undefined, 400],
    ['no event', 'publish', { Type: 1 }, 400],
    ['no line', 'log', [1], 400],
    ['nothing there is', 'objects', {}, 404],
  ])('is refused a call of the server that is %s', async (_what, verb, body, status) => {
    const params = body === undefined ? { verb } : { verb, body }
    expect(await ask(server, 'publish', params)).toMatchObject({ status })
  })

  it('has an API of its own, behind the right to it and without our credentials', async () => {
    const raw = '{"n": 12345678901234567890, "n": 1}'
    const answer = await server.call('PUT', '/plugin-apis/probe/a/b%20c?x=1&token=t', undefined, {
      raw,
      headers: { cookie: 'c=d', 'x-mine': 'yes' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/plain')
    expect(answer.headers['x-probe']).toBe('yes')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['content-security-policy']).toContain('sandbox')
    const seen = JSON.parse(answer.text)
    expect(seen).toMatchObject({ method: 'PUT', url: '/api/v3/plugin-apis/probe/a/b%20c?x=1', body: raw })
    expect(seen.headers).toMatchObject({ 'x-mine': 'yes', 'x-drp-principal': 'user:rocketskates' })
    expect(seen.headers).not.toHaveProperty('authorization')
    expect(seen.headers).not.toHaveProperty('cookie')

    const teapot = await server.call('GET', '/plugin-apis/probe/teapot')
    expect(teapot.status).toBe(418)
    const head = await server.call('HEAD', '/plugin-apis/probe/x')
    expect([head.status, head.headers['x-probe'], head.text]).toEqual([200, 'yes', ''])
    const large = await server.call('POST', '/plugin-apis/probe', undefined, {
      raw: 'y'.repeat(40 * 1024 * 1024),
      headers: { 'content-type': 'text/plain' },
    })
    expect(large.status).toBe(200)
    expect(JSON.parse(large.text).body).toHaveLength(40 * 1024 * 1024)
  })

  it.each([
    '/plugin-apis/probe/../../api-plugin/v3/stop',
    '/plugin-apis/probe/%2e%2e/x',
    '/plugin-apis/probe/a%2Fb',
  ])('is not reached outside its own API: %s', async (path) => {
    expect((await server.call('POST', path, {})).status).toBe(400)
  })

  it('is not reached by whoever may not, nor where it is not', async () => {
    await server.json('POST', '/roles', {
      Name: 'reader',
      Claims: [{ scope: 'plugins', action: 'get,update,action:other', specific: '*' }],
    })
    await server.json('POST', '/users', { Name: 'bob', Roles: ['reader'] })
    await server.json('PUT', '/users/bob/password', { Password: 'bob-bob' })
    const authorization = `Basic ${Buffer.from('bob:bob-bob').toString('base64')}`
    const refused = await server.call('GET', '/plugin-apis/probe/x', undefined, { authorization })
    expect(problemOf(refused)).toMatchObject({
      status: 403,
      Messages: [expect.any(String), 'Requires: plugins action:plugin-apis probe'],
    })
    expect((await server.call('GET', '/plugin-apis/nobody/x')).status).toBe(404)
  })

  it('runs the new program when one is uploaded in its place', async () => {
    const { pid } = await surroundings()
    const renewed = PROBE.replace('v1.2.3', 'v2.0.0')
    expect((await upload(server, 'probe', renewed)).status).toBe(201)
    await eventually(async () => !lives(pid))
    await running(server, 'probe')
    expect(await server.json('GET', '/plugin_providers/probe')).toMatchObject({ Version: 'v2.0.0' })
  })

  it('ends with its object, and its provider goes after it', async () => {
    const { pid, cwd } = await surroundings()
    const used = await server.call('DELETE', '/plugin_providers/probe')
    expect(problemOf(used)).toMatchObject({ status: 409, Messages: ['plugins:probe still uses probe'] })
    await server.json('DELETE', '/plugins/probe')
    await eventually(() => !lives(pid))
    expect((await server.call('GET', '/system/actions/environment')).status).toBe(404)
    await eventually(() => !existsSync(cwd))
    expect((await server.call('DELETE', '/plugin_providers/probe')).status).toBe(204)
    expect((await server.call('GET', '/plugin_providers/probe')).status).toBe(404)
    expect((await server.call('GET', '/params/probe/size')).status).toBe(404)
  })
})

describe('plugins of a server that stops', () => {
  it('end with it, and nothing of them stays', async () => {
    const server = await startTestServer()
    let facts: Surroundings | undefined
    let child = 0
    try {
      await startProbe(server)
      facts = (await ask(server, 'environment')) as Surroundings
      child = Number(await ask(server, 'fork'))
    } finally {
      await server.close()
    }
    expect(lives(facts.pid)).toBe(false)
    expect(existsSync(facts.cwd)).toBe(false)
    await eventually(() => !lives(child))
  })
})

describe('a plugin without what it needs', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  it('waits for its provider, then for its params', async () => {
    await server.json('POST', '/plugins', { Name: 'early', Provider: 'later' })
    const plugin = async () => (await server.json('GET', '/plugins/early')) as Plugin
    expect(await plugin()).toMatchObject({
      Available: false,
      Errors: ['Plugin provider later does not exist'],
    })
    const needy = PROBE.replace("OptionalParams: ['probe/mood']", "RequiredParams: ['probe/size']")
    expect((await upload(server, 'later', needy)).status).toBe(201)
    await eventually(async () => (await plugin()).Errors[0] === 'Missing required parameter probe/size')
    await server.json('POST', '/profiles/global/params/probe/size', 3)
    await running(server, 'early')
    await eventually(async () => (await plugin()).Available)
    expect(await server.json('POST', '/plugins/early/actions/config', {})).toEqual({ 'probe/size': 3 })
  })

  it('may come and go with a content pack', async () => {
    const sections = { plugins: { packed: { Name: 'packed', Provider: 'later' } } }
    await server.json('POST', '/contents', { meta: { Name: 'with-plugin' }, sections })
    await running(server, 'packed')
    const { pid } = (await ask(server, 'environment')) as Surroundings
    expect(lives(pid)).toBe(true)
    expect((await server.call('DELETE', '/contents/with-plugin')).status).toBe(204)
    await eventually(async () => (await server.call('GET', '/system/actions?plugin=packed')).text === '[]')
  })

  it('is told its secure params in plain, and nobody else is', async () => {
    await server.json('POST', '/plugins', { Name: 'keeper', Provider: 'later' })
    const key = String(await server.json('GET', '/plugins/keeper/pubkey'))
    await server.json('POST', '/plugins/keeper/params/probe/secret', { ...seal(key, 'canary') })
    await running(server, 'keeper')
    const config = () => server.json('POST', '/plugins/keeper/actions/config', {})
    await eventually(async () => JSON.stringify(await config()).includes('"probe/secret":"canary"'))
    expect((await server.call('GET', '/plugins/keeper')).text).not.toContain('canary')
    expect((await server.call('GET', '/logs')).text).not.toContain('canary')
  })
})

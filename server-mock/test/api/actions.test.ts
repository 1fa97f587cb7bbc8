import { request } from 'node:https'
import type { AvailableAction, Event, JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import { seal } from '@metalwright/sdk/secure'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { PLUGIN_LIMITS } from '../../src/plugins/limits.ts'
import { ask, eventually, problemOf, running, startProbe } from '../plugins/probe.ts'
import { startTestServer, type TestServer } from './test-server.ts'

describe('actions', () => {
  let server: TestServer
  let machine: string
  beforeAll(async () => {
    server = await startTestServer({ pluginLimits: { ...PLUGIN_LIMITS, restartMs: 50, actionMs: 2000 } })
    await startProbe(server)
    await server.json('POST', '/plugins', { Name: 'second', Provider: 'probe' })
    await running(server, 'second')
    machine = ((await server.json('POST', '/machines', { Name: 'acted.example.com' })) as Machine).Uuid
  })
  afterAll(() => server.close())

  const commands = async (path: string) =>
    ((await server.json('GET', path)) as AvailableAction[]).map(
      ({ Provider, Command }) => `${Provider}:${Command}`,
    )
  const run = (path: string, body: JsonValue = {}) => server.call('POST', path, body)
  const set = (name: string, value: JsonValue) =>
    server.json('POST', `/machines/${machine}/params/${name}`, value)

  describe('of an object', () => {
    it('are listed when it has what they need', async () => {
      expect(await commands(`/machines/${machine}/actions`)).toEqual([])
      const one = await server.call('GET', `/machines/${machine}/actions/echo`)
      expect(problemOf(one)).toEqual({
        status: 400,
        Type: 'INVOKE',
        Messages: ['Action echo Missing Parameter probe/size'],
      })
      await set('probe/size', 2)
      expect(await commands(`/machines/${machine}/actions`)).toEqual(['probe:echo', 'probe:echo'])
      expect(await commands(`/machines/Name:acted.example.com/actions?plugin=second`)).toEqual(['probe:echo'])
      expect(await server.json('GET', `/machines/${machine}/actions/echo?plugin=second`)).toEqual({
        Provider: 'probe',
        Model: 'machines',
        Command: 'echo',
        RequiredParams: ['probe/size'],
        OptionalParams: ['probe/secret', 'probe/mood'],
      })
    })

    it('are run with the object and the nearest values', async () => {
      const answer = await run(`/machines/${machine}/actions/echo`, { extra: [1], 'probe/mood': 'brave' })
      expect(answer.status).toBe(200)
      const action = JSON.parse(answer.text)
      expect(action).toMatchObject({
        Plugin: 'probe',
        Command: 'echo',
        CommandSet: '',
        Model: { Uuid: machine },
      })
      expect(action.Params).toEqual({ 'probe/size': 2, 'probe/mood': 'brave', extra: [1] })
    })

    it('find values in the call, the object, its profiles, the plugin, the profile global and the schema', async () => {
      const paramsOf = async (body: JsonValue = {}) => {
        const answer = await run(`/machines/${machine}/actions/echo?plugin=second`, body)
        return answer.status === 200 ? JSON.parse(answer.text).Params : problemOf(answer).Messages
      }
      await server.json('POST', '/profiles/global/params/probe/mood', 'everywhere')
      expect((await paramsOf())['probe/mood']).toBe('everywhere')
      await server.json('DELETE', '/profiles/global/params/probe/mood')
      expect((await paramsOf())['probe/mood']).toBe('calm')
      await server.json('POST', '/plugins/second/params/probe/mood', 'by plugin')
      expect((await paramsOf())['probe/mood']).toBe('by plugin')
      await server.json('POST', '/profiles', { Name: 'moody', Params: { 'probe/mood': 'by profile' } })
      await server.json('PATCH', `/machines/${machine}`, [{ op: 'add', path: '/Profiles/-', value: 'moody' }])
      expect((await paramsOf())['probe/mood']).toBe('by profile')
      await set('probe/mood', 'own')
      expect((await paramsOf())['probe/mood']).toBe('own')
      expect((await paramsOf({ 'probe/mood': 'called' }))['probe/mood']).toBe('called')

      await server.json('DELETE', `/machines/${machine}/params/probe/size`)
      expect(await paramsOf()).toEqual(['Action echo Missing Parameter probe/size'])
      await server.json('POST', '/plugins/second/params/probe/size', 7)
      expect((await paramsOf())['probe/size']).toBe(7)
      // Any plugin will do, so the one that has all it needs is taken.
      expect(JSON.parse((await run(`/machines/${machine}/actions/echo`)).text).Plugin).toBe('second')
      await set('probe/size', 2)
    })

    it('get secure values opened from objects, and never from the call', async () => {
      const key = String(await server.json('GET', `/machines/${machine}/pubkey`))
      await set('probe/secret', { ...seal(key, 'canary') })
      const answer = await run(`/machines/${machine}/actions/echo`)
      expect(JSON.parse(answer.text).Params['probe/secret']).toBe('canary')
      expect(JSON.parse(answer.text).Model.Params['probe/secret']).not.toBe('canary')
      const refused = await run(`/machines/${machine}/actions/echo`, { 'probe/secret': 'mine' })
      expect(problemOf(refused)).toEqual({
        status: 400,
        Type: 'INVOKE',
        Messages: ['Action echo cannot be passed secure parameter probe/secret via the API'],
      })
      await server.json('DELETE', `/machines/${machine}/params/probe/secret`)
    })

    it('are refused with values that do not fit', async () => {
      const refused = await run(`/machines/${machine}/actions/echo`, { 'probe/size': 0, 'probe/mood': 1 })
      expect(problemOf(refused)).toEqual({
        status: 400,
        Type: 'INVOKE',
        Messages: [
          'Action echo: Invalid Parameter: probe/size: value must be >= 1',
          'Action echo: Invalid Parameter: probe/mood: value must be string',
        ],
      })
      expect((await run(`/machines/${machine}/actions/echo`, [])).status).toBe(400)
    })

    it('are refused where there are none', async () => {
      const path = `/machines/${machine}/actions/nothing`
      const problem = { Type: 'INVOKE', Messages: ['Action nothing on machines: Not Found'] }
      expect(problemOf(await run(path))).toEqual({ status: 400, ...problem })
      expect(problemOf(await server.call('GET', path))).toEqual({ status: 404, ...problem })
      expect(problemOf(await run(`/machines/${machine}/actions/echo?plugin=nobody`))).toEqual({
        status: 400,
        Type: 'INVOKE',
        Messages: ['Action echo on machines for plugin nobody not found'],
      })
      const absent = await run('/machines/00000000-0000-4000-8000-000000000000/actions/echo')
      expect([absent.status, JSON.parse(absent.text).Messages]).toEqual([404, ['Not Found']])
    })

    it.each([
      'bootenvs/local',
      'profiles/global',
      'roles/superuser',
      'stages/none',
      'users/rocketskates',
      'plugins/probe',
    ])('are there for %s', async (object) => {
      expect((await server.call('GET', `/${object}/actions`)).status).toBe(200)
      expect((await server.call('GET', `/${object}/actions/x`)).status).toBe(404)
    })

    it('are not there for params', async () => {
      expect((await server.call('GET', '/pools/default/actions')).status).toBe(404)
    })

    it('are told of it as the API shows it', async () => {
      const profile = JSON.parse((await run('/profiles/global/actions/echo')).text)
      expect(profile.Model).toMatchObject({ Name: 'global' })
      const user = JSON.parse((await run('/users/rocketskates/actions/echo')).text)
      expect(user.Model).not.toHaveProperty('PasswordHash')
    })

    it('without a kind are those of their plugin', async () => {
      expect(await commands('/plugins/second/actions')).toEqual(['probe:config'])
      expect(await server.json('POST', '/plugins/second/actions/config', {})).toHaveProperty('probe/size')
      expect((await run('/plugins/second/actions/config?plugin=probe')).status).toBe(400)
      expect((await run('/system/actions/config')).status).toBe(400)
    })

    it('of a job lie beside the scripts of its task', async () => {
      await server.json('POST', '/tasks', { Name: 'a-task' })
      await server.json('POST', '/stages', { Name: 'a-stage', Tasks: ['a-task'] })
      await server.json('POST', '/workflows', { Name: 'a-flow', Stages: ['a-stage'] })
      const made = await server.json('POST', '/machines', { Name: 'job.example.com', Workflow: 'a-flow' })
      const { Uuid } = made as Machine
      await eventually(async () => (await server.call('POST', '/jobs', { Machine: Uuid })).status === 201)
      const { CurrentJob } = (await server.json('GET', `/machines/${Uuid}`)) as Machine
      expect(await server.json('GET', `/jobs/${CurrentJob}/actions`)).toEqual([])
      expect(await commands(`/jobs/${CurrentJob}/plugin_actions?plugin=probe`)).toEqual(['probe:echo'])
      const answer = await run(`/jobs/${CurrentJob}/plugin_actions/echo`)
      expect(JSON.parse(answer.text).Model).toMatchObject({ Uuid: CurrentJob, Task: 'a-task' })
    })
  })

  it('are told as events before they run, without their values', async () => {
    const socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}/api/v3/ws`, {
      rejectUnauthorized: false,
      headers: { authorization: `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}` },
    })
    const events: Event[] = []
    socket.on('message', (text) => events.push(JSON.parse(String(text))))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send('register machines.echo.*')
    await eventually(() => events.length === 1)
    await run(`/machines/${machine}/actions/echo`, { hidden: 'canary' })
    await eventually(() => events.length === 2)
    socket.close()
    expect(events[1]).toMatchObject({
      Type: 'machines',
      Action: 'echo',
      Key: machine,
      Principal: 'user:rocketskates',
      Object: { Plugin: 'probe', Command: 'echo' },
    })
    expect(JSON.stringify(events)).not.toContain('canary')
  })

  describe('that fail', () => {
    beforeEach(() => running(server, 'probe'))

    const system = (command: string, body: JsonObject = {}) =>
      run(`/system/actions/${command}?plugin=probe`, body)

    it.each([
      [422, 422],
      [404, 404],
      // Clients would log in again, and run it twice.
      [401, 409],
      [200, 409],
      [0, 409],
    ])('with the status %d of the plugin give %d', async (code, status) => {
      const answer = await system('refuse', { code })
      expect(problemOf(answer)).toEqual({
        status,
        Type: 'INVOKE',
        Messages: ['not today'],
      })
    })

    it('by an answer that is none are told so', async () => {
      expect(problemOf(await system('garbage'))).toEqual({
        status: 409,
        Type: 'INVOKE',
        Messages: ['Action garbage of plugin probe: it answered what is no JSON'],
      })
    })

    it('by too much of an answer are told so', async () => {
      expect(problemOf(await system('huge')).Messages).toEqual([
        'Action huge of plugin probe: it answered more than 8388608 bytes',
      ])
    })

    it('by the death of the plugin are told so, and the plugin comes back', async () => {
      expect(problemOf(await system('crash'))).toEqual({
        status: 409,
        Type: 'INVOKE',
        Messages: ['Action crash of plugin probe: it ended with code 3 before it answered action'],
      })
      await running(server, 'probe')
    })

    it('by taking too long are told so', async () => {
      expect(problemOf(await system('hang'))).toMatchObject({
        status: 409,
        Messages: ['Action hang of plugin probe: it did not end within 2000 ms'],
      })
    })

    it('because the caller has gone are given up at the plugin too', async () => {
      const call = request({
        host: '127.0.0.1',
        port: server.server.ports.api,
        path: '/api/v3/system/actions/hang?plugin=probe',
        method: 'POST',
        auth: 'rocketskates:r0cketsk8ts',
        rejectUnauthorized: false,
      })
      call.on('error', () => {})
      call.end()
      setTimeout(() => call.destroy(), 100)
      await eventually(async () => ((await ask(server, 'events')) as string[]).includes('hang given up'))
    })
  })

  describe('need rights', () => {
    const as = async (name: string, claims: JsonValue) => {
      await server.json('POST', '/roles', { Name: name, Claims: claims })
      await server.json('POST', '/users', { Name: name, Roles: [name] })
      await server.json('PUT', `/users/${name}/password`, { Password: 'a-password' })
      const authorization = `Basic ${Buffer.from(`${name}:a-password`).toString('base64')}`
      return async (method: string, path: string) =>
        (await server.call(method, path, method === 'POST' ? {} : undefined, { authorization })).status
    }

    it('to see them and to run each', async () => {
      const call = await as('echoer', [
        { scope: 'machines', action: 'actions,action:echo', specific: machine },
        { scope: 'system', action: 'action', specific: '*' },
      ])
      expect(await call('GET', `/machines/${machine}/actions`)).toBe(200)
      expect(await call('GET', `/machines/${machine}/actions/echo`)).toBe(200)
      expect(await call('POST', `/machines/${machine}/actions/echo`)).toBe(200)
      expect(await call('POST', `/machines/${machine}/actions/other`)).toBe(403)
      expect(await call('GET', '/machines/Name:job.example.com/actions')).toBe(403)
      expect(await call('POST', '/machines/Name:job.example.com/actions/echo')).toBe(403)
      expect(await call('GET', '/system/actions')).toBe(403)
      expect(await call('POST', '/system/actions/environment')).toBe(200)
      expect(await call('GET', '/profiles/global/actions')).toBe(403)
    })

    it('that are advertised', async () => {
      const { scopes } = (await server.json('GET', '/info')) as { scopes: JsonObject }
      expect(scopes['machines']).toMatchObject({ action: {}, actions: {} })
      expect(scopes['system']).toMatchObject({ action: {}, actions: {} })
      expect(scopes['plugin_providers']).toMatchObject({ list: {}, get: {}, create: {}, delete: {} })
    })

    it('that a look at the object does not give', async () => {
      const call = await as('looker', [{ scope: '*', action: 'list,get,update', specific: '*' }])
      expect(await call('GET', `/machines/${machine}/actions`)).toBe(403)
      expect(await call('POST', `/machines/${machine}/actions/echo`)).toBe(403)
      expect(await call('POST', '/system/actions/environment')).toBe(403)
    })
  })
})

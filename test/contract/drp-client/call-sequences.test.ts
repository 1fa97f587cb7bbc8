import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Drpcli, DrpcliError, object } from './drpcli.ts'

/** The exact sequences of calls of drpcli's commands, with what it insists on in every answer. */
describe('calls as drpcli makes them', () => {
  let folder: string
  let server: ServerProcess
  let endpoint: string
  let cli: Drpcli
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-calls-'))
    const ports = [
      '--api-port',
      '0',
      '--static-port',
      '0',
      '--disable-dhcp',
      '--disable-tftp',
      '--disable-pxe',
    ]
    server = await startServerProcess({
      baseRoot: folder,
      flags: ['--dev', '--provision-address', '127.0.0.1', ...ports],
    })
    endpoint = `https://127.0.0.1:${server.facts.ports.api}`
    cli = new Drpcli(endpoint, DEV_KEY)
    await cli.login()
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    cli.calls()
  })

  const create = async (prefix: string, body: JsonObject) => object(await cli.do('POST', `/${prefix}`, body))
  /** What drpcli prints after `Error: `. */
  const said = async (call: Promise<unknown>) => {
    try {
      await call
    } catch (error) {
      if (error instanceof DrpcliError) return error.message
      throw error
    }
    throw new Error('it was not refused')
  }

  describe('a session', () => {
    it('logs in with Basic, keeps a token for two hours and asks for short ones', async () => {
      const fresh = new Drpcli(endpoint, DEV_KEY)
      await fresh.login()
      expect(fresh.calls()).toEqual([
        'GET /users/rocketskates/token?ttl=7200 200',
        'GET /users/rocketskates/token?ttl=600 200',
      ])
    })

    it('tries a token from its cache first, and logs in again when that is no good', async () => {
      const cache = new Map<string, string>()
      await new Drpcli(endpoint, DEV_KEY, cache).login()
      const second = new Drpcli(endpoint, DEV_KEY, cache)
      await second.login()
      expect(second.calls()).toEqual(['GET /info 200'])

      cache.set('rocketskates', 'bm8gdG9rZW4')
      const third = new Drpcli(endpoint, DEV_KEY, cache)
      await third.login()
      expect(third.calls()[0]).toBe('GET /info 403')
      expect(cache.get('rocketskates')).not.toBe('bm8gdG9rZW4')
    })

    it('is told of a wrong password by the status alone', async () => {
      const wrong = new Drpcli(endpoint, 'rocketskates:wrong')
      await expect(wrong.login()).rejects.toThrow()
      expect(wrong.exchanges).toMatchObject([{ status: 403, body: undefined }])
    })
  })

  it('create, show, exists and destroy', async () => {
    const made = await create('profiles', { Name: 'cli-one', Params: { a: 1 } })
    expect(await cli.do('GET', '/profiles/cli-one')).toEqual(made)
    expect(await cli.do('GET', '/profiles/Name:cli-one')).toEqual(made)
    await cli.exists('profiles', 'cli-one')
    expect(await said(cli.do('POST', '/profiles', { Name: 'cli-one' }))).toBe(
      'CREATE: profiles/cli-one: already exists',
    )
    expect(await cli.do('DELETE', '/profiles/cli-one')).toEqual(made)
    expect(await said(cli.do('GET', '/profiles/cli-one'))).toBe('GET: profiles/cli-one: Not Found')
    expect(await said(cli.exists('profiles', 'cli-one'))).toBe('Not Found')
    expect(await said(cli.do('DELETE', '/profiles/cli-one'))).toBe('DELETE: profiles/cli-one: Not Found')
    expect(cli.calls()).toEqual([
      'POST /profiles 201',
      'GET /profiles/cli-one 200',
      'GET /profiles/Name:cli-one 200',
      'HEAD /profiles/cli-one 200',
      'POST /profiles 409',
      'DELETE /profiles/cli-one 200',
      'GET /profiles/cli-one 404',
      'HEAD /profiles/cli-one 404',
      'DELETE /profiles/cli-one 404',
    ])
  })

  it('list with filters, indexes and counts', async () => {
    for (const name of ['list-a', 'list-b', 'list-c'])
      await create('tasks', { Name: name, Meta: { color: 'red' } })
    const names = async (query: string) => {
      const found = await cli.do('GET', `/tasks?${query}`)
      return Array.isArray(found) ? found.map((one) => object(one)['Name']) : found
    }
    expect(await names('Name=list-a')).toEqual(['list-a'])
    expect(await names('Name=Eq(list-a)&Name=Eq(list-c)')).toEqual(['list-a', 'list-c'])
    expect(await names('Name=Between(list-a,list-b)&sort=Name&reverse=true')).toEqual(['list-b', 'list-a'])
    expect(await names('Name=Between(list-a,list-c)&offset=1&limit=1')).toEqual(['list-b'])
    expect(cli.exchanges.at(-1)?.headers).toMatchObject({ 'x-drp-list-count': '1' })
    expect(await cli.do('GET', '/tasks?Name=list-a&slim=Meta')).toMatchObject([{ Meta: {} }])
    expect(await said(cli.do('GET', '/tasks?Colour=red'))).toBe('GET: tasks: Filter not found: Colour')
    expect(await said(cli.do('GET', '/tasks?limit=-1'))).toBe('GET: tasks: Limit cannot be negative')
    expect(await said(cli.do('GET', '/tasks?sort=Colour'))).toBe('GET: tasks: Not sortable: Colour')
    expect(await cli.do('GET', '/indexes/tasks')).toMatchObject({ Name: { Type: 'string', Unique: true } })
  })

  it('update: get, merge, patch under guards', async () => {
    await create('profiles', { Name: 'cli-two', Description: 'old', Params: { keep: 1, drop: 2 } })
    cli.calls()
    expect(
      await cli.update('profiles', 'cli-two', { Description: 'new', Params: { drop: null, more: [3] } }),
    ).toMatchObject({
      Description: 'new',
      Params: { keep: 1, more: [3] },
    })
    expect(cli.calls()).toEqual(['GET /profiles/cli-two 200', 'PATCH /profiles/cli-two 200'])
    // Nothing to change is an empty patch.
    expect(await cli.update('profiles', 'cli-two', {})).toMatchObject({ Description: 'new' })
    expect(cli.calls()[1]).toBe('PATCH /profiles/cli-two 200')
  })

  it('update is refused when somebody else was faster, and says which line', async () => {
    const faster = () =>
      cli.do('PATCH', '/profiles/cli-two', [{ op: 'replace', path: '/Description', value: 'theirs' }])
    const message = await said(
      cli.update('profiles', 'cli-two', { Description: 'mine' }, async () => {
        await faster()
      }),
    )
    expect(message).toMatch(
      /^PATCH: profiles\/cli-two\n {2}Patch error at line 0: .+\n {2}Patch line: \{.+\}$/,
    )
    expect(await cli.do('GET', '/profiles/cli-two')).toMatchObject({ Description: 'theirs' })
  })

  it('wait: registers, reads, follows', async () => {
    const made = await create('machines', { Name: 'wait.example.com' })
    const uuid = String(made['Uuid'])
    expect(await cli.wait('machines', uuid, 'Runnable', true, 1000)).toBe('complete')
    const waiting = cli.wait('machines', uuid, 'Description', 'done', 10_000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await cli.update('machines', uuid, { Description: 'done' })
    expect(await waiting).toBe('complete')
    expect(await cli.wait('machines', uuid, 'Description', 'never', 200)).toBe('timeout')
  })

  describe('on a machine', () => {
    let uuid: string
    beforeAll(async () => {
      await create('params', { Name: 'cli/size', Schema: { type: 'integer' } })
      for (const name of ['cli-t1', 'cli-t2']) {
        await create('tasks', { Name: name, Templates: [{ Name: 'run', Contents: '#!/bin/sh\n' }] })
      }
      await create('stages', { Name: 'cli-stage', Tasks: ['cli-t1'] })
      await create('workflows', { Name: 'cli-flow', Stages: ['cli-stage'] })
      uuid = String((await create('machines', { Name: 'cli.example.com' }))['Uuid'])
    })
    const patch = (body: JsonValue[], path = '') => cli.do('PATCH', `/machines/${uuid}${path}`, body)

    it('meta set, add and remove', async () => {
      await cli.do('GET', `/machines/${uuid}`)
      await patch([
        { op: 'test', path: '/Meta', value: { 'feature-flags': 'change-stage-v2' } },
        { op: 'add', path: '/Meta/color', value: 'red' },
      ])
      const colour = { op: 'test', path: '/Meta/color', value: 'red' }
      expect(await patch([colour, { op: 'replace', path: '/Meta/color', value: 'blue' }])).toMatchObject({
        Meta: { color: 'blue' },
      })
      expect(await said(patch([colour, { op: 'remove', path: '/Meta/color' }]))).toMatch(/^PATCH: machines\//)
    })

    it('params set, get, set to null', async () => {
      expect(await cli.do('GET', '/params/cli/size')).toMatchObject({ Secure: false })
      const add = { op: 'add', path: '/cli~1size', value: 5 }
      const before = object(await cli.do('GET', `/machines/${uuid}/params`))
      expect(await patch([{ op: 'test', path: '', value: before }, add], '/params')).toEqual({
        'cli/size': 5,
      })
      expect(await cli.do('GET', `/machines/${uuid}/params/cli/size?aggregate=true`)).toBe(5)
      const remove = [
        { op: 'test', path: '/cli~1size', value: 5 },
        { op: 'remove', path: '/cli~1size' },
      ]
      expect(await patch(remove, '/params')).toEqual({})
      // Absent is null, with a JSON type.
      expect(await cli.do('GET', `/machines/${uuid}/params/cli/size`)).toBeNull()
      expect(await said(cli.do('POST', `/machines/${uuid}/params/cli/size`, 'large'))).toMatch(/invalid val/)
    })

    it('addprofile and removeprofile', async () => {
      await create('profiles', { Name: 'cli-profile' })
      await cli.update('machines', uuid, { Profiles: ['cli-profile'] })
      expect(await said(cli.do('DELETE', '/profiles/cli-profile'))).toMatch(
        /^StillInUseError: profiles\/cli-profile/,
      )
      await cli.update('machines', uuid, { Profiles: [] })
      await cli.do('DELETE', '/profiles/cli-profile')
    })

    it('workflow, tasks add, jobs create, jobs state', async () => {
      await cli.update('machines', uuid, { Workflow: 'cli-flow' })
      // Changes of the stage are answered with no object: an empty 204 that says JSON.
      let job = await cli.do('POST', '/jobs', { Machine: uuid })
      while (job === undefined) {
        expect(cli.exchanges.at(-1)).toMatchObject({ status: 204 })
        job = await cli.do('POST', '/jobs', { Machine: uuid })
      }
      const id = String(object(job)['Uuid'])
      const tasks = ['stage:cli-stage', 'cli-t1', 'cli-t2']
      expect(await cli.update('machines', uuid, { Tasks: tasks })).toMatchObject({ Tasks: tasks })
      expect(await said(cli.update('machines', uuid, { Tasks: ['cli-t1'] }))).toMatch(
        /Cannot remove tasks that have already executed or are already executing|Cannot change tasks/,
      )
      expect(object(await cli.do('GET', `/machines/${uuid}`))['CurrentJob']).toBe(id)
      await cli.upload('PUT', `/jobs/${id}/log`, 'line\n')
      await cli.update('jobs', id, { State: 'running' })
      await cli.update('jobs', id, { State: 'finished', ExitState: 'complete' })
      const filter = `Machine=Eq(${uuid})&sort=StartTime&reverse=true`
      expect(object([await cli.do('GET', `/jobs?${filter}`)].flat()[0])).toMatchObject({ Uuid: id })
      expect(await said(patch([{ op: 'replace', path: '/Stage', value: 'none' }]))).toMatch(
        /Changing machine stage not allowed/,
      )
      expect(
        await cli.do('PATCH', `/machines/${uuid}`, [{ op: 'replace', path: '/Workflow', value: '' }]),
      ).toMatchObject({
        Workflow: '',
        Stage: 'none',
      })
      const stage = [{ op: 'replace', path: '/Stage', value: 'cli-stage' }]
      expect(await cli.do('PATCH', `/machines/${uuid}?force=true`, stage)).toMatchObject({
        Tasks: ['cli-t1'],
      })
      expect(await said(patch([{ op: 'replace', path: '/Stage', value: 'none' }]))).toMatch(
        /Can not change stages with pending tasks unless forced/,
      )
    })
  })

  it('contents upload: put, and post where there is none', async () => {
    const pack = {
      meta: { Name: 'cli-pack', Version: 'v1.0.0' },
      sections: { params: { 'cli/p': { Name: 'cli/p' } } },
    }
    const upload = async () => {
      try {
        return await cli.do('PUT', '/contents/cli-pack', pack)
      } catch (error) {
        if (!(error instanceof DrpcliError) || error.exchange.status !== 404) throw error
        return cli.do('POST', '/contents', pack)
      }
    }
    expect(await upload()).toMatchObject({ meta: { Name: 'cli-pack' }, Counts: { params: 1 } })
    expect(await upload()).toMatchObject({ meta: { Name: 'cli-pack' } })
    await cli.do('DELETE', '/contents/cli-pack')
    expect(cli.calls()).toEqual([
      'PUT /contents/cli-pack 404',
      'POST /contents 201',
      'PUT /contents/cli-pack 200',
      'DELETE /contents/cli-pack 204',
    ])
  })

  it('templates upload: patch where there is one, else post', async () => {
    const upload = async (Contents: string) => {
      try {
        await cli.exists('templates', 'cli.tmpl')
        return await cli.update('templates', 'cli.tmpl', { Contents })
      } catch (error) {
        if (!(error instanceof DrpcliError)) throw error
        return create('templates', { ID: 'cli.tmpl', Contents })
      }
    }
    expect(await upload('one')).toMatchObject({ Contents: 'one' })
    expect(await upload('two')).toMatchObject({ Contents: 'two' })
    expect(await said(cli.update('templates', 'cli.tmpl', { Contents: '{{' }))).toMatch(
      /Parse error for template cli\.tmpl/,
    )
  })

  it('files upload, list and destroy', async () => {
    expect(await cli.upload('POST', '/files/cli/a.txt', 'abc')).toEqual({ Path: 'cli/a.txt', Size: 3 })
    expect(await cli.do('GET', '/files?path=cli')).toEqual(['a.txt'])
    expect(await cli.do('DELETE', '/files/cli/a.txt')).toBeUndefined()
    expect(await said(cli.do('DELETE', '/files/cli/a.txt'))).toMatch(/Unable to delete/i)
  })

  it('bootenvs uploadiso: reads the bootenv, sends the file it names', async () => {
    await create('bootenvs', {
      Name: 'cli-env',
      OS: { Name: 'cli-os', IsoFile: 'cli.iso', IsoUrl: 'http://mirror.example/cli.iso' },
    })
    const env = object(await cli.do('GET', '/bootenvs/cli-env'))
    const { IsoFile } = object(env['OS'])
    expect(await cli.upload('POST', `/isos/${IsoFile}`, 'iso')).toEqual({ Path: 'cli.iso', Size: 3 })
    expect(await cli.do('GET', '/isos')).toEqual(['cli.iso'])
  })

  it('prefs, users, subnets and events', async () => {
    expect(object(await cli.do('POST', '/prefs', { debugDhcp: 'info' }))['debugDhcp']).toBe('info')
    expect(cli.exchanges.at(-1)?.status).toBe(201)
    await create('users', { Name: 'cli-user' })
    expect(await cli.do('PUT', '/users/cli-user/password', { Password: 'some words' })).toMatchObject({
      Name: 'cli-user',
    })
    await create('subnets', {
      Name: 'cli-net',
      Subnet: '192.168.80.0/24',
      ActiveStart: '192.168.80.10',
      ActiveEnd: '192.168.80.20',
    })
    expect(
      await cli.update('subnets', 'cli-net', { ActiveEnd: '192.168.80.30', Enabled: true }),
    ).toMatchObject({
      ActiveEnd: '192.168.80.30',
    })
    expect(await said(cli.update('subnets', 'cli-net', { Subnet: '192.168.81.0/24' }))).toMatch(
      /Subnet range cannot change/,
    )
    // drpcli puts a name into the path as it was typed.
    for (const slash of ['%2F', '/']) {
      expect(await cli.do('GET', `/subnets/Subnet:192.168.80.0${slash}24`)).toMatchObject({ Name: 'cli-net' })
    }
    expect(await cli.do('POST', '/events', { Type: 'cli', Action: 'tell', Key: 'x' })).toBeUndefined()
    expect(cli.exchanges.at(-1)).toMatchObject({ status: 204 })
    expect(await said(cli.do('GET', '/nowhere'))).toBe('GET: /api/v3/nowhere: No route')
  })
})

import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { installedDrppy } from '../../tools/install-drppy.ts'
import type { DrppySession } from './drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

const nil = '00000000-0000-0000-0000-000000000000'
const task = (Name: string, Contents = '#!/bin/sh\nexit 0\n', more: JsonObject = {}) => ({
  Name,
  Templates: [{ Name: 'run', Contents }],
  ...more,
})

/** The foreign client in the place of a machine's agent, with a machine's token: the order of calls of DRP's runner. */
describe.skipIf(installedDrppy() === undefined)('a runner made of the foreign client', () => {
  let site: ForeignSite
  let uuid: string
  let agent: DrppySession
  beforeAll(async () => {
    site = await startForeignSite()
    const objects: [string, JsonObject][] = [
      ['params', { Name: 'foreign/greeting', Schema: { type: 'string', default: 'hello' } }],
      ['tasks', task('foreign-one', '#!/bin/sh\necho {{.Param "foreign/greeting"}} {{.Machine.Name}}\n')],
      [
        'tasks',
        {
          Name: 'foreign-two',
          Templates: [
            { Name: 'linux', Contents: '#!/bin/sh\n', Meta: { OS: 'linux' } },
            { Name: 'windows', Contents: 'exit', Meta: { OS: 'windows' } },
            { Name: 'file', Path: 'etc/motd', Contents: 'hi\n', Meta: { OS: 'any' } },
          ],
        },
      ],
      ['tasks', task('foreign-three')],
      ['tasks', task('foreign-broken', '{{.Param "foreign/absent"}}')],
      ['stages', { Name: 'foreign-first', Tasks: ['foreign-one', 'foreign-two'] }],
      ['stages', { Name: 'foreign-second', Tasks: ['foreign-three'] }],
      ['stages', { Name: 'foreign-bad', Tasks: ['foreign-broken'] }],
      ['workflows', { Name: 'foreign-flow', Stages: ['foreign-first', 'foreign-second'] }],
      ['workflows', { Name: 'foreign-bad', Stages: ['foreign-bad'] }],
    ]
    for (const [prefix, body] of objects) await site.root.call(`POST /${prefix}`, { body })
    const machine = { Name: 'runner.example.com', Workflow: 'foreign-flow' }
    uuid = z.string().parse((await site.root.object('POST /machines', { body: machine }))['Uuid'])
    const order = { method: 'GET', path: `/machines/${uuid}/token`, response: 'UserToken' }
    const { Token } = z.object({ Token: z.string() }).parse((await site.root.raw(order)).value)
    agent = await site.drppy.session(site.endpoint, { token: Token })
  })
  afterAll(() => site?.close())

  const machine = () => agent.object('GET /machines/{uuid}', { path: { uuid } })
  const patchMachine = (body: JsonValue, session = agent) =>
    session.object('PATCH /machines/{uuid}', { path: { uuid }, body })
  const ask = () => agent.exchange('POST /jobs', { body: { Machine: uuid } })
  const job = (id: string) => agent.object('GET /jobs/{uuid}', { path: { uuid: id } })
  const setState = (id: string, before: string, State: string, ExitState?: string) =>
    agent.object('PATCH /jobs/{uuid}', {
      path: { uuid: id },
      body: [
        { op: 'test', path: '/State', value: before },
        { op: 'replace', path: '/State', value: State },
        ...(ExitState === undefined ? [] : [{ op: 'replace', path: '/ExitState', value: ExitState }]),
      ],
    })
  const actions = async (id: string, os = 'linux') =>
    (
      await agent.raw({
        method: 'GET',
        path: `/jobs/${id}/actions`,
        query: { os },
        response: 'list[object]',
      })
    ).value
  const log = (id: string, body: string, type = 'application/octet-stream') => ({
    method: 'PUT',
    path: `/jobs/${id}/log`,
    type,
    body,
  })
  /** Asks until there is a job to run: changes of the stage are answered with no job. */
  const next = async (): Promise<{ status: number; job: JsonObject; Uuid: string }> => {
    for (let asked = 0; asked < 5; asked += 1) {
      const { status, value } = await ask()
      if (status !== 204) {
        const made = z.record(z.string(), z.json()).parse(value)
        return { status, job: made, Uuid: String(made['Uuid']) }
      }
    }
    throw new Error('no job came')
  }

  it('gets the first job, its scripts as they are for this machine, and appends to its log', async () => {
    const { status, job: first, Uuid } = await next()
    expect([status, first]).toMatchObject([
      201,
      {
        Machine: uuid,
        Task: 'foreign-one',
        Stage: 'foreign-first',
        Workflow: 'foreign-flow',
        BootEnv: 'local',
        State: 'created',
        ExitState: '',
        Previous: expect.stringMatching(/^[0-9a-f-]{36}$/),
        Current: true,
        Archived: false,
        StartTime: expect.stringMatching(/^20\d\d-/),
        EndTime: expect.stringMatching(/^0001-01-01T00:00:00/),
      },
    ])
    expect(await machine()).toMatchObject({ CurrentJob: Uuid, CurrentTask: 1, Stage: 'foreign-first' })
    await setState(Uuid, 'created', 'running')
    expect(await actions(Uuid)).toEqual([
      {
        Name: 'run',
        Path: '',
        Content: '#!/bin/sh\necho hello runner.example.com\n',
        Meta: expect.anything(),
      },
    ])
    for (const line of ['one\n', 'two\n']) {
      const put = await agent.raw(log(Uuid, line))
      expect([put.status, put.headers['content-type']]).toEqual([
        204,
        expect.stringMatching(/^application\/json/),
      ])
    }
    expect(await agent.call('GET /jobs/{uuid}/log', { path: { uuid: Uuid } })).toMatch(/one\ntwo\n$/)
    expect(await agent.rawRefused(log(Uuid, '"x"', 'application/json'))).toMatchObject({ status: 415 })
    expect(await agent.refused('POST /jobs', { body: { Machine: uuid } })).toMatchObject({
      status: 409,
      error: { Type: 'Conflict', Code: 409 },
    })
    const done = await setState(Uuid, 'running', 'finished', 'complete')
    expect(done).toMatchObject({
      State: 'finished',
      ExitState: 'complete',
      EndTime: expect.stringMatching(/^20/),
    })
  })

  it('gets of the second what is for its system, and the same job again when it is incomplete', async () => {
    const { job: second, Uuid } = await next()
    expect(second).toMatchObject({ Task: 'foreign-two', State: 'created' })
    const names = (list: JsonValue) =>
      z
        .array(z.object({ Name: z.string() }))
        .parse(list)
        .map(({ Name }) => Name)
    expect(names(await actions(Uuid))).toEqual(['linux', 'file'])
    expect(names(await actions(Uuid, 'windows'))).toEqual(['windows', 'file'])
    await setState(Uuid, 'created', 'running')
    await patchMachine([{ op: 'replace', path: '/Runnable', value: false }])
    await setState(Uuid, 'running', 'incomplete', 'reboot')
    expect(await agent.refused('POST /jobs', { body: { Machine: uuid } })).toMatchObject({
      status: 409,
      error: { Messages: [expect.stringContaining(`${uuid} is not runnable`)] },
    })
    await patchMachine([{ op: 'replace', path: '/Runnable', value: true }])
    const again = await ask()
    expect([again.status, again.value]).toMatchObject([202, { Uuid, State: 'incomplete' }])
    await setState(Uuid, 'incomplete', 'running')
    await setState(Uuid, 'running', 'finished', 'complete')
  })

  it('is refused a change of state that somebody else has made', async () => {
    const { CurrentJob } = await machine()
    const refusal = await agent.refused('PATCH /jobs/{uuid}', {
      path: { uuid: String(CurrentJob) },
      body: [
        { op: 'test', path: '/State', value: 'running' },
        { op: 'replace', path: '/State', value: 'failed' },
      ],
    })
    expect(refusal).toMatchObject({ status: 409, error: { Type: 'PATCH' } })
  })

  it('goes to the next stage, repeats what failed, and is done', async () => {
    const failed = await next()
    expect(failed.job).toMatchObject({ Task: 'foreign-three', Stage: 'foreign-second' })
    expect(await machine()).toMatchObject({ Stage: 'foreign-second', WorkflowComplete: false })
    await setState(failed.Uuid, 'created', 'running')
    await patchMachine([{ op: 'replace', path: '/Runnable', value: false }])
    await setState(failed.Uuid, 'running', 'failed', 'failed')
    await patchMachine([{ op: 'replace', path: '/Runnable', value: true }])
    const repeated = await next()
    expect(repeated.job).toMatchObject({ Task: 'foreign-three', Previous: failed.Uuid })
    expect(repeated.Uuid).not.toBe(failed.Uuid)
    await setState(repeated.Uuid, 'created', 'running')
    await setState(repeated.Uuid, 'running', 'finished', 'complete')
    const nothing = await ask()
    expect(nothing.status).toBe(204)
    const done = await machine()
    expect(done).toMatchObject({ WorkflowComplete: true, Runnable: true })
    expect(done['CurrentTask']).toBe(z.array(z.string()).parse(done['Tasks']).length)
  })

  it('leaves jobs that can be listed, filtered and deleted when their turn comes', async () => {
    const all = await site.root.filter('jobs', 'Machine', 'Eq', uuid, 'sort', 'StartTime')
    const tasks = all.map(({ Task }) => Task).filter((name) => String(name).startsWith('foreign-'))
    expect(tasks).toEqual(['foreign-one', 'foreign-two', 'foreign-three', 'foreign-three'])
    expect(all[0]).toMatchObject({ Previous: nil })
    const current = await site.root.filter('jobs', 'Machine', 'Eq', uuid, 'Current', 'Eq', 'true')
    expect(current).toHaveLength(1)
    expect(await site.root.filter('jobs', 'State', 'Eq', 'failed')).toHaveLength(1)
    const oldest = String(all[0]?.['Uuid'])
    await site.root.call('DELETE /jobs/{uuid}', { path: { uuid: oldest } })
    expect(await site.root.rawRefused(log(oldest, 'late'))).toMatchObject({
      status: 404,
      error: { Type: 'ValidationError', Messages: [`Job ${oldest} does not exist`] },
    })
  })

  it('is told why a task cannot be rendered', async () => {
    await patchMachine([{ op: 'replace', path: '/Workflow', value: 'foreign-bad' }], site.root)
    const { Uuid, job: broken } = await next()
    expect(broken).toMatchObject({ Task: 'foreign-broken' })
    const refusal = await agent.rawRefused({ method: 'GET', path: `/jobs/${Uuid}/actions` })
    expect(refusal.status).toBe(422)
    expect(refusal.error?.Messages?.join()).toMatch(/foreign\/absent/)
    const undeletable = await site.root.refused('DELETE /jobs/{uuid}', { path: { uuid: Uuid } })
    expect(undeletable).toMatchObject({
      status: 422,
      error: { Messages: [`Jobs ${Uuid} is not in a deletable state: created`] },
    })
    expect(await job(Uuid)).toMatchObject({ State: 'created' })
  })

  it('reaches no other machine with its token', async () => {
    const other = await site.root.object('POST /machines', { body: { Name: 'other.example.com' } })
    const path = { uuid: String(other['Uuid']) }
    expect((await agent.refused('GET /machines/{uuid}', { path })).status).toBe(404)
    expect((await agent.refused('POST /jobs', { body: { Machine: path.uuid } })).status).toBe(403)
    expect((await agent.list('GET /users')).length).toBe(0)
  })

  it('is refused jobs without a machine and for an unknown one', async () => {
    expect((await site.root.refused('POST /jobs', { body: {} })).status).toBe(400)
    const Machine = '99999999-9999-4999-8999-999999999999'
    expect(await site.root.refused('POST /jobs', { body: { Machine } })).toMatchObject({
      status: 422,
      error: { Messages: [expect.stringContaining(`${Machine} does not exist`)] },
    })
  })
})

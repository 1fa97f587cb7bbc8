import type { Job, Machine } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionEntry } from '../../src/engine/action-entry.ts'
import { PLUGIN_LIMITS } from '../../src/plugins/limits.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { eventually, PROBE, startProbe, upload } from './probe.ts'

describe('an entry of a task list', () => {
  it.each([
    ['action:poweron', { plugin: undefined, command: 'poweron' }],
    ['action:ipmi:poweron', { plugin: 'ipmi', command: 'poweron' }],
    ['action:', undefined],
    ['action', undefined],
    ['stage:action', undefined],
    ['poweron', undefined],
  ])('%s is read', (entry, read) => {
    expect(actionEntry(entry)).toEqual(read)
  })

  it('is an action only by its first word', () => {
    fc.assert(
      fc.property(fc.string(), (entry) => {
        expect(actionEntry(entry) === undefined).toBe(!/^action:[^:]/s.test(entry))
      }),
    )
  })
})

describe('actions in task lists', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ pluginLimits: { ...PLUGIN_LIMITS, actionMs: 500 } })
    await startProbe(server)
    await server.json('POST', '/tasks', { Name: 'a-task' })
  })
  afterAll(() => server.close())

  /** A machine that runs these tasks. */
  const machineWith = async (name: string, tasks: string[], params = {}) => {
    await server.json('POST', '/stages', { Name: name, Tasks: tasks })
    await server.json('POST', '/workflows', { Name: name, Stages: [name] })
    const body = { Name: `${name}.example.com`, Workflow: name, Params: params }
    return (await server.json('POST', '/machines', body)) as Machine
  }
  const machine = async ({ Uuid }: Machine) => (await server.json('GET', `/machines/${Uuid}`)) as Machine
  const current = async (one: Machine) =>
    (await server.json('GET', `/jobs/${(await machine(one)).CurrentJob}`)) as Job
  const ask = ({ Uuid }: Machine) => server.call('POST', '/jobs', { Machine: Uuid })

  it('are a feature', async () => {
    const { features } = (await server.json('GET', '/info')) as { features: string[] }
    expect(features).toEqual(
      expect.arrayContaining(['plugin-v2', 'plugin-v2-safe-config', 'actions-in-task-list']),
    )
  })

  it('are run by the server, and the agent goes on behind them', async () => {
    const one = await machineWith('good', ['action:probe:echo', 'a-task'], { 'probe/size': 1 })
    expect(one).toMatchObject({ Available: true, Errors: [] })
    expect((await ask(one)).status).toBe(204)
    expect(await current(one)).toMatchObject({
      Task: 'action:probe:echo',
      State: 'finished',
      ExitState: 'complete',
    })
    const { CurrentJob } = await machine(one)
    expect((await server.call('GET', `/jobs/${CurrentJob}/log`)).text).toBe('action:probe:echo ended well\n')
    const next = await ask(one)
    expect([next.status, JSON.parse(next.text).Task]).toEqual([201, 'a-task'])
  })

  it('stop the machine when they fail, and are run again when it goes on', async () => {
    const one = await machineWith('bad', ['action:echo', 'a-task'])
    expect((await ask(one)).status).toBe(204)
    expect(await current(one)).toMatchObject({ State: 'failed', ExitState: 'failed' })
    const { CurrentJob, Runnable } = await machine(one)
    expect(Runnable).toBe(false)
    expect((await server.call('GET', `/jobs/${CurrentJob}/log`)).text).toBe(
      'action:echo failed: Action echo Missing Parameter probe/size\n',
    )
    expect((await ask(one)).status).toBe(409)
    await server.json('POST', `/machines/${one.Uuid}/params/probe/size`, 1)
    await server.json('PATCH', `/machines/${one.Uuid}`, [{ op: 'replace', path: '/Runnable', value: true }])
    expect((await ask(one)).status).toBe(204)
    expect(await current(one)).toMatchObject({ State: 'finished' })
  })

  it('that an agent gave up meanwhile stay given up', async () => {
    const hanging = PROBE.replace(
      "action('jobs', 'echo')",
      "action('jobs', 'echo'), action('machines', 'hang')",
    )
    expect((await upload(server, 'probe', hanging)).status).toBe(201)
    const one = await machineWith('slow', ['action:hang'])
    await eventually(
      async () => (await server.call('GET', `/machines/${one.Uuid}/actions/hang`)).status === 200,
    )
    const asked = ask(one)
    await eventually(async () => (await machine(one)).CurrentJob !== '')
    await eventually(async () => (await current(one)).State === 'running')
    expect((await ask(one)).status).toBe(409)
    const { Uuid } = await current(one)
    await server.json('PATCH', `/jobs/${Uuid}`, [{ op: 'replace', path: '/State', value: 'failed' }])
    expect((await asked).status).toBe(204)
    expect(await current(one)).toMatchObject({ State: 'failed', ExitState: '' })
    expect((await machine(one)).Runnable).toBe(true)
  })
})

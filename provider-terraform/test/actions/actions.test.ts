import { afterEach, describe, expect, it } from 'vitest'
import { CannedServer } from '../canned-server.ts'

const uuid = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const machine = { Name: 'web1', Uuid: uuid, Pool: 'default', PoolStatus: 'Free' }
const open: CannedServer[] = []
const start = async (...args: Parameters<typeof CannedServer.start>) => {
  const server = await CannedServer.start(...args)
  open.push(server)
  return server
}

describe('the actions', () => {
  afterEach(() => {
    for (const server of open.splice(0)) server.close()
  })

  it('switch the power of a machine by the plugin that can', async () => {
    const { session, calls } = await start({
      'GET /machines/Name:web1': machine,
      [`GET /machines/${uuid}/actions`]: [{ Command: 'powercycle', Provider: 'ipmi', Model: 'machines' }],
      [`POST /machines/${uuid}/actions/powercycle`]: () => ({ json: 'done' }),
    })
    const done = await session.invoke('drp_power', { machine: 'Name:web1', state: 'cycle' })
    expect(done).toEqual({ progress: ['web1: powercycle', 'web1: done'], diagnostics: [] })
    expect(calls).toContain(`POST /machines/${uuid}/actions/powercycle`)
    const off = await session.invoke('drp_power', { machine: 'Name:web1', state: 'off' })
    expect(off.diagnostics).toEqual([expect.stringContaining('offers poweroff on web1')])
  })

  it('run what a plugin offers, and show its answer in short', async () => {
    const bodies: unknown[] = []
    const { session } = await start({
      'GET /machines/Name:web1': machine,
      [`POST /machines/${uuid}/actions/identify`]: (body: unknown, query: URLSearchParams) => {
        bodies.push([body, query.toString()])
        return { json: { lights: 'x'.repeat(5_000) } }
      },
    })
    const done = await session.invoke('drp_machine_action', {
      machine: 'Name:web1',
      command: 'identify',
      plugin: 'ipmi',
      params: { seconds: 60 },
    })
    expect(done.diagnostics).toEqual([])
    expect(done.progress[1]).toMatch(/^web1: \{"lights":"x+…$/)
    expect(done.progress[1]?.length).toBeLessThan(2_100)
    expect(bodies).toEqual([[{ seconds: 60 }, 'plugin=ipmi']])
  })

  it('end at their time, and name the argument', async () => {
    let now: object = { ...machine, Workflow: '', CurrentJob: '' }
    const { session } = await start({
      'GET /machines/Name:web1': machine,
      'GET /workflows/slow': { Name: 'slow' },
      [`GET /machines/${uuid}`]: () => ({ json: now }),
      [`PATCH /machines/${uuid}`]: () => {
        now = { ...now, Workflow: 'slow', WorkflowComplete: false, Runnable: true }
        return { json: now }
      },
    })
    const config = { machine: 'Name:web1', workflow: 'slow', timeout: '1s' }
    const late = await session.invoke('drp_run_workflow', config)
    expect(late.progress).toEqual(['web1: workflow slow has started'])
    expect(late.diagnostics).toEqual([expect.stringMatching(/ended after 1s.*raise timeout/)])
    const started = await session.invoke('drp_run_workflow', { ...config, wait: false })
    expect(started.diagnostics).toEqual([])
  })

  it('check their arguments before anything is asked', async () => {
    const { session, calls } = await start({})
    const wrong = await session.invoke('drp_machine_action', { machine: 'web 1', command: '', timeout: '5' })
    expect(wrong.diagnostics).toEqual([
      expect.stringMatching(/machine.*UUID or Name:x/),
      expect.stringMatching(/command.*name of an action/),
      expect.stringMatching(/timeout.*duration/),
    ])
    expect(calls).toEqual([])
  })
})

import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('a task that never comes to its end', () => {
  let server: TestServer
  const machineOf = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))
  const patch = (path: string, ops: Record<string, string | number | boolean>) =>
    server.json(
      'PATCH',
      path,
      Object.entries(ops).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  const ask = async (uuid: string) => {
    const { status, text } = await server.call('POST', '/jobs', { Machine: uuid })
    return { status, job: text === '' ? undefined : Job.parse(JSON.parse(text)) }
  }
  /** What an agent does whose task wants a reboot, and what the machine does when it comes back. */
  const reboot = async (uuid: string, job: Job) => {
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/machines/${uuid}`, { Runnable: false })
    await patch(`/jobs/${job.Uuid}`, { State: 'incomplete', ExitState: 'reboot' })
    await patch(`/machines/${uuid}`, { Runnable: true })
  }
  /** What remains of an agent whose machine crashes, and the next one. */
  const crash = async (job: Job) => {
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/jobs/${job.Uuid}`, { State: 'failed', ExitState: 'failed' })
  }

  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/tasks', { Name: 'turn', Meta: { 'max-starts': '4' } })
    await server.json('POST', '/stages', { Name: 'turn', Tasks: ['turn'] })
    await server.json('POST', '/workflows', { Name: 'turn', Stages: ['turn'] })
  })
  afterAll(() => server.close())

  for (const [what, round] of [
    ['reboots', reboot],
    ['crashes', (_uuid: string, job: Job) => crash(job)],
  ] as const) {
    it(`is stopped with a reason when it ${what} in circles, and tried again when somebody says so`, async () => {
      await server.json('POST', '/machines', { Name: what })
      await server.json('POST', '/pools/default/allocateMachines', {
        'pool/machine-list': [`Name:${what}`],
        'pool/workflow': 'turn',
      })
      const { Uuid: uuid } = await machineOf(`Name:${what}`)
      for (let start = 1; start <= 4; start++) {
        const { status, job } = await ask(uuid)
        expect(status).toBe(what === 'reboots' && start > 1 ? 202 : 201)
        if (job !== undefined) await round(uuid, job)
      }
      expect((await ask(uuid)).status).toBe(204)
      const stopped = await machineOf(uuid)
      expect(stopped).toMatchObject({ Runnable: false, PoolStatus: 'HoldBuild' })
      expect(await server.json('GET', `/jobs/${stopped.CurrentJob}`)).toMatchObject({
        Task: 'turn',
        State: 'failed',
        ExitState: 'failed',
      })
      const log = (await server.call('GET', `/jobs/${stopped.CurrentJob}/log`)).text
      expect(log).toContain('Task turn was started 4 times and never ended')
      expect((await ask(uuid)).status).toBe(409)

      await patch(`/machines/${uuid}`, { Runnable: true })
      const { status, job } = await ask(uuid)
      expect(status).toBe(201)
      await patch(`/jobs/${job?.Uuid}`, { State: 'running' })
      await patch(`/jobs/${job?.Uuid}`, { State: 'finished', ExitState: 'complete' })
      expect((await ask(uuid)).status).toBe(204)
      expect(await machineOf(uuid)).toMatchObject({ WorkflowComplete: true, PoolStatus: 'InUse' })
    })
  }
})

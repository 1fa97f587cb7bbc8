import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('a task that names tasks for its failure', () => {
  let server: TestServer
  const machineOf = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))
  const patch = (path: string, ops: Record<string, string | boolean>) =>
    server.json(
      'PATCH',
      path,
      Object.entries(ops).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  /** Runs the next task as an agent does. */
  const run = async (uuid: string, how: 'well' | 'badly') => {
    const { status, text } = await server.call('POST', '/jobs', { Machine: uuid })
    if (status === 204) return undefined
    const job = Job.parse(JSON.parse(text))
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    if (how === 'badly') await patch(`/machines/${uuid}`, { Runnable: false })
    await patch(
      `/jobs/${job.Uuid}`,
      how === 'badly'
        ? { State: 'failed', ExitState: 'failed' }
        : { State: 'finished', ExitState: 'complete' },
    )
    return job
  }
  const claimed = async (name: string) => {
    await server.json('POST', '/machines', { Name: name })
    await server.json('POST', '/pools/default/allocateMachines', {
      'pool/machine-list': [`Name:${name}`],
      'pool/workflow': 'build',
    })
    return (await machineOf(`Name:${name}`)).Uuid
  }

  beforeAll(async () => {
    server = await startTestServer()
    for (const Name of ['before', 'collect', 'report', 'after']) await server.json('POST', '/tasks', { Name })
    await server.json('POST', '/tasks', { Name: 'risky', Meta: { 'on-error': 'collect,report' } })
    await server.json('POST', '/stages', { Name: 'build', Tasks: ['before', 'risky', 'after'] })
    await server.json('POST', '/workflows', { Name: 'build', Stages: ['build'] })
  })
  afterAll(() => server.close())

  it('has them run, then the machine is held at the task, which can be tried again', async () => {
    const uuid = await claimed('one')
    await run(uuid, 'well')
    const risky = await run(uuid, 'badly')
    expect(await machineOf(uuid)).toMatchObject({ Tasks: ['collect', 'report'], PoolStatus: 'Building' })
    expect((await run(uuid, 'well'))?.Task).toBe('collect')
    expect((await run(uuid, 'well'))?.Task).toBe('report')
    expect(await run(uuid, 'well')).toBeUndefined()
    expect(await machineOf(uuid)).toMatchObject({
      Tasks: ['stage:build', 'before', 'risky', 'after'],
      CurrentTask: 2,
      CurrentJob: risky?.Uuid,
      Runnable: false,
      WorkflowComplete: false,
      PoolStatus: 'HoldBuild',
      TaskErrorStacks: [],
    })
    await patch(`/machines/${uuid}`, { Runnable: true })
    expect((await run(uuid, 'well'))?.Task).toBe('risky')
    expect((await run(uuid, 'well'))?.Task).toBe('after')
    expect(await run(uuid, 'well')).toBeUndefined()
    expect(await machineOf(uuid)).toMatchObject({ WorkflowComplete: true, PoolStatus: 'InUse' })
  })

  it('is held at once when they fail too', async () => {
    const uuid = await claimed('two')
    await run(uuid, 'well')
    const risky = await run(uuid, 'badly')
    await run(uuid, 'badly')
    expect(await machineOf(uuid)).toMatchObject({
      CurrentTask: 2,
      CurrentJob: risky?.Uuid,
      Runnable: false,
      PoolStatus: 'HoldBuild',
    })
  })

  it('counts for nothing when the machine was given other work before it failed', async () => {
    const uuid = await claimed('late')
    await run(uuid, 'well')
    const risky = Job.parse(await server.json('POST', '/jobs', { Machine: uuid }))
    await patch(`/jobs/${risky.Uuid}`, { State: 'running' })
    await server.json('POST', '/pools/default/releaseMachines', {
      'pool/machine-list': [uuid],
      'pool/workflow': 'build',
    })
    await patch(`/machines/${uuid}`, { Runnable: false })
    await patch(`/jobs/${risky.Uuid}`, { State: 'failed', ExitState: 'failed' })
    expect(await machineOf(uuid)).toMatchObject({
      PoolStatus: 'Destroying',
      Runnable: true,
      TaskErrorStacks: [],
    })
    expect((await run(uuid, 'well'))?.Task).toBe('before')
  })

  it('is forgotten when the machine gets other work meanwhile', async () => {
    const uuid = await claimed('three')
    await run(uuid, 'well')
    await run(uuid, 'badly')
    await server.json('POST', '/pools/default/releaseMachines', {
      'pool/machine-list': [uuid],
      'pool/workflow': 'build',
    })
    expect(await machineOf(uuid)).toMatchObject({ PoolStatus: 'Destroying', TaskErrorStacks: [] })
    expect((await machineOf(uuid)).Tasks).toContain('risky')
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('a task that is tried again', () => {
  let server: TestServer
  const machineOf = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))
  const patch = (path: string, ops: Record<string, string | boolean>) =>
    server.json(
      'PATCH',
      path,
      Object.entries(ops).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  /** What an agent does whose task fails. */
  const fail = async (uuid: string) => {
    const job = Job.parse(await server.json('POST', '/jobs', { Machine: uuid }))
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/machines/${uuid}`, { Runnable: false })
    await patch(`/jobs/${job.Uuid}`, { State: 'failed', ExitState: 'failed' })
  }
  const runnable = (uuid: string) =>
    expect.poll(async () => (await machineOf(uuid)).Runnable, { timeout: 5000 }).toBe(true)
  const claimed = async (name: string, task: string) => {
    await server.json('POST', '/machines', { Name: name })
    await server.json('POST', '/pools/default/allocateMachines', {
      'pool/machine-list': [`Name:${name}`],
      'pool/workflow': task,
    })
    return (await machineOf(`Name:${name}`)).Uuid
  }
  const workflow = async (name: string, meta: Record<string, string>) => {
    await server.json('POST', '/tasks', { Name: name, Meta: meta })
    await server.json('POST', '/tasks', { Name: `${name}-after` })
    await server.json('POST', '/stages', { Name: name, Tasks: [name, `${name}-after`] })
    await server.json('POST', '/workflows', { Name: name, Stages: [name] })
  }

  beforeAll(async () => {
    server = await startTestServer()
    await workflow('flaky', { 'retry-attempts': '2', 'retry-back-off': '0' })
    await workflow('patient', { 'retry-attempts': '1', 'retry-back-off': '600' })
  })
  afterAll(() => server.close())

  it('runs by itself as often as it asks for, and is held after that', async () => {
    const uuid = await claimed('one', 'flaky')
    for (const attempt of [1, 2]) {
      await fail(uuid)
      await runnable(uuid)
      expect(await machineOf(uuid)).toMatchObject({ RetryTaskAttempt: attempt, PoolStatus: 'Building' })
    }
    await fail(uuid)
    expect(await machineOf(uuid)).toMatchObject({ Runnable: false, PoolStatus: 'HoldBuild' })
  })

  it('has all its attempts again in the next task and the next run', async () => {
    const uuid = await claimed('two', 'flaky')
    await fail(uuid)
    await runnable(uuid)
    const job = Job.parse(await server.json('POST', '/jobs', { Machine: uuid }))
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/jobs/${job.Uuid}`, { State: 'finished', ExitState: 'complete' })
    expect((await machineOf(uuid)).RetryTaskAttempt).toBe(1)
    await server.json('POST', '/jobs', { Machine: uuid })
    expect((await machineOf(uuid)).RetryTaskAttempt).toBe(0)
  })

  it('is tried again by the next server when this one ends', async () => {
    const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-retries-'))
    const settings = { baseRoot, store: 'sqlite' } as const
    const first = server
    try {
      server = await startTestServer(settings)
      await workflow('soon', { 'retry-attempts': '1', 'retry-back-off': '1' })
      const uuid = await claimed('four', 'soon')
      await fail(uuid)
      await server.close()
      server = await startTestServer(settings)
      await runnable(uuid)
    } finally {
      await server.close()
      server = first
      await rm(baseRoot, { recursive: true, force: true })
    }
  })

  it('waits for its back-off, and does nothing when somebody let the machine run before', async () => {
    const uuid = await claimed('three', 'patient')
    await fail(uuid)
    expect(await machineOf(uuid)).toMatchObject({
      Runnable: false,
      PoolStatus: 'Building',
      RetryTaskAttempt: 1,
    })
    await patch(`/machines/${uuid}`, { Runnable: true })
    await fail(uuid)
    expect(await machineOf(uuid)).toMatchObject({ Runnable: false, PoolStatus: 'HoldBuild' })
  })
})

import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('a workflow with a cap', () => {
  let server: TestServer
  const machineOf = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))
  const patch = (path: string, ops: Record<string, string | boolean>) =>
    server.json(
      'PATCH',
      path,
      Object.entries(ops).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  const ask = async (uuid: string) => {
    const { status, text } = await server.call('POST', '/jobs', { Machine: uuid })
    return status === 201 ? Job.parse(JSON.parse(text)) : status
  }
  const finish = async (uuid: string, job: Job | number) => {
    if (typeof job === 'number') throw new Error(`no job: ${job}`)
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/jobs/${job.Uuid}`, { State: 'finished', ExitState: 'complete' })
    expect(await ask(uuid)).toBe(204)
  }
  const add = async (Name: string) =>
    Machine.parse(await server.json('POST', '/machines', { Name, Workflow: 'roll' })).Uuid

  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/tasks', { Name: 'roll' })
    await server.json('POST', '/stages', { Name: 'roll', Tasks: ['roll'] })
    await server.json('POST', '/workflows', {
      Name: 'roll',
      Stages: ['roll'],
      Meta: { 'max-concurrent': '1' },
    })
  })
  afterAll(() => server.close())

  it('is run by no more machines at once; the others wait in line and go on by themselves', async () => {
    const [one, two, three] = [await add('one'), await add('two'), await add('three')]
    const first = await ask(one)
    expect(await ask(two)).toBe(204)
    expect(await ask(three)).toBe(204)
    expect(await machineOf(two)).toMatchObject({ Runnable: false, CurrentTask: -1 })
    const runs = await server.json('GET', `/runs?Machine=${two}`)
    expect(JSON.stringify(runs)).toMatch(/"Name":"in-line".*"workflow":"roll"/)

    await finish(one, first)
    expect((await machineOf(two)).Runnable).toBe(true)
    expect((await machineOf(three)).Runnable).toBe(false)
    // Whoever pushes in is sent back to its place.
    await patch(`/machines/${three}`, { Runnable: true })
    expect(await ask(three)).toBe(204)
    expect((await machineOf(three)).Runnable).toBe(false)

    const second = await ask(two)
    expect(second).toMatchObject({ Task: 'roll' })
    await patch(`/machines/${two}`, { Workflow: '' })
    expect((await machineOf(three)).Runnable).toBe(true)
    expect(await ask(three)).toMatchObject({ Task: 'roll' })
  })

  it('goes on when a machine that has a turn is deleted', async () => {
    const four = await add('four')
    expect(await ask(four)).toBe(204)
    const { Uuid: three, CurrentJob } = await machineOf('Name:three')
    await patch(`/jobs/${CurrentJob}`, { State: 'running' })
    await server.json('DELETE', `/machines/${three}`)
    expect((await machineOf(four)).Runnable).toBe(true)
    expect(await ask(four)).toMatchObject({ Task: 'roll' })
  })
})

import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('GET /runs/stalled', () => {
  let server: TestServer
  const patch = (path: string, ops: Record<string, string | boolean>) =>
    server.json(
      'PATCH',
      path,
      Object.entries(ops).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/tasks', { Name: 'build' })
    await server.json('POST', '/stages', { Name: 'build', Tasks: ['build'] })
    for (const Name of ['build', 'other'])
      await server.json('POST', '/workflows', { Name, Stages: ['build'] })
  })
  afterAll(() => server.close())

  it('names machines that do not go on, with the reason and the next step', async () => {
    expect(await server.json('GET', '/runs/stalled')).toEqual([])
    for (const Name of ['stops', 'goes-on']) {
      await server.json('POST', '/machines', { Name })
      await server.json('POST', '/pools/default/allocateMachines', {
        'pool/machine-list': [`Name:${Name}`],
        'pool/workflow': 'build',
      })
    }
    const { Uuid } = Machine.parse(await server.json('GET', '/machines/Name:stops'))
    const job = Job.parse(await server.json('POST', '/jobs', { Machine: Uuid }))
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/machines/${Uuid}`, { Runnable: false })
    await patch(`/jobs/${job.Uuid}`, { State: 'failed', ExitState: 'failed' })
    await expect
      .poll(async () => server.json('GET', '/runs/stalled'))
      .toEqual([
        expect.objectContaining({
          Kind: 'claim',
          Machine: Uuid,
          Name: 'stops',
          Phase: 'failed',
          Reason: 'has stopped at task build, which failed, and is held (HoldBuild)',
          Next: expect.stringContaining('Set Runnable to true'),
        }),
      ])
    // Without a pool step, and with an end of its run: a machine whose work fails later is told of as well.
    await patch(`/machines/${Uuid}`, { Runnable: true })
    const again = Job.parse(await server.json('POST', '/jobs', { Machine: Uuid }))
    await patch(`/jobs/${again.Uuid}`, { State: 'running' })
    await patch(`/jobs/${again.Uuid}`, { State: 'finished', ExitState: 'complete' })
    await server.call('POST', '/jobs', { Machine: Uuid })
    expect(await server.json('GET', `/machines/${Uuid}`)).toMatchObject({ PoolStatus: 'InUse' })
    await expect.poll(async () => server.json('GET', '/runs/stalled')).toEqual([])
    await patch(`/machines/${Uuid}`, { Workflow: 'other', Runnable: true })
    await expect
      .poll(async () => JSON.stringify(await server.json('GET', `/runs?Machine=${Uuid}`)))
      .toContain('"Name":"workflow"')
    await server.json('DELETE', `/machines/${Uuid}`)
    expect(await server.json('GET', '/runs/stalled')).toEqual([])
  })

  it('has the newest runs of a machine only, however often it was claimed', async () => {
    const { Uuid } = Machine.parse(await server.json('GET', '/machines/Name:goes-on'))
    const call = (verb: string) =>
      server.json('POST', `/pools/default/${verb}Machines`, {
        'pool/machine-list': [Uuid],
        'pool/workflow': 'build',
      })
    await patch(`/machines/${Uuid}`, { Runnable: true })
    for (let turn = 0; turn < 20; turn++) {
      for (const verb of ['release', 'allocate']) {
        if (turn > 0 || verb === 'release') await call(verb)
        const job = await server.call('POST', '/jobs', { Machine: Uuid })
        if (job.status !== 201) continue
        const { Uuid: uuid } = Job.parse(JSON.parse(job.text))
        await patch(`/jobs/${uuid}`, { State: 'running' })
        await patch(`/jobs/${uuid}`, { State: 'finished', ExitState: 'complete' })
        await server.call('POST', '/jobs', { Machine: Uuid })
      }
    }
    const runs = await server.call('GET', `/runs?Machine=${Uuid}`)
    const kinds = JSON.parse(runs.text).map(({ Kind }: { Kind: string }) => Kind)
    expect(kinds.length).toBe(30)
    expect(new Set(kinds)).toEqual(new Set(['claim', 'release']))
  })

  it('is empty for whoever may not list runs', async () => {
    await server.json('POST', '/users', { Name: 'nobody-much' })
    await server.json('PUT', '/users/nobody-much/password', { Password: 'a-password' })
    const authorization = `Basic ${Buffer.from('nobody-much:a-password').toString('base64')}`
    const answer = await server.call('GET', '/runs/stalled', undefined, { authorization })
    expect(answer).toMatchObject({ status: 200, text: '[]' })
  })
})

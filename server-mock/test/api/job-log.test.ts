import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('the log of a job', () => {
  let server: TestServer
  let job: string
  const put = (raw: string, offset?: string) =>
    server.call('PUT', `/jobs/${job}/log`, undefined, {
      raw,
      headers: {
        'Content-Type': 'application/octet-stream',
        ...(offset === undefined ? {} : { 'X-Log-Offset': offset }),
      },
    })

  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/tasks', { Name: 'talk' })
    await server.json('POST', '/stages', { Name: 'talk', Tasks: ['talk'] })
    await server.json('POST', '/workflows', { Name: 'talk', Stages: ['talk'] })
    const machine = await server.json('POST', '/machines', { Name: 'talker', Workflow: 'talk' })
    const { Uuid } = Machine.parse(machine)
    job = Job.parse(await server.json('POST', '/jobs', { Machine: Uuid })).Uuid
  })
  afterAll(() => server.close())

  it('takes a piece that is sent again once, and refuses one behind a gap', async () => {
    expect(await put('one\n', '0')).toMatchObject({ status: 204 })
    expect(await put('one\n', '0')).toMatchObject({ status: 204 })
    const gap = await put('three\n', '8')
    expect(gap.status).toBe(409)
    expect(gap.headers['x-log-size']).toBe('4')
    expect(gap.text).toContain('The log has 4 bytes; what comes before byte 8 is missing')
    expect(await put('one\ntwo\n', '0')).toMatchObject({ status: 204 })
    expect(await put('three\n', '8')).toMatchObject({ status: 204 })
    expect((await server.call('GET', `/jobs/${job}/log`)).text).toBe('one\ntwo\nthree\n')
  })

  it('takes pieces without a place at its end, as runners of DRP send them', async () => {
    await put('x')
    await put('x')
    expect((await server.call('GET', `/jobs/${job}/log`)).text).toMatch(/\nxx$/)
  })

  it('refuses a place that is no number', async () => {
    expect(await put('y', '-1')).toMatchObject({ status: 400 })
  })
})

import { Job, type JsonObject, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Metrics } from '../../src/metrics/metrics.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'

describe('metrics', () => {
  let server: TestServer
  const scrape = async () => (await fetch(`http://127.0.0.1:${server.server.ports.metrics}/metrics`)).text()

  const machine = async (body: JsonObject) => Machine.parse(await server.json('POST', '/machines', body))

  beforeAll(async () => {
    server = await startTestServer({ metricsPort: 0 })
  })
  afterAll(() => server.close())

  it('count requests by route and status, and name no machine', async () => {
    const { Uuid } = await machine({ Name: 'secretly-named' })
    await server.call('GET', `/machines/${Uuid}`)
    await server.call('GET', '/machines/nobody')
    await server.call('GET', '/no-such-thing')
    const text = await scrape()
    const count = (route: string, status: number) =>
      `metalwright_api_request_seconds_count{method="GET",route="${route}",status="${status}"} 1`
    expect(text).toContain(count('/api/v3/machines/:key', 200))
    expect(text).toContain(count('/api/v3/machines/:key', 404))
    expect(text).toContain(count('', 404))
    expect(text).toContain('process_resident_memory_bytes')
    for (const identity of [Uuid, 'secretly-named', 'nobody', 'no-such-thing', 'rocketskates']) {
      expect(text).not.toContain(identity)
    }
  })

  it('count machines by pool and state, those from before the first question and each change after', async () => {
    await server.json('POST', '/pools', { Id: 'rack' })
    const machines: string[] = []
    for (const Name of ['one', 'two', 'three']) {
      machines.push((await machine({ Name, Pool: 'rack' })).Uuid)
    }
    expect(await scrape()).toContain('metalwright_pool_machines{pool="rack",status="Free"} 3')
    await server.json('POST', '/pools/rack/allocateMachines', { 'pool/count': 1 })
    const claimed = await scrape()
    expect(claimed).toContain('metalwright_pool_machines{pool="rack",status="Free"} 2')
    expect(claimed).toContain('metalwright_pool_machines{pool="rack",status="InUse"} 1')
    for (const uuid of machines) await server.json('DELETE', `/machines/${uuid}`)
    expect(await scrape()).not.toContain('pool="rack"')
  })

  it('count jobs when they end', async () => {
    await server.json('POST', '/tasks', { Name: 'noop' })
    await server.json('POST', '/stages', { Name: 'noops', Tasks: ['noop'] })
    await server.json('POST', '/workflows', { Name: 'noops', Stages: ['noops'] })
    const { Uuid } = await machine({ Name: 'worker', Workflow: 'noops' })
    const { Uuid: job } = Job.parse(await server.json('POST', '/jobs', { Machine: Uuid }))
    for (const value of ['running', 'finished', 'finished']) {
      await server.json('PATCH', `/jobs/${job}`, [{ op: 'replace', path: '/State', value }])
    }
    expect(await scrape()).toContain('metalwright_jobs_ended_total{state="finished"} 1')
  })

  it('count what TFTP refused, repeated and dropped', async () => {
    const metrics = new Metrics(async function* () {})
    const peer = { address: '10.0.0.1', port: 2070 }
    metrics.tftp({ kind: 'refused', at: 1, peer, reason: 'malformed', detail: '' })
    const ended = { kind: 'ended', at: 2, peer, name: 'secretly-named', took: 1, end: 'complete' } as const
    metrics.tftp({ ...ended, repeated: 2, dropped: 1 })
    metrics.tftp({ ...ended, repeated: 0, dropped: 3 })
    const text = await metrics.text()
    expect(text).toContain('metalwright_tftp_refused_total{reason="malformed"} 1')
    expect(text).toContain('metalwright_tftp_transfers_total{end="complete"} 2')
    expect(text).toContain('metalwright_tftp_repeated_total 2')
    expect(text).toContain('metalwright_tftp_dropped_total 4')
    expect(text).not.toContain('secretly-named')
  })

  it('are at /metrics only, and only to read', async () => {
    const at = (path: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${server.server.ports.metrics}${path}`, { method })
    expect((await at('/')).status).toBe(404)
    expect((await at('/metrics', 'POST')).status).toBe(405)
    const head = await at('/metrics?x=1', 'HEAD')
    expect(head.status).toBe(200)
    expect(head.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  })

  it('do not keep the server from starting when their port is taken', async () => {
    const other = await startTestServer({ metricsPort: server.server.ports.metrics })
    expect(other.server.ports.metrics).toBe(0)
    await other.close()
  })
})

import { get } from 'node:https'
import { gunzipSync } from 'node:zlib'
import type { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

let server: TestServer
let machine: Machine
beforeAll(async () => {
  server = await startTestServer()
  machine = (await server.json('POST', '/machines', {
    Name: 'known.example.com',
    HardwareAddrs: ['52:54:00:00:00:01', '52:54:00:00:00:02'],
    Fingerprint: { SSNHash: 'c3Nu', CSNHash: 'Y3Nu', SystemUUID: 'aaaa-bbbb', MemoryIds: ['bTE=', 'bTI='] },
  })) as Machine
})
afterAll(() => server.close())

describe('annotations apart from their object', () => {
  it('are read and patched', async () => {
    const path = `/meta/machines/${machine.Uuid}`
    await server.json('PATCH', path, [{ op: 'add', path: '/colour', value: 'red' }])
    expect(await server.json('GET', path)).toMatchObject({ colour: 'red' })
    expect(await server.json('GET', `/machines/${machine.Uuid}`)).toMatchObject({ Meta: { colour: 'red' } })
  })

  it('are refused as objects are', async () => {
    const failing = [{ op: 'test', path: '/colour', value: 'blue' }]
    expect((await server.call('PATCH', `/meta/machines/${machine.Uuid}`, failing)).status).toBe(409)
    expect((await server.call('PATCH', `/meta/machines/${machine.Uuid}`, { colour: 'blue' })).status).toBe(
      400,
    )
    expect((await server.call('GET', '/meta/machines/nobody')).status).toBe(404)
    expect((await server.call('GET', '/meta/gadgets/x')).status).toBe(404)
  })
})

describe('the server tells of itself', () => {
  it('its interfaces, and which faces the caller', async () => {
    const interfaces = (await server.json('GET', '/interfaces')) as { Name: string; ActiveAddress: string }[]
    expect(interfaces.find(({ Name }) => Name === 'lo')).toMatchObject({
      ActiveAddress: '127.0.0.1/8',
      Index: 1,
    })
    expect(await server.json('GET', '/interfaces/lo')).toMatchObject({ Name: 'lo' })
    const none = await server.call('GET', '/interfaces/nosuch0')
    expect([none.status, JSON.parse(none.text).Messages]).toEqual([404, ['No interface']])
  })

  it('its indexes, of a param too', async () => {
    expect(await server.json('GET', '/indexes/machines/Name')).toMatchObject({ Type: 'string', Unique: true })
    await server.json('POST', '/params', { Name: 'rack/slot', Schema: { type: 'integer' } })
    expect(await server.json('GET', '/indexes/machines/rack/slot')).toMatchObject({ Type: 'parameter' })
    expect((await server.call('GET', '/indexes/machines/nosuch')).status).toBe(404)
    expect(await server.json('GET', '/objects')).toContain('plugin_providers')
  })

  it('what it can do, and the actions that claims name', async () => {
    expect(await server.json('GET', '/info')).toMatchObject({
      scopes: { machines: { list: {}, get: {}, update: {} }, users: { token: {}, password: {} } },
      stats: [
        { name: 'machines.count', count: 1 },
        { name: 'subnets.count', count: 0 },
      ],
    })
  })

  it('its API, as OpenAPI whose references all lead somewhere', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const url = `https://127.0.0.1:${server.server.ports.api}/swagger.json`
      get(url, { rejectUnauthorized: false }, (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (piece) => {
          body += piece
        })
        answer.on('end', () => resolve(body))
      }).on('error', reject)
    })
    const api = JSON.parse(text)
    const operations = Object.values(api.paths).flatMap((path) => Object.values(path as object))
    expect(operations.length).toBe(server.server.routes.length)
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    const references = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '')
    expect(references.length).toBeGreaterThan(100)
    for (const name of references) expect(api.components.schemas).toHaveProperty(name)
    expect(api.components.schemas.Machine.properties.HardwareAddrs).toMatchObject({ type: 'array' })
  })
})

describe('a machine that asks who it is', () => {
  const ask = (marks: object) => server.json('POST', '/whoami', marks as never) as Promise<{ Result: object }>

  it('is known by its cards', async () => {
    const { Result } = await ask({ MacAddrs: ['52:54:00:00:00:01', '52:54:00:00:00:02'] })
    expect(Result).toMatchObject({ Score: 100, Uuid: machine.Uuid, Token: expect.stringMatching(/./) })
  })

  it('is known by other marks when its cards were changed', async () => {
    const Fingerprint = { SSNHash: 'c3Nu', CSNHash: 'Y3Nu', SystemUUID: 'aaaa-bbbb' }
    const { Result } = await ask({ MacAddrs: ['52:54:00:ff:ff:ff'], Fingerprint })
    expect(Result).toMatchObject({ Score: 100, Uuid: machine.Uuid })
  })

  it('is nobody below a score of 100', async () => {
    const { Result } = await ask({ MacAddrs: ['52:54:00:00:00:01'] })
    expect(Result).toMatchObject({ Score: 0, Uuid: '', Token: '' })
  })

  it('is known by its disk before all', async () => {
    const { Result } = await ask({ OnDiskUUID: machine.Uuid.toUpperCase() })
    expect(Result).toMatchObject({ Score: 1000, Uuid: machine.Uuid })
  })
})

describe('calls', () => {
  it('to no route and with a wrong method are told so', async () => {
    const none = await server.call('GET', '/gadgets')
    expect([none.status, JSON.parse(none.text)]).toEqual([
      404,
      { Model: '', Key: '/api/v3/gadgets', Type: 'GET', Messages: ['No route'], Code: 404 },
    ])
    const wrong = await server.call('DELETE', '/info')
    expect([wrong.status, JSON.parse(wrong.text).Type]).toEqual([405, 'DELETE'])
  })

  it('with HEAD get what GET tells, without a body', async () => {
    const list = await server.call('HEAD', '/machines')
    expect([list.status, list.text, list.headers['x-drp-list-total-count']]).toEqual([200, '', '1'])
    expect((await server.call('HEAD', `/machines/${machine.Uuid}`)).status).toBe(200)
    expect((await server.call('HEAD', '/machines/nobody')).status).toBe(404)
  })

  it('that take gzip get it where it is worth it', async () => {
    const answer = await new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const url = `https://127.0.0.1:${server.server.ports.api}/api/v3/indexes?token=rocketskates:r0cketsk8ts`
      get(
        url,
        { rejectUnauthorized: false, headers: { 'accept-encoding': 'gzip' }, agent: false },
        (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece) => pieces.push(piece))
          response.on('end', () =>
            resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(pieces) }),
          )
        },
      ).on('error', reject)
    })
    expect(answer.encoding).toBe('gzip')
    expect(JSON.parse(gunzipSync(answer.bytes).toString())).toHaveProperty('machines')
  })
})

describe('the log of a job', () => {
  it('is read from a byte on, and goes with the job', async () => {
    await server.json('POST', '/tasks', { Name: 'noop', Templates: [{ Name: 'run', Contents: 'true' }] })
    await server.json('POST', '/stages', { Name: 'noop', Tasks: ['noop'] })
    await server.json('PATCH', `/machines/${machine.Uuid}`, [
      { op: 'replace', path: '/Stage', value: 'noop' },
    ])
    const { Uuid } = (await server.json('POST', '/jobs', { Machine: machine.Uuid })) as Machine
    const put = { raw: 'hello, world', headers: { 'content-type': 'application/octet-stream' } }
    expect((await server.call('PUT', `/jobs/${Uuid}/log`, undefined, put)).status).toBe(204)
    const rest = await server.call('GET', `/jobs/${Uuid}/log`, undefined, { headers: { range: 'bytes=7-' } })
    expect([rest.status, rest.text, rest.headers['content-range']]).toEqual([206, 'world', 'bytes 7-11/12'])
    const none = await server.call('GET', `/jobs/${Uuid}/log`, undefined, { headers: { range: 'bytes=12-' } })
    expect([none.status, none.headers['content-range']]).toEqual([416, 'bytes */12'])
    expect((await server.call('GET', `/jobs/${Uuid}/log`)).text).toBe('hello, world')
  })
})

describe('pool calls that wait', () => {
  it('answer when the machines have arrived, or the time is over', async () => {
    await server.json('POST', '/workflows', { Name: 'claimed', Stages: ['noop'] })
    await server.json('POST', '/machines', { Name: 'waiting.example.com' })
    const body = {
      'pool/filter': ['Name=waiting.example.com'],
      'pool/workflow': 'claimed',
      'pool/wait-timeout': '200ms',
    }
    const before = Date.now()
    const building = await server.json('POST', '/pools/default/allocateMachines', body)
    expect(building).toMatchObject([{ Status: 'Building' }])
    expect(Date.now() - before).toBeGreaterThanOrEqual(195)
    const bad = await server.call('POST', '/pools/default/allocateMachines', { 'pool/wait-timeout': 'soon' })
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('5m')])
  })
})

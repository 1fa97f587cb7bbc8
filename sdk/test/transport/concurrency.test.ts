import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Settings, Transport } from '../../src/transport/index.ts'
import { FakeServer } from '../fake/fake-server.ts'

let server: FakeServer
const open: Transport[] = []
let underWay = 0
let most = 0

beforeEach(async () => {
  server = await FakeServer.start()
  underWay = 0
  most = 0
  const slow = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await delay(20)
    underWay -= 1
    return { json: {} }
  }
  server.on('GET /info', slow)
  server.on('POST /machines', slow)
})

afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close()
  await server.close()
})

function connect(settings: Settings): Transport {
  const transport = new Transport({ endpoint: server.url, token: 't', ...settings })
  open.push(transport)
  return transport
}

const INFO = { method: 'GET', path: '/info' } as const

describe('calls at the same time', () => {
  it('are no more than allowed, and time does not run for those that wait their turn', async () => {
    const transport = connect({ maxConnections: 2, requestTimeoutMs: 150, maxRetries: 0 })
    const answers = await Promise.all(Array.from({ length: 30 }, () => transport.send(INFO)))
    expect(answers).toHaveLength(30)
    expect(most).toBe(2)
  })

  it('that are held back by the server do not keep others waiting', async () => {
    const transport = connect({ maxConnections: 1 })
    await Promise.all(Array.from({ length: 5 }, () => transport.send({ ...INFO, holdMs: 1000 })))
    expect(most).toBe(5)
  })
})

describe('the count of changes', () => {
  it('moves when a call that may change something begins and ends, also when it fails', async () => {
    const transport = connect({ maxRetries: 0 })
    await transport.send(INFO)
    expect(transport.changes).toBe(0)
    const change = transport.send({ method: 'POST', path: '/machines', json: {} })
    expect(transport.changes).toBe(1)
    await change
    expect(transport.changes).toBe(2)
    await transport.send({ method: 'DELETE', path: '/nothing' }).catch(() => undefined)
    expect(transport.changes).toBe(4)
  })
})

describe('failures', () => {
  it('name the id of the request', async () => {
    server.on('GET /lost', () => 'cut')
    server.on('GET /who', () => ({ status: 401 }))
    const transport = connect({ maxRetries: 0 })
    for (const path of ['/lost', '/who', '/nothing']) {
      const id = () => String(server.calls.at(-1)?.headers['x-log-token'])
      const error = await transport.send({ method: 'GET', path }).catch((cause: unknown) => cause)
      expect(String(error)).toContain(`request ${id()}`)
    }
  })
})

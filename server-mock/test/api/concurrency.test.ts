import type { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer } from './test-server.ts'

const WRITERS = 50
const EACH = 8

let server: TestServer
const machines: Machine[] = []
beforeAll(async () => {
  server = await startTestServer({ store: 'sqlite' })
  for (let number = 0; number < 3; number++) {
    const input = { Name: `shared${number}.example.com`, Meta: { count: '0' } }
    machines.push((await server.json('POST', '/machines', input)) as Machine)
  }
})
afterAll(() => server.close())

const count = async (uuid: string) => {
  const machine = (await server.json('GET', `/machines/${uuid}`)) as Machine
  return Number(machine.Meta['count'])
}

/** Adds one under a guard, again when somebody else was faster. */
async function increment(uuid: string): Promise<void> {
  for (;;) {
    const seen = await count(uuid)
    const patch = [
      { op: 'test', path: '/Meta/count', value: String(seen) },
      { op: 'replace', path: '/Meta/count', value: String(seen + 1) },
    ]
    const { status, text } = await server.call('PATCH', `/machines/${uuid}`, patch)
    if (status === 200) return
    expect([status, JSON.parse(text).Type]).toEqual([409, 'PATCH'])
  }
}

describe('many writers of the same objects', () => {
  it('lose no update, and a reader after an event sees what it told', { timeout: 60_000 }, async () => {
    const url = `wss://127.0.0.1:${server.server.ports.api}/api/v3/ws?token=rocketskates:r0cketsk8ts`
    const watcher = new WebSocket(url, { rejectUnauthorized: false })
    const checks: Promise<void>[] = []
    await new Promise<void>((resolve, reject) => {
      watcher.once('error', reject)
      watcher.once('open', () => watcher.send('register machines.update.*'))
      watcher.on('message', (data) => {
        const { Type, Key, Object: told } = JSON.parse(String(data))
        if (Type === 'websocket') return resolve()
        const check = async () => expect(await count(Key)).toBeGreaterThanOrEqual(Number(told.Meta.count))
        checks.push(check())
      })
    })
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let turn = 0; turn < EACH; turn++) await increment(machines[(writer + turn) % 3]?.Uuid ?? '')
    })
    await Promise.all(writers)
    const counts = await Promise.all(machines.map(({ Uuid }) => count(Uuid)))
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(WRITERS * EACH)
    while (checks.length < WRITERS * EACH) await new Promise((resolve) => setTimeout(resolve, 10))
    await Promise.all(checks)
    watcher.terminate()
  })
})

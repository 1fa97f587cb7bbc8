import { setTimeout as sleep } from 'node:timers/promises'
import { seal } from '@metalwright/sdk/secure'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Console, openConsole } from '../../ui/src/console.ts'
import type { Ports } from '../../ui/src/ports.ts'
import { Session } from '../../ui/src/session/session.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { uuid } from './sample-machine.ts'

let server: TestServer
let sockets: WebSocket[]
let lists: number
let session: Session
let console: Console

/** The browser's part, played by Node, which trusts the server's own certificate. */
function nodePorts(): Ports {
  return {
    fetch: async (url, init) => {
      if (url.startsWith('/api/v3/machines?')) lists += 1
      const headers = new Headers(init.headers)
      const { status, text } = await server.call(
        init.method ?? 'GET',
        url.replace('/api/v3', ''),
        undefined,
        {
          authorization: headers.get('authorization') ?? '',
          ...(typeof init.body === 'string'
            ? { raw: init.body, headers: { 'content-type': 'application/json' } }
            : {}),
        },
      )
      return new Response(text, { status })
    },
    openSocket: (path, listener) => {
      const socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}${path}`, {
        rejectUnauthorized: false,
      })
      sockets.push(socket)
      socket.on('open', () => listener.opened())
      socket.on('message', (data) => listener.received(String(data)))
      socket.on('close', () => listener.closed())
      socket.on('error', () => {})
      return { send: (text) => socket.send(text), close: () => socket.close() }
    },
    clock: {
      now: () => Date.now(),
      random: () => 0,
      after: (milliseconds, work) => {
        const timer = setTimeout(work, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    store: { load: () => undefined, save: () => {}, clear: () => {} },
    nextFrame: (work) => {
      setImmediate(work)
    },
    isSeen: () => true,
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 5000
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`not within 5 s: ${isTrue}`)
    await sleep(5)
  }
}

const descriptionOf = (number: number) => console.fleet.machine(uuid(number))?.value.Description

beforeEach(async () => {
  server = await startTestServer()
  sockets = []
  lists = 0
  const ports = nodePorts()
  session = new Session(ports)
  await session.login('rocketskates', 'r0cketsk8ts')
  console = openConsole(session, ports)
  await until(() => console.fleet.isListed.value)
})

afterEach(async () => {
  console.close()
  session.logout()
  await server.close()
})

describe('the console against a real server', () => {
  it('follows machines live', async () => {
    await server.json('POST', '/machines', { Uuid: uuid(1), Name: 'first' })
    await until(() => console.fleet.total.value === 1)
    await server.json('PATCH', `/machines/${uuid(1)}`, [
      { op: 'replace', path: '/Description', value: 'new' },
    ])
    await until(() => descriptionOf(1) === 'new')
    await server.json('DELETE', `/machines/${uuid(1)}`)
    await until(() => console.fleet.total.value === 0)
    expect(lists).toBe(1)
  })

  it('misses nothing over a lost connection, and does not list again for it', async () => {
    await server.json('POST', '/machines', { Uuid: uuid(1), Name: 'first' })
    await until(() => console.fleet.total.value === 1)
    sockets[0]?.terminate()
    await until(() => console.stream.state.value === 'lost')
    await server.json('POST', '/machines', { Uuid: uuid(2), Name: 'second' })
    await server.json('PATCH', `/machines/${uuid(1)}`, [
      { op: 'replace', path: '/Description', value: 'new' },
    ])
    await until(() => console.fleet.total.value === 2 && descriptionOf(1) === 'new')
    expect(sockets).toHaveLength(2)
    expect(lists).toBe(1)
  })

  it('follows the runs and the job of one machine, and tells when it is gone', async () => {
    await server.json('POST', '/tasks', { Name: 'noop', Templates: [{ Name: 'a', Contents: 'true' }] })
    await server.json('POST', '/machines', { Uuid: uuid(1), Name: 'first', Tasks: ['noop'] })
    const { watch, log } = console.watchMachine(uuid(1))
    const stop = watch.start(console.stream)
    await until(() => watch.state.value.kind === 'here')
    await until(() => watch.runs.value[0]?.Phases.some(({ Name }) => Name === 'registered') === true)
    expect(watch.job.value).toBeUndefined()
    await server.json('POST', '/jobs', { Machine: uuid(1) })
    await until(() => watch.job.value?.Task === 'noop')
    await server.call('PUT', `/jobs/${watch.job.value?.Uuid}/log`, undefined, {
      raw: '\u001b[32mhello\u001b[0m\n',
      headers: { 'content-type': 'application/octet-stream' },
    })
    await server.json('PATCH', `/jobs/${watch.job.value?.Uuid}`, [
      { op: 'replace', path: '/State', value: 'running' },
    ])
    await until(() => log.tail.value?.text.includes('hello\n') === true)
    await until(() => watch.runs.value[0]?.Phases.some(({ Name }) => Name === 'task:noop') === true)
    await server.json('DELETE', `/machines/${uuid(1)}`)
    await until(() => watch.state.value.kind === 'gone')
    stop()
  })

  it('hides what a param definition calls secure', async () => {
    await server.json('POST', '/params', { Name: 'bmc/password', Secure: true })
    await server.json('POST', '/machines', { Uuid: uuid(1), Name: 'first' })
    const key = (await server.json('GET', `/machines/${uuid(1)}/pubkey`)) as string
    await server.json('POST', `/machines/${uuid(1)}/params/bmc/password`, { ...seal(key, 'x') })
    const { watch } = console.watchMachine(uuid(1))
    const stop = watch.start(console.stream)
    await until(() => watch.state.value.kind === 'here')
    expect([...watch.secureParams.value]).toContain('bmc/password')
    stop()
  })

  it('ends the session when the password was changed', async () => {
    await server.json('PUT', '/users/rocketskates/password', { Password: 'another' })
    sockets[0]?.terminate()
    await until(() => session.state.value.kind === 'out')
  })
})

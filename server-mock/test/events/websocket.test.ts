import { once } from 'node:events'
import type { Event, Machine } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer } from '../api/test-server.ts'

/** A connection that keeps what it was sent. */
class Watcher {
  readonly socket: WebSocket
  readonly events: Event[] = []

  constructor(
    server: TestServer,
    authorization = `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`,
  ) {
    this.socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}/api/v3/ws`, {
      rejectUnauthorized: false,
      headers: { authorization },
    })
    this.socket.on('message', (data) => this.events.push(JSON.parse(String(data))))
  }

  async say(text: string): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open')
    this.socket.send(text)
  }

  async until(condition: (events: readonly Event[]) => boolean): Promise<void> {
    const deadline = Date.now() + 5000
    while (!condition(this.events)) {
      if (Date.now() > deadline)
        throw new Error(
          `only saw ${JSON.stringify(this.events.map(({ Type, Action, Key }) => `${Type}.${Action}.${Key}`))}`,
        )
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

describe('events over the websocket', () => {
  let server: TestServer
  const watchers: Watcher[] = []
  const watch = (authorization?: string) => {
    const watcher = new Watcher(server, authorization)
    watchers.push(watcher)
    return watcher
  }
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(async () => {
    for (const { socket } of watchers.splice(0)) socket.terminate()
    await server.close()
  })
  const create = async (name: string) => (await server.json('POST', '/machines', { Name: name })) as Machine

  it('confirm a subscription and tell what it selects, in order', async () => {
    const watcher = watch()
    await watcher.say('register machines.*.*')
    await watcher.until((events) => events.length === 1)
    expect(watcher.events[0]).toMatchObject({ Type: 'websocket', Action: 'register', Key: 'machines.*.*' })
    const { Uuid } = await create('one.example.com')
    await server.json('POST', '/profiles', { Name: 'unseen' })
    await server.json('PATCH', `/machines/${Uuid}`, [{ op: 'replace', path: '/Description', value: 'new' }])
    await watcher.until((events) => events.length === 3)
    expect(watcher.events.slice(1)).toMatchObject([
      { Type: 'machines', Action: 'create', Key: Uuid, Principal: 'user:rocketskates' },
      {
        Type: 'machines',
        Action: 'update',
        Key: Uuid,
        Object: { Description: 'new' },
        Original: { Description: '' },
      },
    ])
    await watcher.say('deregister machines.*.*')
    await watcher.until((events) => events.length === 4)
    await create('two.example.com')
    await watcher.say('register profiles.create.with.dots')
    await watcher.until((events) => events.length === 5)
    await server.json('POST', '/profiles', { Name: 'with.dots' })
    await watcher.until((events) => events.length === 6)
    expect(watcher.events.at(-1)).toMatchObject({ Type: 'profiles', Key: 'with.dots' })
  })

  it('resume behind a revision, or say that the watcher must list again', async () => {
    const first = watch()
    await first.say('register machines.*.*')
    await first.until((events) => events.length === 1)
    await create('one.example.com')
    await first.until((events) => events.length === 2)
    const seen = first.events[1]?.Revision
    await create('two.example.com')

    const second = watch()
    await second.say('register machines.*.*')
    await second.say(`resume ${seen}`)
    await second.until((events) => events.length === 2)
    expect(second.events[1]).toMatchObject({ Action: 'create', Object: { Name: 'two.example.com' } })
    await second.say('resume 999999')
    await second.until((events) => events.length === 3)
    expect(second.events[2]).toMatchObject({ Type: 'websocket', Action: 'resync' })
  })

  it('come only to those who may see them, and never with secrets', async () => {
    const one = await create('one.example.com')
    const { Token } = (await server.json('GET', `/machines/${one.Uuid}/token`)) as { Token: string }
    const machine = watch(`Bearer ${Token}`)
    const all = watch()
    for (const watcher of [machine, all]) {
      await watcher.say('register *.*.*')
      await watcher.until((events) => events.length === 1)
    }
    await create('two.example.com')
    await server.json('POST', '/users', { Name: 'alice' })
    await server.json('PUT', '/users/alice/password', { Password: 'planted-secret' })
    await server.json('PATCH', `/machines/${one.Uuid}`, [
      { op: 'replace', path: '/Description', value: 'mine' },
    ])
    await machine.until((events) => events.length === 2)
    expect(machine.events[1]).toMatchObject({ Type: 'machines', Key: one.Uuid })
    await all.until((events) => events.some(({ Key }) => Key === one.Uuid))
    expect(JSON.stringify(all.events)).not.toMatch(/planted-secret|"PasswordHash":"[^"]/)
  })

  it('are refused without credentials and survive nonsense', async () => {
    const stranger = watch('')
    const [failure] = await once(stranger.socket, 'error')
    expect(String(failure)).toMatch(/401/)
    const watcher = watch()
    for (const nonsense of ['register', 'register machines', 'dance', 'resume -1', 'resume x', '']) {
      await watcher.say(nonsense)
    }
    await watcher.say('register machines.create.*')
    await watcher.until((events) => events.length === 1)
  })
})

import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  EventStream,
  type EventStreamOptions,
  parseSelector,
  type Subscription,
} from '../../src/events/index.ts'
import {
  AuthenticationError,
  SdkError,
  type Settings,
  TlsError,
  Transport,
} from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { type Dialect, FakeEvents } from '../fake/fake-events.ts'
import { CERTIFICATE, FakeServer } from '../fake/fake-server.ts'

let server: FakeServer
let events: FakeEvents
let stream: EventStream
let transport: Transport

async function start(
  dialect: Dialect = 'ours',
  options: EventStreamOptions & Settings & { tls?: boolean } = {},
) {
  server = await FakeServer.start({ tls: options.tls ?? false })
  events = new FakeEvents(server, dialect)
  const settings: Settings = { token: 'secret-token', ...options, endpoint: server.url }
  transport = new Transport(settings, { clock: new FakeClock(), random: () => 0.5 })
  stream = new EventStream(transport, options)
}

beforeEach(async () => {
  await start()
})

afterEach(async () => {
  await stream.close()
  await transport.close()
  await server.close()
})

/** Reads so many items, as texts: the key of an event, or `resync: <reason>`. */
async function read(subscription: Subscription, count: number): Promise<string[]> {
  const texts: string[] = []
  while (texts.length < count) {
    const item = await subscription.next(AbortSignal.timeout(5_000))
    if (item === undefined) break
    texts.push(item.kind === 'event' ? item.event.Key : `resync: ${item.reason}`)
  }
  return texts
}

async function restart(): Promise<void> {
  await server.close()
  await start()
}

describe('subscribe', () => {
  it('resolves when the server has confirmed, and gives the events that fit, in order', async () => {
    const subscription = await stream.subscribe(['machines.update.a', 'machines.update.b'])
    expect(events.frames).toEqual(['register machines.update.a', 'register machines.update.b'])
    expect(events.authorizations).toEqual(['Bearer secret-token'])
    for (const key of ['a', 'c', 'b', 'a']) events.emit(key)
    expect(await read(subscription, 3)).toEqual(['a', 'b', 'a'])
  })

  it('shares one connection and one registration', async () => {
    const first = await stream.subscribe(['machines.*.*'])
    const second = await stream.subscribe(['machines.*.*', 'jobs.*.*'])
    expect(events.authorizations).toHaveLength(1)
    first.close()
    await vi.waitFor(() => expect(events.frames).toEqual(['register machines.*.*', 'register jobs.*.*']))
    events.emit('a')
    expect(await read(second, 1)).toEqual(['a'])
    second.close()
    await vi.waitFor(() => expect(events.sockets.size).toBe(0))
  })

  it('connects again for a subscription that comes after the last has gone', async () => {
    const first = await stream.subscribe(['machines.*.*'])
    first.close()
    const second = await stream.subscribe(['machines.*.*'])
    events.emit('a')
    expect(await read(second, 1)).toEqual(['a'])
  })

  it('gives the typed object of an event', async () => {
    const subscription = await stream.subscribe(['machines.update.*'])
    events.emit('a', { object: { Name: 'web1' } })
    expect(await subscription.next()).toMatchObject({
      kind: 'event',
      event: { Type: 'machines', Action: 'update', Key: 'a', Object: { Name: 'web1' }, Revision: 101 },
    })
  })

  it('drops frames that are no events', async () => {
    const subscription = await stream.subscribe(['machines.*.*'])
    for (const socket of events.sockets) {
      for (const frame of ['', 'null', '[]', '{"Type":7}', '{"__proto__":{"x":1}}', 'x'.repeat(1000)]) {
        socket.send(frame)
      }
      socket.send(Buffer.from([0, 255]))
    }
    events.emit('a')
    expect(await read(subscription, 1)).toEqual(['a'])
  })

  it('fails when the server does not confirm', async () => {
    await restart()
    stream = new EventStream(transport, { answerTimeoutMs: 50 })
    events.confirms = false
    await expect(stream.subscribe(['machines.*.*'])).rejects.toMatchObject({
      code: 'subscription_unanswered',
    })
  })

  it.each(['machines', 'machines.update', 'a.b.', '.b.c', 'a b.c.d'])(
    'refuses the selector %s',
    async (text) => {
      await expect(stream.subscribe([text])).rejects.toMatchObject({ code: 'invalid_selector' })
    },
  )

  it('is ended by its signal, before and after the confirmation', async () => {
    const controller = new AbortController()
    const subscription = await stream.subscribe(['machines.*.*'], { signal: controller.signal })
    events.confirms = false
    const pending = stream.subscribe(['jobs.*.*'], { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
    await expect(subscription.next()).rejects.toThrow('enough')
    events.confirms = true
    const again = await stream.subscribe(['jobs.*.*'])
    expect(again.selectors).toEqual(['jobs.*.*'])
  })
})

describe('reading', () => {
  it('ends when the subscription is closed', async () => {
    const subscription = await stream.subscribe(['machines.*.*'])
    events.emit('a')
    const seen: string[] = []
    for await (const item of subscription) {
      if (item.kind === 'event') seen.push(item.event.Key)
      break
    }
    expect(seen).toEqual(['a'])
    expect(await subscription.next()).toBeUndefined()
    await vi.waitFor(() => expect(events.sockets.size).toBe(0))
  })

  it('waits for an event that fits', async () => {
    const subscription = await stream.subscribe(['machines.*.*'])
    for (const key of ['a', 'b', 'c']) events.emit(key)
    expect(await subscription.waitFor(({ Key }) => Key === 'b')).toMatchObject({ event: { Key: 'b' } })
    expect(await read(subscription, 1)).toEqual(['c'])
  })

  it('tells a slow reader to list again, once, and goes on from there', async () => {
    const subscription = await stream.subscribe(['machines.*.*'], { queueLimit: 3 })
    for (let index = 0; index < 50; index += 1) events.emit(`old-${index}`)
    const probe = await stream.subscribe(['machines.*.probe'])
    events.emit('probe')
    expect(await read(probe, 1)).toEqual(['probe'])
    expect(await read(subscription, 1)).toEqual(['resync: overflow'])
    events.emit('new')
    expect(await read(subscription, 1)).toEqual(['new'])
  })
})

describe('a break', () => {
  it('is bridged by the revision, without a gap and without doubles', async () => {
    const subscription = await stream.subscribe(['machines.*.*'])
    events.emit('a')
    events.emit('b')
    events.emit('b2', { sameCommit: true })
    expect(await read(subscription, 3)).toEqual(['a', 'b', 'b2'])
    events.cut()
    events.emit('b3', { sameCommit: true })
    events.emit('c')
    expect(await read(subscription, 2)).toEqual(['b3', 'c'])
    events.emit('d')
    expect(await read(subscription, 1)).toEqual(['d'])
    expect(events.frames.filter((frame) => frame.startsWith('resume'))).toEqual(['resume 101'])
  })

  it('before the first event is bridged from where the subscription was confirmed', async () => {
    const subscription = await stream.subscribe(['machines.*.*'])
    events.cut()
    events.emit('a')
    expect(await read(subscription, 1)).toEqual(['a'])
  })

  it('that the server cannot bridge leads to a resync', async () => {
    const subscription = await stream.subscribe(['machines.*.*'])
    events.emit('a')
    await read(subscription, 1)
    events.remembers = false
    events.cut()
    expect(await read(subscription, 1)).toEqual(['resync: server'])
    events.emit('b')
    expect(await read(subscription, 1)).toEqual(['b'])
  })

  it('of a server without revisions leads to a resync', async () => {
    await server.close()
    await start('drp')
    const subscription = await stream.subscribe(['machines.*.*'])
    events.emit('a')
    await read(subscription, 1)
    events.cut()
    expect(await read(subscription, 1)).toEqual(['resync: reconnected'])
    expect(events.frames.some((frame) => frame.startsWith('resume'))).toBe(false)
    events.emit('b')
    expect(await read(subscription, 1)).toEqual(['b'])
  })

  it('is noticed when the server falls silent', async () => {
    await server.close()
    await start('ours', { heartbeatMs: 40 })
    const subscription = await stream.subscribe(['machines.*.*'])
    for (const socket of events.sockets) socket.pause()
    events.emit('a')
    await vi.waitFor(() => expect(events.authorizations.length).toBeGreaterThan(1))
    expect(await read(subscription, 1)).toEqual(['a'])
  })

  it('is survived while the server is away', async () => {
    const { port } = server.address
    const subscription = await stream.subscribe(['machines.*.*'])
    await server.close()
    await delay(30)
    server = new FakeServer()
    events = new FakeEvents(server)
    await server.listen(port)
    await vi.waitFor(() => expect(events.frames).toContain('register machines.*.*'), 5_000)
    events.emit('a')
    expect(await read(subscription, 1)).toEqual(['a'])
  })
})

describe('who is let in', () => {
  it('logs in again when the token was refused', async () => {
    await server.close()
    await start('ours', { token: '', key: 'user:password' })
    let issued = 0
    server.on('GET /users/user/token', () => {
      issued += 1
      return { json: { Token: `t${issued}`, Info: {} } }
    })
    events.refusals = [403]
    await stream.subscribe(['machines.*.*'])
    expect(events.authorizations).toEqual(['Bearer t1', 'Bearer t2'])
  })

  it('fails for good with a token that is refused', async () => {
    events.refusals = [403]
    await expect(stream.subscribe(['machines.*.*'])).rejects.toThrow(AuthenticationError)
    expect(events.authorizations).toHaveLength(1)
  })

  it('does not try for ever with a user who is refused', async () => {
    await server.close()
    await start('ours', { token: '', key: 'user:password' })
    server.on('GET /users/user/token', () => ({ json: { Token: 't', Info: {} } }))
    events.refusals = [403, 403, 403, 403]
    await expect(stream.subscribe(['machines.*.*'])).rejects.toThrow(AuthenticationError)
    expect(events.authorizations).toHaveLength(2)
  })

  it('fails for good when there is no event stream, but not when one was there before', async () => {
    events.refusals = [404]
    await expect(stream.subscribe(['machines.*.*'])).rejects.toMatchObject({ code: 'events_unavailable' })
    const subscription = await stream.subscribe(['machines.*.*'])
    events.refusals = [404, 404]
    events.cut()
    events.emit('meanwhile')
    expect(await read(subscription, 1)).toEqual(['meanwhile'])
    expect(events.authorizations).toHaveLength(5)
  })

  it('goes on trying when the server is overloaded', async () => {
    events.refusals = [503, 500]
    await stream.subscribe(['machines.*.*'])
    expect(events.authorizations).toHaveLength(3)
  })
})

describe('TLS', () => {
  it('is checked before the token is sent', async () => {
    await server.close()
    await start('ours', { tls: true })
    await expect(stream.subscribe(['machines.*.*'])).rejects.toThrow(TlsError)
    expect(events.authorizations).toEqual([])
  })

  it('works with a trusted certificate', async () => {
    await server.close()
    await start('ours', { tls: true, caCert: CERTIFICATE })
    const subscription = await stream.subscribe(['machines.*.*'])
    events.emit('a')
    expect(await read(subscription, 1)).toEqual(['a'])
  })
})

describe('parseSelector', () => {
  it('splits at the first two dots', () => {
    expect(parseSelector('a.b.c.d e')).toEqual({ type: 'a', action: 'b', key: 'c.d e' })
  })

  it('throws nothing but SdkError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { type, action, key } = parseSelector(text)
          expect(`${type}.${action}.${key}`).toBe(text)
        } catch (error) {
          if (!(error instanceof SdkError)) throw error
        }
      }),
    )
  })
})

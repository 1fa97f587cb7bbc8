import type { AddressInfo, Socket } from 'node:net'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificate } from '@metalwright/sdk/certificate'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { makeApp } from '../../src/api/app.ts'
import { HTTP_LIMITS, type HttpLimits } from '../../src/api/http-limits.ts'
import type { Route } from '../../src/api/route.ts'
import { BadCredentials } from '../../src/auth/bad-credentials.ts'
import { open } from './raw-exchange.ts'

const LIMITS: HttpLimits = {
  ...HTTP_LIMITS,
  bodyIdle: 300,
  bodyTime: 1000,
  drainTime: 500,
  headersTime: 500,
  checkEvery: 50,
  idleTime: 3000,
}
/** Longer than any limit above, shorter than the usual ones. */
const PATIENCE = 15_000

describe('slow callers of the API', { timeout: 60_000 }, () => {
  let app: FastifyInstance | undefined
  const sockets: Socket[] = []
  const cutStreams: string[] = []
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await app?.close()
    app = undefined
  })

  const routes: Route[] = [
    { method: 'GET', path: '/hello', access: 'any', handle: async () => ({ status: 200, body: 'hello' }) },
    { method: 'POST', path: '/json', access: 'any', handle: async ({ body }) => ({ status: 200, body }) },
    {
      method: 'POST',
      path: '/upload',
      access: 'any',
      takesStream: true,
      handle: async ({ stream }) => {
        if (stream === undefined) return { status: 400 }
        stream.resume()
        await finished(stream).catch(() => cutStreams.push('cut'))
        return { status: 200, body: cutStreams.length }
      },
    },
    {
      method: 'GET',
      path: '/large',
      access: 'any',
      handle: async () => ({ status: 200, text: pieces('x'.repeat(64 * 1024), 10_000) }),
    },
    {
      method: 'GET',
      path: '/wait',
      access: 'any',
      handle: async ({ signal }) => {
        await sleep(1500, undefined, { signal }).catch(() => {})
        return { status: 200, body: 'waited' }
      },
    },
  ]

  async function* pieces(piece: string, count: number): AsyncIterable<string> {
    for (let at = 0; at < count; at++) yield piece
  }

  const start = async (limits: Partial<HttpLimits> = {}, tls?: { cert: string; key: string }) => {
    app = makeApp({
      routes,
      version: 'test',
      tls,
      limits: { ...LIMITS, ...limits },
      authentication: {
        authenticate: async (authorization) => {
          if (authorization === undefined) throw new BadCredentials(401, 'none', true)
          return { name: 'user:test', user: 'test', claims: [] }
        },
      },
      onFault: (error) => {
        throw error
      },
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    return port
  }

  /** A connection that has sent something, and what happens to it. */
  const send = async (port: number, text: string, tls = false) => {
    const socket = await open(port, tls)
    sockets.push(socket)
    let answer = ''
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    const started = performance.now()
    const ended = new Promise<number>((resolve) =>
      socket.on('close', () => resolve(performance.now() - started)),
    )
    socket.write(text)
    return {
      socket,
      status: () => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0),
      answer: () => answer,
      /** Milliseconds until the server closed it. */
      ended: () => Promise.race([ended, sleep(PATIENCE).then(() => Number.POSITIVE_INFINITY)]),
    }
  }
  const post = (path: string, length: number, type = 'application/json') =>
    `POST /api/v3${path} HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`
  const hello = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v3/hello`, { headers: { authorization: 'x' } })
    expect(await answer.json()).toBe('hello')
  }

  it('who send nothing, or their headers byte by byte, are cut off', async () => {
    const port = await start()
    const silent = await send(port, '')
    const dripping = await send(port, 'GET /api/v3/hello HTTP/1.1\r\nX: ')
    const drip = setInterval(() => dripping.socket.write('y'), 20)
    expect(await silent.ended()).toBeLessThan(PATIENCE)
    expect(await dripping.ended()).toBeLessThan(PATIENCE)
    clearInterval(drip)
    expect(dripping.status()).toBe(408)
    expect(dripping.answer()).toContain('"Messages":["The request comes too slowly"]')
  })

  it('who never finish the TLS handshake are cut off', async () => {
    const { certificatePem, keyPem } = makeCertificate({ names: ['localhost'], days: 1 }, new Date())
    const port = await start({}, { cert: certificatePem, key: keyPem })
    const silent = await send(port, '')
    const half = await send(port, '\x16\x03\x01\x00\xff')
    expect(await silent.ended()).toBeLessThan(PATIENCE)
    expect(await half.ended()).toBeLessThan(PATIENCE)
  })

  it('whose body stops, or comes byte by byte, are told so', async () => {
    const port = await start()
    const stopped = await send(port, `${post('/json', 1000)}{"a":`)
    const dripping = await send(port, `${post('/json', 1_000_000)}{"a":"`)
    const drip = setInterval(() => dripping.socket.write('y'), 20)
    expect(await stopped.ended()).toBeLessThan(PATIENCE)
    await sleep(1200)
    clearInterval(drip)
    expect(dripping.status()).toBe(408)
    expect(dripping.answer()).toContain('The body comes too slowly')
    expect(await dripping.ended()).toBeLessThan(PATIENCE)
  })

  it('whose upload stops are cut off, and the reader of it learns so', async () => {
    const port = await start()
    const upload = await send(port, `${post('/upload', 1000, 'application/octet-stream')}abc`)
    expect(await upload.ended()).toBeLessThan(PATIENCE)
    await expect.poll(() => cutStreams).toEqual(['cut'])
  })

  it('who were refused and go on sending nothing are cut off', async () => {
    const port = await start()
    const refused = await send(port, post('/json', 1_000_000).replace('Authorization: x\r\n', ''))
    expect(await refused.ended()).toBeLessThan(PATIENCE)
    expect(refused.status()).toBe(401)
  })

  it('who do not read their answer cost nothing, and are cut off', async () => {
    const port = await start({ idleTime: 800 })
    const before = await settledMemory()
    const readers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const reader = await send(port, 'GET /api/v3/large HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\n\r\n')
        reader.socket.pause()
        return reader
      }),
    )
    await sleep(500)
    expect((await settledMemory()) - before).toBeLessThan(100 * 1024 * 1024)
    await hello(port)
    // A paused socket does not see its end before it reads again.
    await sleep(1500)
    for (const reader of readers) reader.socket.resume()
    const ends = await Promise.all(readers.map((reader) => reader.ended()))
    expect(Math.max(...ends)).toBeLessThan(PATIENCE)
  })

  it('who wait for an answer are not cut off', async () => {
    const port = await start()
    const answer = await fetch(`http://127.0.0.1:${port}/api/v3/wait`, { headers: { authorization: 'x' } })
    expect(await answer.json()).toBe('waited')
  })

  it('by hundreds: everybody else is served, and memory stays flat', { timeout: 30_000 }, async () => {
    const port = await start({ bodyIdle: 20_000, bodyTime: 20_000, headersTime: 20_000 })
    await hello(port)
    const before = await settledMemory()
    const kinds = [
      `${post('/json', 30_000_000)}{"a":"${'x'.repeat(16 * 1024)}`,
      'GET /api/v3/hello HTTP/1.1\r\nX: ',
      `${post('/upload', 5_000_000_000, 'application/octet-stream')}x`,
      '',
    ]
    await Promise.all(Array.from({ length: 200 }, (_, at) => send(port, kinds[at % kinds.length] ?? '')))
    await sleep(300)
    for (let at = 0; at < 20; at++) await hello(port)
    expect((await settledMemory()) - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('together hold only so many bytes of bodies', async () => {
    const port = await start({ bodyIdle: 20_000, bodyTime: 20_000, heldBytes: 1_000_000 })
    const first = await send(port, `${post('/json', 900_000)}"${'x'.repeat(600_000)}`)
    await sleep(200)
    const second = await send(port, `${post('/json', 900_000)}"${'x'.repeat(600_000)}`)
    await expect.poll(() => second.status(), { timeout: 3000 }).toBe(503)
    expect(second.answer()).toContain('"Code":503')
    first.socket.destroy()
    second.socket.destroy()
    await sleep(100)
    const whole = `"${'x'.repeat(600_000)}"`
    const third = await send(port, `${post('/json', whole.length)}${whole}`)
    await expect.poll(() => third.status(), { timeout: 3000 }).toBe(200)
  })
})

/** Bytes that the process holds once rubbish is collected. */
async function settledMemory(): Promise<number> {
  for (let at = 0; at < 3; at++) {
    globalThis.gc?.()
    await sleep(50)
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

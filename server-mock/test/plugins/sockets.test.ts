import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HostSocket } from '../../src/plugins/host-socket.ts'
import { PluginClient } from '../../src/plugins/plugin-client.ts'
import { PluginFailure } from '../../src/plugins/plugin-failure.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metalwright-sockets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the socket of the server', () => {
  let socket: HostSocket
  let heard: Event[]
  let left: (readonly string[])[]
  beforeEach(async () => {
    heard = []
    left = []
    socket = await HostSocket.listen({
      path: join(folder, 'host'),
      host: { publish: (event) => heard.push(event), log: () => {} },
      onLeaving: (reasons) => left.push(reasons),
      maxBytes: 1000,
    })
  })
  afterEach(() => socket.close())

  const post = (path: string, body: string, method = 'POST') =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const call = request({ socketPath: join(folder, 'host'), path, method }, async (answer) => {
        let text = ''
        for await (const chunk of answer) text += String(chunk)
        resolve({ status: answer.statusCode ?? 0, body: text })
      })
      call.on('error', reject)
      call.end(body)
    })
  const publish = (body: string) => post('/api-server-plugin/v3/publish', body)
  const event = { Time: '', Type: 't', Action: 'a', Key: 'k' }

  it('takes events and farewells', async () => {
    expect((await publish(JSON.stringify(event))).status).toBe(204)
    expect(heard).toEqual([{ ...event, Principal: '', Revision: 0 }])
    expect((await post('/api-server-plugin/v3/leaving', '{"Messages":["tired"]}')).status).toBe(204)
    expect(left).toEqual([['tired']])
  })

  it('bounds what it takes', async () => {
    const answer = await publish(JSON.stringify({ ...event, Key: 'k'.repeat(1000) }))
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body).Messages).toEqual(['A call may have 1000 bytes at most'])
    expect(heard).toEqual([])
  })

  it.each([
    ['GET', '/api-server-plugin/v3/publish'],
    ['POST', '/api-server-plugin/v3/../v3/publish'],
    ['POST', '/'],
  ])('does not know %s %s', async (method, path) => {
    expect((await post(path, '', method)).status).toBe(404)
  })

  it('stays up whatever it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect([204, 400]).toContain((await publish(text)).status)
      }),
      { numRuns: 50 },
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        const raw = connect(join(folder, 'host'))
        raw.on('error', () => {})
        raw.end(bytes)
        raw.resume()
        await new Promise((resolve) => raw.once('close', resolve))
      }),
      { numRuns: 50 },
    )
    expect((await publish(JSON.stringify(event))).status).toBe(204)
  })

  it('cuts those who hold on when it is closed', async () => {
    const raw = connect(join(folder, 'host'))
    raw.on('error', () => {})
    await new Promise((resolve) => raw.once('connect', resolve))
    raw.write('POST /api-server-plugin/v3/publish HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n')
    await new Promise((resolve) => setTimeout(resolve, 20))
    await socket.close()
    socket = await HostSocket.listen({
      path: join(folder, 'next'),
      host: { publish: () => {}, log: () => {} },
      onLeaving: () => {},
      maxBytes: 1,
    })
  })
})

describe('calls of a plugin', () => {
  let server: Server
  let client: PluginClient
  let answer: (socket: Socket) => void
  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => answer(socket))
    })
    await new Promise<void>((resolve) => server.listen(join(folder, 'plugin'), resolve))
    client = new PluginClient(join(folder, 'plugin'), 1000)
  })
  afterEach(async () => {
    client.close()
    await new Promise((resolve) => server.close(resolve))
  })

  const reply = (status: string, body: string) => (socket: Socket) =>
    void socket.end(
      `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  const call = (timeoutMs = 2000, signal?: AbortSignal) =>
    client.post('action', { a: 1 }, signal === undefined ? { timeoutMs } : { timeoutMs, signal })
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.unreachable(),
      (error: unknown) => {
        if (!(error instanceof PluginFailure)) throw error
        return [error.status, ...error.messages]
      },
    )

  it('give the JSON of the answer, or null', async () => {
    answer = reply('200 OK', '{"b":[2]}')
    expect(await call()).toEqual({ b: [2] })
    answer = reply('204 No Content', '')
    expect(await call()).toBeNull()
  })

  it('give refusals with the status and the words of the plugin', async () => {
    answer = reply('500 No', JSON.stringify({ Code: 422, Messages: ['one\u001b[2J', 'two\nlines'] }))
    expect(await failure(call())).toEqual([422, 'one [2J', 'two lines'])
    answer = reply('404 No', '<html>')
    expect(await failure(call())).toEqual([409, 'the plugin answered 404: <html>'])
    answer = reply('400 No', '{"Messages":null}')
    expect(await failure(call())).toEqual([409, 'the plugin answered 400'])
  })

  it('end in time, with the caller, and before too much has come', async () => {
    answer = () => {}
    expect(await failure(call(50))).toEqual([undefined, 'it did not answer action within 50 ms'])
    const gone = new AbortController()
    setTimeout(() => gone.abort(), 20)
    expect(await failure(call(2000, gone.signal))).toEqual([undefined, 'action was given up'])
    answer = reply('200 OK', `"${'x'.repeat(1000)}"`)
    expect(await failure(call())).toEqual([undefined, 'it answered more than 1000 bytes'])
    answer = (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"ab')
    expect(await failure(call(50))).toEqual([undefined, 'it did not answer action within 50 ms'])
  })

  it('fail in words for whatever else comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, isBody) => {
        answer = (socket) => {
          if (isBody) socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`)
          socket.end(bytes)
        }
        try {
          JSON.stringify(await call())
        } catch (error) {
          expect(error).toBeInstanceOf(PluginFailure)
        }
      }),
      { numRuns: 100 },
    )
  })
})

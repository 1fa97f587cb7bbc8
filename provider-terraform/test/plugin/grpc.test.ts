import { connect } from 'node:http2'
import { credentials } from '@grpc/grpc-js'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MethodDefinition } from '../../src/plugin/grpc/definition.ts'
import { FrameError, frameMessage, onlyMessage } from '../../src/plugin/grpc/frame.ts'
import { serverStream, unary } from '../../src/plugin/grpc/routes.ts'
import { type Served, serveRoutes } from '../../src/plugin/grpc/serve-routes.ts'
import { GrpcClient } from './client.ts'

const bytes = {
  encode: (message: Uint8Array) => ({ finish: () => message }),
  decode: (message: Uint8Array) => message,
}
const method = (name: string, responseStream: boolean): MethodDefinition<Uint8Array, Uint8Array> => ({
  name,
  requestType: bytes,
  requestStream: false,
  responseType: bytes,
  responseStream,
})
const service = {
  fullName: 'test.Bytes',
  methods: { echo: method('Echo', false), fail: method('Fail', false), flood: method('Flood', true) },
}

describe('gRPC over HTTP/2', () => {
  let served: Served
  let client: GrpcClient<typeof service>
  let sent = 0
  let ended = false
  let most = 0
  let running = 0

  beforeEach(async () => {
    sent = 0
    ended = false
    served = await serveRoutes(
      new Map([
        [
          '/test.Bytes/Echo',
          unary(service.methods.echo, async (message) => {
            running++
            most = Math.max(most, running)
            await new Promise((resolve) => setTimeout(resolve, 5))
            running--
            return message
          }),
        ],
        ['/test.Bytes/Fail', unary(service.methods.fail, () => Promise.reject(new Error('ü broken\nline')))],
        [
          '/test.Bytes/Flood',
          serverStream(service.methods.flood, async function* (message) {
            try {
              for (; sent < 2_000; sent++) yield Buffer.alloc(64 * 1_024, message[0])
            } finally {
              ended = true
            }
          }),
        ],
      ]),
      { port: 0 },
      null,
    )
    client = new GrpcClient(service, `127.0.0.1:${served.port}`, credentials.createInsecure())
  })
  afterEach(() => {
    client.close()
    served.close()
  })

  it('carries messages of any size, empty ones too', async () => {
    expect(await client.ask('echo', new Uint8Array())).toHaveLength(0)
    const large = Buffer.alloc(70 * 1_024 ** 2, 7)
    expect(large.equals(await client.ask('echo', large))).toBe(true)
  })

  it('answers hundreds of calls side by side', async () => {
    const calls = Array.from({ length: 300 }, (_, index) => client.ask('echo', Buffer.from(String(index))))
    const answers = await Promise.all(calls)
    expect(answers.map((answer) => Buffer.from(answer).toString())).toEqual(
      calls.map((_, index) => String(index)),
    )
    expect(most).toBeGreaterThan(10)
  })

  it('sends no faster than is read, and stops when nobody reads', async () => {
    const stream = client.stream('flood', Buffer.of(1))
    const reader = stream[Symbol.asyncIterator]()
    await reader.next()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(sent).toBeLessThan(1_000)
    stream.cancel()
    await expect.poll(() => ended).toBe(true)
    expect(sent).toBeLessThan(2_000)
  })

  it('tells by a status what cannot be answered, and goes on', async () => {
    await expect(client.raw('/test.Bytes/Other', Buffer.alloc(0))).rejects.toMatchObject({ code: 12 })
    await expect(client.ask('fail', new Uint8Array())).rejects.toMatchObject({
      code: 13,
      details: 'ü broken\nline',
    })
    expect(await client.ask('echo', Buffer.of(1))).toEqual(Buffer.of(1))
  })

  it('survives bodies that are no messages', async () => {
    const session = connect(`http://127.0.0.1:${served.port}`)
    const post = (body: Uint8Array): Promise<string> =>
      new Promise((resolve) => {
        const request = session.request({
          ':method': 'POST',
          ':path': '/test.Bytes/Echo',
          'content-type': 'application/grpc',
        })
        request.on('response', (headers) => resolve(String(headers['grpc-status'] ?? 'ok')))
        request.resume()
        request.end(body)
      })
    expect(await post(Buffer.alloc(0))).toBe('13')
    expect(await post(Buffer.of(1, 0, 0, 0, 0))).toBe('12')
    expect(await post(Buffer.of(0, 255, 255, 255, 255))).toBe('13')
    expect(await post(frameMessage(Buffer.from('x')))).toBe('ok')
    session.close()
  })
})

describe('frames', () => {
  it('come back as they were, and nothing else is one', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (message, noise) => {
        expect(onlyMessage(frameMessage(message))).toEqual(Buffer.from(message))
        try {
          expect(frameMessage(onlyMessage(Buffer.from(noise)))).toEqual(Buffer.from(noise))
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError)
        }
      }),
    )
  })
})

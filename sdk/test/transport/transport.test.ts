import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AlreadyExistsError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  ForbiddenError,
  InUseError,
  NotFoundError,
  SdkError,
  ServerError,
  type Settings,
  Transport,
  UnsupportedError,
  ValidationError,
} from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeServer, failure, type Reply } from '../fake/fake-server.ts'

let server: FakeServer
let clock: FakeClock
const open: Transport[] = []

beforeEach(async () => {
  server = await FakeServer.start()
  server.on('GET /info', () => ({ json: { id: 'a' } }))
  clock = new FakeClock()
})

afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close()
  await server.close()
})

function connect(settings: Settings = {}): Transport {
  const transport = new Transport(
    { ...settings, endpoint: settings.endpoint ?? server.url },
    { clock, random: () => 0.5, requestId: () => 'req-1' },
  )
  open.push(transport)
  return transport
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('it succeeded')
}

const INFO = { method: 'GET', path: '/info' } as const
const CREATE = { method: 'POST', path: '/machines', json: { Name: 'web1' } } as const

describe('a call', () => {
  it('sends JSON with a request id and reads the answer', async () => {
    server.on('POST /machines', () => ({ status: 201, json: { Name: 'web1' }, headers: { etag: '"7"' } }))
    const answer = await connect().send({ ...CREATE, query: [['force', 'true']] })
    expect(answer).toMatchObject({ status: 201, body: '{"Name":"web1"}', attempts: 1 })
    expect(answer.headers.get('etag')).toBe('"7"')
    const [call] = server.calls
    expect(call?.json()).toEqual({ Name: 'web1' })
    expect(call?.query.get('force')).toBe('true')
    expect(call?.headers).toMatchObject({ 'content-type': 'application/json', 'x-log-token': 'req-1' })
    expect(call?.headers.authorization).toBeUndefined()
  })

  it('puts the path of the endpoint in front', async () => {
    const transport = connect({ endpoint: `${server.url}/site-1/` })
    expect(await rejection(transport.send(INFO))).toBeInstanceOf(NotFoundError)
    expect(server.calls[0]?.path).toBe('/site-1/api/v3/info')
  })

  it('reads a compressed answer', async () => {
    const text = gzipSync('{"id":"a"}')
    server.on('GET /info', () => ({ text, headers: { 'content-encoding': 'gzip' } }))
    expect((await connect().send(INFO)).body).toBe('{"id":"a"}')
    expect(server.calls[0]?.headers['accept-encoding']).toBe('gzip')
  })

  it('stops reading an answer that is too large, also when it only grows by decompression', async () => {
    const text = gzipSync(Buffer.alloc(4_000_000))
    server.on('GET /info', () => ({ text, headers: { 'content-encoding': 'gzip' } }))
    const error = await rejection(connect({ maxResponseBytes: 100_000 }).send(INFO))
    expect(error).toMatchObject({ code: 'response_too_large' })
  })

  it('fails on a compressed answer that is broken off', async () => {
    const text = gzipSync(Buffer.alloc(100_000, 'abc')).subarray(0, 50)
    server.on('GET /info', () => ({ text, headers: { 'content-encoding': 'gzip' } }))
    expect(await rejection(connect({ maxRetries: 0 }).send(INFO))).toBeInstanceOf(ConnectionError)
  })

  it.each<[number, Reply, new (...args: never[]) => Error, string]>([
    [403, failure(403, 'Requires: machines get x'), ForbiddenError, 'forbidden'],
    [404, failure(404, 'Not Found', { Model: 'machines', Key: 'x' }), NotFoundError, 'not_found'],
    [409, failure(409, 'already exists'), ConflictError, 'conflict'],
    [422, failure(422, 'Invalid Name `x`'), ValidationError, 'invalid_object'],
    [406, failure(406, 'Filter not found: y'), BadRequestError, 'bad_request'],
    [404, failure(404, 'No route'), UnsupportedError, 'not_supported'],
    [405, failure(405, 'Method not allowed'), UnsupportedError, 'not_supported'],
    [409, failure(409, 'already exists', { Type: 'CREATE' }), AlreadyExistsError, 'already_exists'],
    [409, failure(409, 'In use by machine a', { Type: 'StillInUseError' }), InUseError, 'in_use'],
    [422, failure(422, 'In use by machine a', { Type: 'StillInUseError' }), InUseError, 'in_use'],
    [500, { status: 500, text: '<html>\u001b[31mBad \n Gateway</html>' }, ServerError, 'server_error'],
    [301, { status: 301, headers: { location: 'http://169.254.169.254/' } }, ApiError, 'api_error'],
  ])('tells %i as its own error', async (status, reply, kind, code) => {
    server.on('GET /info', () => reply)
    const error = await rejection(connect().send(INFO))
    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({ code, status, requestId: 'req-1' })
    expect(error.message).toContain(`GET ${server.url}/api/v3/info answered ${status}`)
    expect(error.message).toContain('req-1')
    expect(error.message).not.toContain('\u001b')
    expect(server.calls).toHaveLength(1)
  })

  it('gives the body of the error', async () => {
    const json = { Model: 'machines', Key: 'x', Type: 'ValidationError', Messages: ['one', 'two'], Code: 422 }
    server.on('GET /info', () => ({ status: 422, json }))
    const error = await rejection(connect().send(INFO))
    expect(error).toMatchObject({ body: json, model: 'machines', key: 'x', messages: ['one', 'two'] })
    expect(error).toMatchObject({ method: 'GET', url: `${server.url}/api/v3/info` })
    expect(error.message).toContain('machines/x: one; two')
    expect(error).toMatchObject({ nextStep: expect.stringMatching(/^Correct what is named/) })
    expect(error.message).toContain('Correct what is named')
  })

  it('rejects with the reason of its signal when aborted', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    server.on('GET /info', () => {
      controller.abort(reason)
      return { takeOver: () => {} }
    })
    expect(await rejection(connect().send({ ...INFO, signal: controller.signal }))).toBe(reason)
    expect(await rejection(connect().send({ ...INFO, signal: controller.signal }))).toBe(reason)
    expect(server.calls).toHaveLength(1)
  })

  it('is ended by closing the transport', async () => {
    const transport = connect()
    server.on('GET /info', () => {
      void transport.close()
      return { takeOver: () => {} }
    })
    expect(await rejection(transport.send(INFO))).toMatchObject({ code: 'client_closed' })
    expect(await rejection(transport.send(INFO))).toMatchObject({ code: 'client_closed' })
  })
})

describe('patience', () => {
  it('ends when no answer comes', async () => {
    server.on('GET /info', () => ({ takeOver: () => {} }))
    const error = await rejection(connect({ requestTimeoutMs: 50, maxRetries: 0 }).send(INFO))
    expect(error).toMatchObject({ code: 'connection_timeout', mayHaveBeenSent: true })
  })

  it('ends when the answer comes in drops', async () => {
    server.on('GET /info', () => ({
      takeOver: (response) => {
        const timer = setInterval(() => response.write(' '), 10)
        response.on('close', () => clearInterval(timer))
      },
    }))
    const error = await rejection(connect({ requestTimeoutMs: 100, maxRetries: 0 }).send(INFO))
    expect(error).toMatchObject({ code: 'connection_timeout' })
  })

  it('is longer for a watch', async () => {
    server.on('GET /info', () => ({ takeOver: (response) => void delay(150).then(() => response.end('{}')) }))
    const answer = await connect({ requestTimeoutMs: 50, maxRetries: 0 }).send({ ...INFO, holdMs: 5_000 })
    expect(answer.body).toBe('{}')
  })
})

describe('repetition', () => {
  /** Answers the first calls with the given replies, the others with success. */
  function first(...replies: Reply[]): void {
    server.gate = () => replies.shift()
    server.on('POST /machines', () => ({ status: 201, json: {} }))
  }

  it('repeats a read after 503, 502 and a lost answer, with growing pauses', async () => {
    first(failure(503, 'busy'), failure(502, 'away'), 'cut')
    expect(await connect().send(INFO)).toMatchObject({ status: 200, attempts: 4 })
    expect(clock.sleeps).toEqual([188, 375, 750])
  })

  it('waits as long as the server asks, in seconds or until a date', async () => {
    const date = new Date(clock.time + 7_000).toUTCString()
    first({ status: 429, headers: { 'retry-after': '3' } }, { status: 503, headers: { 'retry-after': date } })
    await connect().send(INFO)
    expect(clock.sleeps).toEqual([3_000, 4_000])
  })

  it('waits no longer than it may', async () => {
    first({ status: 503, headers: { 'retry-after': '99999999' } })
    await connect({ maxRetryWaitMs: 5_000 }).send(INFO)
    expect(clock.sleeps).toEqual([5_000])
  })

  it('gives up after so many times', async () => {
    server.gate = () => failure(503, 'busy')
    expect(await rejection(connect({ maxRetries: 2 }).send(INFO))).toMatchObject({ status: 503, attempts: 3 })
    expect(server.calls).toHaveLength(3)
  })

  it.each<[string, Reply]>([
    ['a lost answer', 'cut'],
    ['503', failure(503, 'busy')],
  ])('does not repeat a POST after %s', async (_, reply) => {
    first(reply)
    expect(await rejection(connect().send(CREATE))).toBeInstanceOf(SdkError)
    expect(server.calls).toHaveLength(1)
  })

  it('repeats a POST that is said to be idempotent', async () => {
    first('cut')
    expect(await connect().send({ ...CREATE, idempotent: true })).toMatchObject({ attempts: 2 })
  })

  it('repeats any call that found nobody listening', async () => {
    const { port } = server.address
    const { url } = server
    await server.close()
    server = new FakeServer()
    server.on('POST /machines', () => ({ status: 201, json: {} }))
    clock.onSleep = async () => {
      clock.onSleep = () => {}
      await server.listen(port)
    }
    expect(await connect({ endpoint: url }).send(CREATE)).toMatchObject({ status: 201, attempts: 2 })
  })

  it('says where nobody listened', async () => {
    const { url } = server
    await server.close()
    const error = await rejection(connect({ endpoint: url }).send(CREATE))
    expect(error).toMatchObject({ code: 'connection_refused', mayHaveBeenSent: false })
    expect(error.message).toContain(url)
    expect(clock.sleeps).toHaveLength(4)
    server = await FakeServer.start()
  })

  it('stops waiting when aborted', async () => {
    const controller = new AbortController()
    first(failure(503, 'busy'))
    clock.onSleep = () => controller.abort(new Error('enough'))
    const error = await rejection(connect().send({ ...INFO, signal: controller.signal }))
    expect(error.message).toBe('enough')
  })
})

describe('login', () => {
  const KEY = 'rocketskates:pass:word'
  let issued: number
  let valid: Set<string>

  beforeEach(() => {
    issued = 0
    valid = new Set()
    server.on('GET /users/rocketskates/token', (call) => {
      const [, basic = ''] = (call.headers.authorization ?? '').split(' ')
      if (Buffer.from(basic, 'base64').toString() !== KEY) return { status: 403 }
      issued += 1
      valid.add(`token-${issued}`)
      return { json: { Token: `token-${issued}`, Info: {} } }
    })
    server.gate = (call) => {
      const { authorization } = call.headers
      if (authorization === undefined) return { status: 401, headers: { 'www-authenticate': 'dr-provision' } }
      if (call.path.startsWith('/users/') || valid.has(authorization.replace('Bearer ', ''))) return undefined
      return { status: 403, headers: { 'www-authenticate': 'dr-provision' } }
    }
  })

  it('happens once for calls at the same time', async () => {
    const transport = connect({ key: KEY })
    await Promise.all(Array.from({ length: 20 }, () => transport.send(INFO)))
    expect(issued).toBe(1)
    expect(server.calls.find((call) => call.path.endsWith('/token'))?.query.get('ttl')).toBe('3600')
  })

  it('is renewed at half of the life of the token', async () => {
    const transport = connect({ key: KEY, tokenTtlSeconds: 100 })
    await transport.send(INFO)
    clock.time += 49_000
    await transport.send(INFO)
    expect(issued).toBe(1)
    clock.time += 2_000
    await transport.send(INFO)
    expect(issued).toBe(2)
  })

  it('goes on with the old token while it cannot be renewed', async () => {
    const transport = connect({ key: KEY, tokenTtlSeconds: 100, maxRetries: 0 })
    await transport.send(INFO)
    clock.time += 60_000
    server.on('GET /users/rocketskates/token', () => failure(500, 'broken'))
    await transport.send(INFO)
    clock.time += 60_000
    expect(await rejection(transport.send(INFO))).toMatchObject({ status: 500 })
  })

  it('happens again when a token was refused, also for a POST', async () => {
    server.on('POST /machines', () => ({ status: 201, json: {} }))
    const transport = connect({ key: KEY })
    await transport.send(INFO)
    valid.clear()
    await Promise.all([transport.send(CREATE), transport.send(CREATE)])
    expect(issued).toBe(2)
    expect(server.count('POST /machines')).toBe(4)
  })

  it.each(['Validation failed', 'The token is not valid, or has expired'])(
    'happens again when a token was refused with the words: %s',
    async (message) => {
      const transport = connect({ key: KEY })
      let revoked = true
      server.on('GET /info', () => {
        if (!revoked) return { json: {} }
        revoked = false
        return failure(403, message, { Type: 'AUTH' })
      })
      expect(await transport.send(INFO)).toMatchObject({ status: 200 })
      expect(issued).toBe(2)
    },
  )

  it('does not happen again for want of a right', async () => {
    const Messages = ['Cannot access /api/v3/info', 'Requires: info get *']
    server.on('GET /info', () => ({ status: 403, json: { Type: 'AUTH', Messages, Code: 403 } }))
    const error = await rejection(connect({ key: KEY }).send(INFO))
    expect(error).toBeInstanceOf(ForbiddenError)
    expect(error.message).toContain('Requires: info get *')
    expect(issued).toBe(1)
  })

  it('is not repeated for ever', async () => {
    server.on('GET /info', () => ({ status: 403 }))
    expect(await rejection(connect({ key: KEY }).send(INFO))).toBeInstanceOf(AuthenticationError)
    expect(issued).toBe(2)
  })

  it('says that the password is wrong, without it', async () => {
    const error = await rejection(connect({ key: 'rocketskates:wrong-secret' }).send(INFO))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).toContain('rocketskates')
    expect(error.message).not.toContain('wrong-secret')
  })

  it('says so too when the server explains the refusal', async () => {
    const path = 'GET /users/rocketskates/token'
    server.on(path, () => failure(403, 'Wrong user name or password', { Type: 'AUTH' }))
    expect(await rejection(connect({ key: KEY }).send(INFO))).toBeInstanceOf(AuthenticationError)
  })

  it('says that a token is refused, without it', async () => {
    const error = await rejection(connect({ token: 'stale-secret-token' }).send(INFO))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).not.toContain('stale-secret-token')
    expect(server.calls).toHaveLength(1)
  })

  it('says that nothing was given', async () => {
    expect((await rejection(connect().send(INFO))).message).toContain('RS_KEY')
  })

  it('blanks out secrets that the server repeats', async () => {
    const transport = connect({ key: KEY })
    server.on('GET /info', (call) => failure(400, `bad header ${call.headers.authorization} for pass:word`))
    const error = await rejection(transport.send(INFO))
    expect(error.message).toContain('bad header Bearer *** for ***')
    expect(JSON.stringify(error)).not.toMatch(/token-1|pass:word/)
  })

  it('is not aborted for others by one of them', async () => {
    const transport = connect({ key: KEY })
    const controller = new AbortController()
    const aborted = rejection(transport.send({ ...INFO, signal: controller.signal }))
    const other = transport.send(INFO)
    controller.abort(new Error('enough'))
    expect((await aborted).message).toBe('enough')
    expect(await other).toMatchObject({ status: 200 })
    expect(issued).toBe(1)
  })
})

describe('streams', () => {
  it('downloads larger than any answer may be', async () => {
    const bytes = Buffer.alloc(300_000, 'x')
    server.on('GET /files/big', () => ({ text: bytes }))
    const { body } = await connect({ maxResponseBytes: 10 }).download({ method: 'GET', path: '/files/big' })
    expect(Buffer.concat(await body.toArray()).equals(bytes)).toBe(true)
  })

  it('uploads a stream, and opens it again for another attempt', async () => {
    let opened = 0
    server.on('PUT /files/big', (call) => (call.headers.authorization === undefined ? { json: {} } : 'cut'))
    server.gate = () => (opened === 1 ? failure(503, 'busy') : undefined)
    async function* content() {
      opened += 1
      yield Buffer.from('one ')
      yield Buffer.from('two')
    }
    const answer = await connect().send({ method: 'PUT', path: '/files/big', content })
    expect(answer.attempts).toBe(2)
    expect(opened).toBe(2)
    expect(server.calls[1]?.body.toString()).toBe('one two')
    expect(server.calls[1]?.headers['content-type']).toBe('application/octet-stream')
  })

  it('reports a download that breaks off', async () => {
    server.on('GET /files/big', () => ({
      takeOver: (response, socket) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('half')
        setTimeout(() => socket.destroy(), 20)
      },
    }))
    const { body } = await connect().download({ method: 'GET', path: '/files/big' })
    await expect(body.toArray()).rejects.toThrow()
  })
})

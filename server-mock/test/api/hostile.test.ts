import { request } from 'node:https'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from './raw-exchange.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const AUTH = `Authorization: Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`

describe('hostile callers of the API', () => {
  let server: TestServer
  let port = 0
  beforeAll(async () => {
    server = await startTestServer()
    port = server.server.ports.api
  })
  afterAll(() => server.close())

  /** POSTs bytes as they are. */
  const post = (
    body: Buffer | string,
    headers: Record<string, string> = {},
    path = '/profiles',
    method = 'POST',
  ): Promise<{
    status: number
    Messages: string[]
    Type: string
    Code: number
    Model: string
    Key: string
  }> =>
    new Promise((resolve, reject) => {
      const [name = '', value = ''] = AUTH.split(': ')
      const call = request(
        {
          host: '127.0.0.1',
          port,
          method,
          path: `/api/v3${path}`,
          rejectUnauthorized: false,
          headers: { [name]: value, 'content-type': 'application/json', ...headers },
        },
        (response) => {
          let text = ''
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString()
          })
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, ...(text === '' ? {} : JSON.parse(text)) }),
          )
        },
      )
      call.on('error', reject)
      call.end(body)
    })
  const param = (json: string) => `{"Name":"p-${Math.random().toString(36).slice(2)}","Params":{"x":${json}}}`
  /** One request on a connection of its own. */
  const raw = (head: string, body: string | Buffer = '', options = {}) =>
    exchange(port, [`${head}\r\nHost: server\r\n${AUTH}\r\n\r\n`, body], { answers: 1, ...options })
  const alive = async () => expect((await server.call('GET', '/info')).status).toBe(200)

  describe('send bodies', () => {
    it.each([
      ['a key twice', '{"Name":"a1","Name":"a2"}', /key "Name" twice/],
      ['a key twice, far in', param('{"a":[{"b":1,"b":2}]}'), /key "b" twice/],
      ['a key twice, once escaped', param('{"a":1,"\\u0061":2}'), /key "a" twice/],
      ['a prototype', param('{"__proto__":{"admin":true}}'), /not allowed \(__proto__\)/],
      ['an escaped prototype', param('{"\\u005f_proto__":1}'), /not allowed \(__proto__\)/],
      ['a constructor', param('{"constructor":{"prototype":{}}}'), /not allowed \(constructor\)/],
      ['half of a pair', param('"\\ud800"'), /half of a surrogate pair/],
      ['a number that is too large', param('1e400'), /beyond the range of a double: 1e400/],
      ['a negative number that is too large', param('-1e400'), /beyond the range of a double/],
      ['deep nesting', param(`${'['.repeat(999)}${']'.repeat(999)}`), /deeper than 1000 levels/],
      ['deep nesting without an end', '['.repeat(1_000_000), /deeper than 1000 levels/],
      ['half a text', '{"Name":"a', /no JSON: Unterminated string|no JSON: Unexpected end/],
      ['two values', '{"Name":"aa"}{"Name":"bb"}', /no JSON/],
      ['NaN', param('NaN'), /no JSON/],
      ['a comment', '{/**/"Name":"aa"}', /no JSON/],
      ['a byte order mark', '\ufeff{"Name":"aa"}', /no JSON/],
      ['single quotes', "{'Name':'aa'}", /no JSON/],
      ['only space', '   ', /no JSON/],
      ['a control character', param('"a\nb"'), /no JSON/],
    ])('with %s: 400 that says so', async (_what, body, message) => {
      expect(await post(body)).toMatchObject({
        status: 400,
        Code: 400,
        Type: 'POST',
        Model: '',
        Key: '',
        Messages: [expect.stringMatching(/^The body is not usable: /)],
      })
      expect((await post(body)).Messages[0]).toMatch(message)
    })

    it.each([
      ['a stray byte', Buffer.from([0x7b, 0xff, 0x7d])],
      ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
      ['a surrogate in bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
      ['UTF-16', Buffer.from('{"Name":"aa"}', 'utf16le').subarray(0, 25)],
    ])('that are no UTF-8, %s: 400', async (_what, body) => {
      expect(await post(body)).toMatchObject({
        status: 400,
        Messages: [expect.stringMatching(/not UTF-8|no JSON/)],
      })
    })

    it('in patches and every other call that takes one: 400', async () => {
      const patch = '[{"op":"add","path":"/Description","path":"/Meta","value":1}]'
      expect(await post(patch, {}, '/profiles/global', 'PATCH')).toMatchObject({ status: 400, Type: 'PATCH' })
      expect(await post('{"a":1,"a":2}', {}, '/profiles/global/params')).toMatchObject({ status: 400 })
      expect(await post('{"a":1,"a":2}', {}, '/prefs')).toMatchObject({ status: 400 })
      expect(await post('{"__proto__":1}', {}, '/contents')).toMatchObject({ status: 400 })
      expect(await post('{"__proto__":1}', {}, '/jobs')).toMatchObject({ status: 400 })
    })

    it('that are odd but sound: taken as they are', async () => {
      const kept = async (json: string) => {
        const answer = await post(param(json))
        expect([json.slice(0, 40), answer.status, answer.Messages]).toEqual([
          json.slice(0, 40),
          201,
          undefined,
        ])
        return Object.getOwnPropertyDescriptor(answer, 'Params')?.value.x
      }
      expect(await kept('"\\ud83c\\udf89"')).toBe('🎉')
      expect(await kept('"\\u0000"')).toBe('\0')
      expect(await kept('1e308')).toBe(1e308)
      expect(await kept('-0')).toBe(0)
      // A double holds 15 to 17 digits: more are rounded, as by every other reader of JSON numbers.
      expect(await kept('12345678901234567890')).toBe(12345678901234567000)
      expect(await kept('{"toString":1,"hasOwnProperty":2,"__proto":3,"prototype":4}')).toMatchObject({
        toString: 1,
      })
      let deep = await kept(`${'['.repeat(998)}${']'.repeat(998)}`)
      let levels = 0
      for (; Array.isArray(deep); deep = deep[0]) levels += 1
      expect(levels).toBe(998)
    })

    it('of 33 MB: 413, whether they say so or not', async () => {
      const large = Buffer.alloc(33 * 1024 * 1024, 0x20)
      const error = {
        status: 413,
        Code: 413,
        Type: 'POST',
        Messages: ['The body is larger than 33554432 bytes'],
      }
      expect(await post(large, { 'content-length': String(large.length) })).toMatchObject(error)
      expect(await post(large, { 'transfer-encoding': 'chunked' })).toMatchObject(error)
      const promised = await raw(
        'POST /api/v3/profiles HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 99999999999',
      )
      expect(promised.statuses).toEqual([413])
      await alive()
    })

    it('of other types: 400, or 415 for what is no type or is packed', async () => {
      const type = async (header: string) =>
        (await post('{"Name":"typed"}', { 'content-type': header })).status
      expect(await type('text/plain')).toBe(400)
      expect(await type('application/jsonx')).toBe(400)
      expect(await type('application/xml')).toBe(400)
      expect(await type('multipart/form-data; boundary=x')).toBe(400)
      expect(await type('application/octet-stream')).toBe(400)
      expect(await type('application/json; charset=utf-8')).toBe(201)
      expect((await post('x', { 'content-type': 'text/plain' })).Messages).toEqual([
        'Want content-type application/json, not text/plain',
      ])
      for (const coding of ['gzip', 'br', 'gzip, gzip']) {
        expect(await post('{}', { 'content-encoding': coding })).toMatchObject({ status: 415 })
      }
      expect(await type('nonsense')).toBeGreaterThanOrEqual(400)
    })

    it('without credentials: refused before they are read', async () => {
      const started = await exchange(
        port,
        'POST /api/v3/profiles HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n\r\n{',
        { answers: 1 },
      )
      expect(started.statuses).toEqual([401])
      const nowhere = await exchange(
        port,
        'POST /api/v3/nowhere HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n\r\n{',
        { answers: 1 },
      )
      expect(nowhere.statuses).toEqual([404])
      const wrongMethod = await raw(
        'POST /api/v3/info HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 30000000',
        '{',
      )
      expect(wrongMethod.statuses).toEqual([405])
    })
  })

  describe('bend HTTP', () => {
    it.each([
      ['a flood of headers', `GET /api/v3/info HTTP/1.1\r\n${'X-Flood: y\r\n'.repeat(5000)}X: y`, 431],
      ['one long header', `GET /api/v3/info HTTP/1.1\r\nX: ${'y'.repeat(100_000)}`, 431],
      ['a very long path', `GET /api/v3/${'x'.repeat(100_000)} HTTP/1.1`, 431],
      ['a long path', `GET /api/v3/machines/${'x'.repeat(5000)} HTTP/1.1`, 414],
      ['a percent sign alone', 'GET /api/v3/machines/% HTTP/1.1', 400],
      ['a broken escape', 'GET /api/v3/machines/%zz HTTP/1.1', 400],
      ['an escape that is no UTF-8', 'GET /api/v3/machines/%ff HTTP/1.1', 400],
      ['an overlong escape', 'GET /api/v3/machines/%c0%ae HTTP/1.1', 400],
      ['a zero byte', 'GET /api/v3/machines/%00 HTTP/1.1', 404],
      ['a way up', 'GET /api/v3/files/%2e%2e/%2e%2e/etc/passwd HTTP/1.1', 404],
      ['a way up, escaped twice', 'GET /api/v3/files/%252e%252e/passwd HTTP/1.1', 404],
      ['a way up in a query', 'GET /api/v3/files?path=../.. HTTP/1.1', 404],
      ['a way up in a key', 'GET /api/v3/profiles/..%2f..%2fusers%2frocketskates HTTP/1.1', 404],
      ['two slashes', 'GET //api/v3/info HTTP/1.1', 404],
      ['a name of every object', 'GET /api/v3/machines/__proto__ HTTP/1.1', 404],
      ['an index of every object', 'GET /api/v3/machines/constructor:x HTTP/1.1', 404],
      ['a prefix of every object', 'GET /api/v3/__proto__ HTTP/1.1', 404],
      ['an unknown method', 'BREW /api/v3/info HTTP/1.1', 400],
      ['TRACE', 'TRACE /api/v3/info HTTP/1.1', 404],
      ['another version', 'GET /api/v3/info HTTP/3.1', 400],
      ['HTTP/2 without TLS', 'PRI * HTTP/2.0', 400],
      ['a header without a colon', 'GET /api/v3/info HTTP/1.1\r\nnonsense', 400],
      ['a space before the colon', 'GET /api/v3/info HTTP/1.1\r\nX : y', 400],
      ['a folded header', 'GET /api/v3/info HTTP/1.1\r\nX: y\r\n z', 400],
      ['a zero byte in a header', 'GET /api/v3/info HTTP/1.1\r\nX: \0', 400],
      ['bare line feeds', 'GET /api/v3/info HTTP/1.1\nX: y', 400],
      ['an expectation nobody knows', 'GET /api/v3/info HTTP/1.1\r\nExpect: miracles', 417],
      ['an upgrade to HTTP/2', 'GET /api/v3/info HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c', 404],
    ])('with %s', async (_what, head, status) => {
      const answer = await raw(head)
      expect(answer.statuses).toEqual([status])
      if (status !== 417 && !head.includes('Upgrade')) {
        expect(answer.text).toContain('application/json')
        expect(answer.text).toContain(`"Code":${status}`)
      }
      expect(answer.text).not.toMatch(/root:|\\n\s+at |\.ts:\d/)
    })

    it.each([
      ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
      ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 5'],
      ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
      ['a list of lengths', 'Content-Length: 5, 6'],
      ['a signed length', 'Content-Length: +5'],
      ['a hexadecimal length', 'Content-Length: 0x5'],
      ['a negative length', 'Content-Length: -5'],
      ['chunks that are not last', 'Transfer-Encoding: chunked, identity'],
      ['an unknown coding', 'Transfer-Encoding: xchunked'],
      ['a hidden coding', 'Transfer-Encoding:\x0bchunked'],
      ['a coding named twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'],
    ])('to hide a second request behind %s', async (_what, headers) => {
      const hidden = `GET /api/v3/machines?hidden HTTP/1.1\r\nHost: x\r\n${AUTH}\r\n\r\n`
      const answer = await exchange(
        port,
        `POST /api/v3/profiles HTTP/1.1\r\nHost: x\r\n${AUTH}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n0\r\n\r\n${hidden}`,
        { wait: 1500 },
      )
      expect(answer.statuses.filter((status) => status !== 400)).toEqual([])
      expect(answer.closed).toBe(true)
    })

    it('by garbage behind a good request: that one is answered, the rest refused, the connection closed', async () => {
      const good = `GET /api/v3/info HTTP/1.1\r\nHost: x\r\n${AUTH}\r\n\r\n`
      const answer = await exchange(port, `${good}${good}\x16\x03 garbage\r\n\r\n${good}`, { wait: 3000 })
      expect(answer.closed).toBe(true)
      expect(answer.statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(2)
      expect(answer.statuses.filter((status) => status !== 200 && status !== 400)).toEqual([])
      // No answer is cut into by another.
      for (const part of answer.text.split(/(?=HTTP\/1\.1 )/)) {
        const length = Number(/content-length: (\d+)/i.exec(part)?.[1] ?? 0)
        expect(part.slice(part.indexOf('\r\n\r\n') + 4).length).toBe(length)
      }
    })

    it('by pipelining: each request has its answer, in order', async () => {
      const requests = ['/info', '/nowhere', '/prefs', '/machines/x'].map(
        (path) => `GET /api/v3${path} HTTP/1.1\r\nHost: x\r\n${AUTH}\r\n\r\n`,
      )
      expect((await exchange(port, requests.join(''), { answers: 4 })).statuses).toEqual([200, 404, 200, 404])
    })

    it('waits for a body that was announced before it is sent', async () => {
      const body = '{"Name":"expected"}'
      const head = `POST /api/v3/profiles HTTP/1.1\r\nHost: x\r\n${AUTH}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`
      expect((await exchange(port, [head, body], { answers: 2 })).statuses).toEqual([100, 201])
    })

    it('with URLs of other forms', async () => {
      expect((await raw('GET https://other.example/api/v3/info HTTP/1.1')).statuses[0]).toBeLessThan(500)
      expect((await raw('OPTIONS * HTTP/1.1')).statuses[0]).toBeLessThan(500)
      expect((await raw('GET /api/v3/info?a=%zz&b=%ff&__proto__=1&=&&& HTTP/1.1')).statuses).toEqual([200])
      expect((await raw('GET /api/v3/info#x HTTP/1.1')).statuses[0]).toBeLessThan(500)
      expect((await raw('CONNECT server:443 HTTP/1.1')).closed).toBe(true)
      expect(
        (await exchange(port, 'GET /api/v3/info\r\n\r\n')).statuses.filter((status) => status < 400),
      ).toEqual([])
      expect(
        (await exchange(port, `GET /api/v3/info HTTP/1.1\r\n${AUTH}\r\n\r\n`, { answers: 1 })).statuses,
      ).toEqual([400])
    })

    it('without TLS: closed without a word', async () => {
      const plain = await exchange(port, `GET /api/v3/info HTTP/1.1\r\nHost: x\r\n${AUTH}\r\n\r\n`, {
        tls: false,
      })
      expect(plain).toMatchObject({ closed: true, statuses: [] })
      await alive()
    })

    it('by upgrades of what is none', async () => {
      const upgrade =
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13'
      for (const path of [
        '//[',
        '/api/v3/ws',
        '/api/v3/ws?token=%',
        'http://[',
        '/',
        '//',
        '/api/v3/machines',
        '\\',
      ]) {
        const answer = await raw(`GET ${path} HTTP/1.1\r\n${upgrade}`)
        expect([path, answer.statuses.filter((status) => status < 400 || status >= 500)]).toEqual([path, []])
        await alive()
      }
    })

    it('by anything at all: the server stays', { timeout: 60_000 }, async () => {
      const piece = fc.constantFrom(
        ...[
          'GET ',
          'POST ',
          '/api/v3/',
          'info',
          ' HTTP/1.1',
          '\r\n',
          '\n',
          ': ',
          'Host',
          'Content-Length',
          'Transfer-Encoding',
        ],
        ...[
          'chunked',
          '5',
          '\r\n\r\n',
          '\0',
          '\xff',
          AUTH,
          '0\r\n',
          'Expect: 100-continue',
          'Upgrade: websocket',
          'Connection: Upgrade',
          '%',
        ],
      )
      const bytes = fc.oneof(
        fc.array(piece, { maxLength: 20 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1')),
        fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      )
      await fc.assert(
        fc.asyncProperty(bytes, async (sent) => {
          const answer = await exchange(port, sent, { wait: 30 })
          expect(answer.statuses.filter((status) => status >= 500)).toEqual([])
        }),
        { numRuns: 150 },
      )
      await alive()
    })
  })
})

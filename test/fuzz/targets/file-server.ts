import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { startTestServer, type TestServer } from '../../../server-mock/test/api/test-server.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const HOST = '127.0.0.1'
const FILE = Buffer.from(Uint8Array.from({ length: 5000 }, (_, at) => (at * 31 + (at >> 5)) & 255))
/** Inputs after which an honest client asks and the metrics are looked at. */
const HONEST = 100

/** A whole server, and somebody who sends its file server anything. */
class Bench {
  readonly #site: TestServer
  #given = 0
  /** Connections that were answered with a refusal. */
  #refused = 0

  private constructor(site: TestServer) {
    this.#site = site
  }

  static async start(): Promise<Bench> {
    const site = await startTestServer({ metricsPort: 0 })
    const folder = join(site.folder, 'tftpboot')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'boot.img'), FILE)
    return new Bench(site)
  }

  /** The first line of what came back; empty when nothing did. */
  async give(bytes: Uint8Array): Promise<string> {
    const number = ++this.#given
    const answer = await talk(this.#site.server.ports.static ?? 0, bytes)
    const line = answer.subarray(0, Math.max(0, answer.indexOf('\r\n'))).toString('latin1')
    if (answer.length > 0 && !/^HTTP\/1\.1 \d{3} /.test(line)) throw new Error(`the server answers ${line}`)
    if (/^HTTP\/1\.1 5/.test(line)) throw new Error(`the server failed: ${answer.subarray(0, 300)}`)
    if (/^HTTP\/1\.1 4/.test(line)) this.#refused++
    if (number % HONEST === 0) await this.#honest()
    return line
  }

  async #honest(): Promise<void> {
    const { ports } = this.#site.server
    const answer = await fetch(`http://${HOST}:${ports.static}/boot.img`, {
      headers: { Range: 'bytes=1000-1999' },
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (answer.status !== 206 || !bytes.equals(FILE.subarray(1000, 2000)))
      throw new Error('an honest client got other bytes')
    const metrics = await (await fetch(`http://${HOST}:${ports.metrics}/metrics`)).text()
    let counted = 0
    for (const [, count] of metrics.matchAll(/^metalwright_http_refused_total\{[^}]*\} (\d+)$/gm))
      counted += Number(count)
    // Several requests of one connection may be refused.
    if (counted < this.#refused) throw new Error(`${this.#refused} were refused, ${counted} are counted`)
  }

  async stop(): Promise<void> {
    await this.#site.close()
  }
}

/** Sends bytes and half closes; gives all that comes back until the server closes too. */
function talk(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ port, host: HOST, allowHalfOpen: true }, () => socket.end(bytes))
    socket.on('data', (chunk) => chunks.push(chunk))
    // What it refuses it may cut off while bytes are on their way.
    socket.on('error', () => {})
    socket.on('close', () => resolve(Buffer.concat(chunks)))
    socket.on('end', () => socket.destroySoon())
  })
}

const line = fc
  .tuple(
    fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'get', 'CONNECT', 'PRI', ''),
    fc.constantFrom(
      '/boot.img',
      '/',
      '//',
      '/../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/%zz',
      '/a%00b',
      '*',
      'http://x/boot.img',
      '/files/',
      `/${'a'.repeat(3000)}`,
    ),
    fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP/1.1 x', ''),
  )
  .map((words) => words.join(' '))
const header = fc.constantFrom(
  ...[
    'Host: x',
    'Connection: close',
    'Connection: upgrade',
    'Upgrade: websocket',
    'Expect: 100-continue',
    'Content-Length: 5',
    'Content-Length: 99999999999999999999',
    'Content-Length: -1',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
    'Range: bytes=0-9',
    'Range: bytes=9-',
    'Range: bytes=-0',
    'Range: bytes=99999-',
    'If-Range: "x"',
    'If-None-Match: *',
  ],
  ...[
    'If-Match: "x"',
    'Accept-Encoding: gzip',
    ' folded: yes',
    'no colon',
    'X: \0',
    `X: ${'y'.repeat(9000)}`,
  ],
)

/**
 * Bytes to the file server of a whole server over loopback: refused or answered, counted, and no fault of the server;
 * honest clients in between get their part of a file.
 */
export const fileServer: FuzzTarget = fileServerTarget()

function fileServerTarget(): FuzzTarget {
  let bench: Promise<Bench> | undefined
  return {
    name: 'file-server',
    pieces: [
      '\r\n',
      '\r\n\r\n',
      'GET /boot.img HTTP/1.1\r\nHost: x\r\n\r\n',
      ': ',
      '\0',
      '0\r\n\r\n',
      'ffffffffffffffff\r\n',
      ' ',
    ],
    inputs: fc
      .tuple(
        line,
        fc.array(header, { maxLength: 6 }),
        fc.constantFrom('', 'hello', '5\r\nhello\r\n0\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'),
      )
      .map(([first, headers, body]) =>
        Buffer.from(`${first}\r\n${headers.map((one) => `${one}\r\n`).join('')}\r\n${body}`),
      ),
    run: async (input) => {
      bench ??= Bench.start()
      return (await (await bench).give(input)) || 'nothing'
    },
    close: async () => {
      await (await bench)?.stop()
      bench = undefined
    },
  }
}

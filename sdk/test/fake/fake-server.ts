import { readFileSync } from 'node:fs'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { JsonValue } from '../../src/models/json.ts'

/** Certificate for `localhost` and 127.0.0.1, its own authority; its key is public and of no use elsewhere. */
export const CERTIFICATE = readFileSync(new URL('../fixtures/server-cert.pem', import.meta.url), 'utf8')
const KEY = readFileSync(new URL('../fixtures/server-key.pem', import.meta.url), 'utf8')

/** A request as it arrived. */
export interface Call {
  readonly method: string
  /** Path below `/api/v3`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  json(): JsonValue
}

/** An answer with a status, 200 by default. */
interface Answer {
  readonly status?: number
  readonly json?: JsonValue
  readonly text?: string | Buffer
  readonly headers?: Record<string, string>
}

/** What to answer; or cut the connection, or let the test do it. */
export type Reply = Answer | 'cut' | { readonly takeOver: (response: ServerResponse, socket: Socket) => void }

type Handler = (call: Call) => Reply | Promise<Reply>

/** A small HTTP server on loopback that answers what a test tells it to, and remembers what it was asked. */
export class FakeServer {
  readonly calls: Call[] = []
  /** Runs before the routes; an answer of it wins. */
  gate: (call: Call) => Reply | undefined = () => undefined
  readonly server: http.Server | https.Server
  readonly #secure: boolean
  readonly #routes = new Map<string, Handler>()
  readonly #sockets = new Set<Socket>()

  constructor(options: { readonly tls?: boolean } = {}) {
    this.#secure = options.tls ?? false
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      void this.#answer(request, response)
    }
    this.server = this.#secure
      ? https.createServer({ cert: CERTIFICATE, key: KEY }, listener)
      : http.createServer(listener)
    this.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => {})
    })
    this.server.on('tlsClientError', () => {})
  }

  static async start(options: { readonly tls?: boolean; readonly host?: string } = {}): Promise<FakeServer> {
    const server = new FakeServer(options)
    await server.listen(0, options.host)
    return server
  }

  listen(port = 0, host = '127.0.0.1'): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, host, resolve)
    })
  }

  get address(): AddressInfo {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('not listening')
    return address
  }

  get url(): string {
    return `${this.#secure ? 'https' : 'http'}://${this.address.address}:${this.address.port}`
  }

  /** Answers a method and path below `/api/v3`; a path ending in `*` takes all that begin so. */
  on(route: string, handler: Handler): this {
    this.#routes.set(route, handler)
    return this
  }

  /** Calls so far of a method and path. */
  count(route: string): number {
    return this.calls.filter((call) => `${call.method} ${call.path}` === route).length
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    this.cut()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk))
    } catch {
      return
    }
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', 'http://fake')
    const call: Call = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/api\/v3/, ''),
      query: url.searchParams,
      headers: request.headers,
      body,
      json: () => JSON.parse(body.toString('utf8')),
    }
    this.calls.push(call)
    const reply = this.gate(call) ?? (await this.#route(call))
    if (reply === 'cut') request.socket.destroy()
    else if ('takeOver' in reply) reply.takeOver(response, request.socket)
    else send(response, call, reply)
  }

  #route(call: Call): Reply | Promise<Reply> {
    const exact = this.#routes.get(`${call.method} ${call.path}`)
    if (exact !== undefined) return exact(call)
    for (const [route, handler] of this.#routes) {
      if (route.endsWith('*') && `${call.method} ${call.path}`.startsWith(route.slice(0, -1)))
        return handler(call)
    }
    return failure(404, 'No route', { Type: call.method, Key: call.path })
  }
}

/** An error of the API. */
export function failure(status: number, message: string, more: Record<string, string> = {}): Reply {
  return { status, json: { Model: '', Key: '', Type: 'GET', Messages: [message], Code: status, ...more } }
}

function send(response: ServerResponse, call: Call, reply: Answer): void {
  const isJson = reply.json !== undefined
  const text = isJson ? JSON.stringify(reply.json) : (reply.text ?? '')
  response.writeHead(reply.status ?? 200, {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...reply.headers,
  })
  response.end(call.method === 'HEAD' ? undefined : text)
}

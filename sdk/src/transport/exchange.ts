import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { Agent, type buildConnector } from 'undici'
import { decoded } from './body.ts'
import { connectOnce, createConnector } from './connector.ts'
import type { Endpoint } from './endpoint.ts'
import type { Request } from './request.ts'
import type { Settings } from './settings.ts'

/** What came back of one attempt; the body must be read or destroyed. */
export interface Response {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: Readable
}

/** What goes with one attempt at a request. */
export interface Attempt {
  readonly requestId: string
  readonly authorization: string | undefined
  readonly signal: AbortSignal
}

/**
 * Puts requests on the wire, one attempt each. Watches have connections of their own, so that waiting calls never
 * keep others from being sent.
 */
export class Exchange {
  readonly #endpoint: Endpoint
  readonly #settings: Settings
  #dialler: buildConnector.connector | undefined
  #calls: Agent | undefined
  #watches: Agent | undefined

  constructor(endpoint: Endpoint, settings: Settings) {
    this.#endpoint = endpoint
    this.#settings = settings
  }

  /** Path and query of a request on the server. */
  target(request: Request): string {
    const query = new URLSearchParams()
    for (const [name, value] of request.query ?? []) query.append(name, value)
    const text = query.toString()
    return `${this.#endpoint.base}${request.path}${text === '' ? '' : `?${text}`}`
  }

  /** Milliseconds an attempt may take, or go without progress when it is a stream. */
  patience(request: Request): number {
    return (this.#settings.requestTimeoutMs ?? 30_000) + (request.holdMs ?? 0)
  }

  /** Sends a request and waits for the headers of the answer. Rejects with what the connection threw. */
  async send(request: Request, attempt: Attempt): Promise<Response> {
    const patience = this.patience(request)
    const response = await this.#agent(request.holdMs !== undefined).request({
      origin: this.#endpoint.origin,
      path: this.target(request),
      method: request.method,
      headers: headersOf(request, attempt),
      body: bodyOf(request),
      signal: attempt.signal,
      headersTimeout: patience,
      bodyTimeout: patience,
    })
    const headers = new Map<string, string>()
    for (const [name, value] of Object.entries(response.headers)) {
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    }
    return {
      status: response.statusCode,
      headers,
      body: decoded(response.body, headers.get('content-encoding')),
    }
  }

  /** Opens a checked connection for another protocol. */
  connect(): Promise<Socket> {
    return connectOnce(this.#connector(), this.#endpoint)
  }

  /** Closes all connections at once. */
  async close(): Promise<void> {
    await Promise.all([this.#calls?.destroy(), this.#watches?.destroy()])
  }

  #agent(holds: boolean): Agent {
    if (holds) {
      this.#watches ??= new Agent({ connect: this.#connector() })
      return this.#watches
    }
    const connections = this.#settings.maxConnections ?? 10
    this.#calls ??= new Agent({ connect: this.#connector(), connections })
    return this.#calls
  }

  #connector(): buildConnector.connector {
    this.#dialler ??= createConnector(this.#endpoint, this.#settings)
    return this.#dialler
  }
}

function headersOf(request: Request, attempt: Attempt): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/octet-stream;q=0.9',
    'accept-encoding': 'gzip',
    'x-log-token': attempt.requestId,
    ...request.headers,
  }
  if (attempt.authorization !== undefined) headers['authorization'] = attempt.authorization
  if (request.json !== undefined) headers['content-type'] = 'application/json'
  if (request.content !== undefined) headers['content-type'] = 'application/octet-stream'
  return headers
}

function bodyOf(request: Request): string | Uint8Array | Readable | null {
  if (request.json !== undefined) return JSON.stringify(request.json)
  if (request.content === undefined) return null
  return typeof request.content === 'function' ? Readable.from(request.content()) : request.content
}

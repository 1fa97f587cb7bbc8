import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { DecodeError, decode, ErrorBody, Event, type JsonValue, LogLine } from '@metalwright/sdk/models'
import type { PluginHost } from './provider.ts'

/** Where the socket leads to. */
export interface HostSocketOptions {
  readonly path: string
  readonly host: Pick<PluginHost, 'publish' | 'log'>
  /** Told why the plugin is about to end. */
  readonly onLeaving: (reasons: readonly string[]) => void
  /** Bytes of one call. */
  readonly maxBytes: number
}

/** The server's end of a plugin: what the plugin may call over its second unix socket. */
export class HostSocket {
  readonly #options: HostSocketOptions
  readonly #server: Server

  private constructor(options: HostSocketOptions) {
    this.#options = options
    this.#server = createServer({ requestTimeout: 30_000 }, (request, response) => {
      this.#answer(request, response).catch((error: unknown) => refuse(response, error))
    })
  }

  /** Listens on a new unix socket. */
  static async listen(options: HostSocketOptions): Promise<HostSocket> {
    const socket = new HostSocket(options)
    await new Promise<void>((resolve, reject) => {
      socket.#server.once('error', reject)
      socket.#server.listen(options.path, resolve)
    })
    return socket
  }

  /** Stops listening and cuts every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0]
    const { host, onLeaving } = this.#options
    switch (request.method === 'POST' ? path : '') {
      case '/api-server-plugin/v3/publish':
        host.publish(decode(Event, await this.#json(request)))
        break
      case '/api-server-plugin/v3/log':
        host.log(decode(LogLine, await this.#json(request)))
        break
      case '/api-server-plugin/v3/leaving':
        onLeaving(decode(ErrorBody, await this.#json(request)).Messages)
        break
      default:
        throw new Refusal(404, 'No route')
    }
    response.writeHead(204).end()
  }

  async #json(request: IncomingMessage): Promise<JsonValue> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > this.#options.maxBytes) {
        throw new Refusal(413, `A call may have ${this.#options.maxBytes} bytes at most`)
      }
      chunks.push(bytes)
    }
    const text = Buffer.concat(chunks).toString('utf8')
    try {
      return JSON.parse(text === '' ? 'null' : text)
    } catch (error) {
      throw new Refusal(400, 'The body is no JSON', error)
    }
  }
}

/** A call of the plugin that is not answered with success. */
class Refusal extends Error {
  readonly code = 'refused'
  readonly status: number

  constructor(status: number, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'Refusal'
    this.status = status
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const status = error instanceof Refusal ? error.status : error instanceof DecodeError ? 400 : 500
  const message = error instanceof Error ? error.message : String(error)
  const body = { Model: '', Key: '', Type: 'POST', Messages: [message], Code: status }
  // What is left of a body that is too large is not read.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify(body))
}

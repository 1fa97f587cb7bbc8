import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { drpProvider } from '../src/provider.ts'
import { openApi } from '../src/sdk/api.ts'
import { explainSdkError } from '../src/sdk/explain.ts'
import { ProtocolSession } from './plugin/protocol-session.ts'

/** What a server answers to one call: JSON with status 200, or what a function makes of the body that was sent. */
type Answer = object | string | number | boolean | null | ((body: unknown, query: URLSearchParams) => Reply)

/** An answer that is not simply JSON with status 200. */
export interface Reply {
  readonly status?: number
  readonly json?: unknown
  readonly text?: string
}

/** A server with set answers, and the provider talking to it through its protocol. */
export class CannedServer {
  readonly session: ProtocolSession
  /** Calls so far, such as `GET /machines`. */
  readonly calls: readonly string[]
  readonly #server: Server

  private constructor(session: ProtocolSession, calls: readonly string[], server: Server) {
    this.session = session
    this.calls = calls
    this.#server = server
  }

  /**
   * @param answers by method and path below `/api/v3`, such as `GET /info`; what is missing is no such object. Paths
   *   that begin with `file:` are on the file port.
   */
  static async start(answers: Readonly<Record<string, Answer>>, key = 'robot:word'): Promise<CannedServer> {
    const calls: string[] = []
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const isApi = url.pathname.startsWith('/api/v3/')
      const path = decodeURIComponent(url.pathname.slice(isApi ? '/api/v3'.length : 1))
      const call = `${request.method} ${isApi ? path : `file:${path}`}`
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        if (!/^GET \/users\/robot\/token$/.test(call) || url.searchParams.get('ttl') !== '3600')
          calls.push(call)
        const { status = 200, json, text } = replyTo(call, body, url.searchParams)
        response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/plain' })
        response.end(text ?? JSON.stringify(json ?? null))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const port = portOf(server)

    function replyTo(call: string, body: string, query: URLSearchParams): Reply {
      const answer = Object.hasOwn(answers, call) ? answers[call] : undefined
      if (typeof answer === 'function') return answer(body === '' ? null : JSON.parse(body), query)
      if (answer !== undefined) return { json: answer }
      if (call === 'GET /info') return { json: { features: ['embedded-pool'], file_port: port } }
      if (call === 'GET /users/robot/token') return { json: { Token: 'login', Info: {} } }
      const [method = '', path = ''] = call.split(' ')
      const json = {
        Type: method,
        Model: path.split('/')[1] ?? '',
        Key: 'x',
        Messages: ['Not Found'],
        Code: 404,
      }
      return { status: 404, json }
    }

    const provider = drpProvider({
      version: '0.0.0-test',
      env: { RS_ENDPOINT: `http://127.0.0.1:${port}`, RS_KEY: key },
      pace: {
        sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
        newKey: () => 'key-1',
        beatMs: 1_000,
        deadAfterMs: 4_000,
      },
      connect: (settings) => openApi({ ...settings, maxRetries: 0 }),
      explain: async (error) => explainSdkError(error),
    })
    return new CannedServer(await ProtocolSession.open(provider), calls, server)
  }

  close(): void {
    this.session.close()
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server is not on a port')
  return address.port
}

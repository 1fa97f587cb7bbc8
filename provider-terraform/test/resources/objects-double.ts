import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@metalwright/sdk'
import type { JsonObject } from '@metalwright/sdk/models'
import { applyPatch } from '@metalwright/sdk/patch'
import type { Connection } from '../../src/connection.ts'
import { SdkObjects } from '../../src/sdk/objects.ts'

/** A kind of objects that the double has. */
export interface DoubleKind {
  /** Field that holds the key. */
  readonly key: string
  /** What the server makes of a new object. */
  readonly onCreate?: (object: JsonObject) => void
}

/** Objects of some kinds behind an API like that of DRP: for kinds and faults that the real server does not have. */
export class ObjectsDouble {
  readonly objects = new Map<string, Map<string, JsonObject>>()
  /** Calls so far, such as `POST /work_orders`. */
  readonly calls: string[] = []
  /** How many of the next creates are carried out, but their answers lost. */
  lostAnswers = 0
  readonly connection: Connection
  readonly #kinds: Readonly<Record<string, DoubleKind>>
  readonly #server: Server
  readonly #client: Client

  private constructor(kinds: Readonly<Record<string, DoubleKind>>, server: Server, endpoint: string) {
    this.#kinds = kinds
    this.#server = server
    this.#client = new Client({ endpoint, token: 'robot', maxRetryWaitMs: 20 })
    const remote = new SdkObjects(this.#client)
    const unused = () => Promise.reject(new Error('not part of the double'))
    this.connection = {
      endpoint,
      defaultPool: 'default',
      defaultMeta: {},
      claimOwner: null,
      importAdopt: true,
      preflight: false,
      pollMs: 5,
      pace: {
        sleep: (milliseconds, signal) => sleep(Math.min(milliseconds, 5), undefined, { signal }),
        newKey: () => 'run-1',
        beatMs: 1_000,
        deadAfterMs: 4_000,
      },
      objects: async () => remote,
      claims: unused,
      system: unused,
      recovery: unused,
      requirePools: async () => {},
    }
  }

  static async start(kinds: Readonly<Record<string, DoubleKind>>): Promise<ObjectsDouble> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const double = new ObjectsDouble(kinds, server, `http://127.0.0.1:${port}`)
    server.on('request', (request, response) => void double.#answer(request, response))
    return double
  }

  /** The objects of a kind by key. */
  of(prefix: string): Map<string, JsonObject> {
    const found = this.objects.get(prefix) ?? new Map<string, JsonObject>()
    this.objects.set(prefix, found)
    return found
  }

  async close(): Promise<void> {
    await this.#client.close()
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const [, , , prefix = '', ...rest] = pathname.split('/').map(decodeURIComponent)
    const method = request.method ?? ''
    this.calls.push(`${method} ${[prefix, ...rest].join('/')}`)
    const reply = (status: number, json: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(json))
    }
    const refuse = (status: number, Type: string, Messages: string[], Model = prefix) =>
      reply(status, { Type, Model, Key: rest.join('/'), Messages, Code: status })
    if (prefix === 'info') return reply(200, { version: 'v4.0.0', features: [] })
    const kind = this.#kinds[prefix]
    if (kind === undefined) return refuse(404, method, ['No route'], '')
    const objects = this.of(prefix)
    const key = rest.join('/')
    if (method === 'POST') {
      const object: JsonObject = JSON.parse(text)
      const own = String(object[kind.key] ?? '')
      if (objects.has(own)) return refuse(409, 'CREATE', ['already exists'])
      kind.onCreate?.(object)
      objects.set(own, object)
      if (this.lostAnswers === 0) return reply(201, object)
      this.lostAnswers -= 1
      response.destroy()
      return undefined
    }
    if (key === '') return reply(200, [...objects.values()])
    const found = objects.get(key)
    if (found === undefined) return refuse(404, method, ['Not Found'])
    if (method === 'DELETE') objects.delete(key)
    if (method !== 'PATCH') return reply(200, found)
    const patched: JsonObject = Object(applyPatch(found, JSON.parse(text)))
    objects.set(key, patched)
    return reply(200, patched)
  }
}

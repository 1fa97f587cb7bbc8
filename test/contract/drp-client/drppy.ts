import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ErrorBody, type JsonObject, type JsonValue } from '@metalwright/sdk/models'
import { z } from 'zod'
import { installedDrppy } from '../../tools/install-drppy.ts'

/** What an order to the driver is answered with; see driver.py. */
const Reply = z.object({
  id: z.number(),
  status: z.number().default(0),
  headers: z.record(z.string(), z.string()).default({}),
  value: z.json().default(null),
  decoded: z.string().nullish(),
  mismatches: z.array(z.string()).default([]),
  unknown: z.array(z.string()).default([]),
  refused: z.string().optional(),
  raised: z.string().optional(),
})
type Reply = z.infer<typeof Reply>

/** What a call of the foreign client may carry. */
export interface DrppyArguments {
  /** Values of the path's parameters. */
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, JsonValue>>
  readonly body?: JsonValue
  /** Class of the client that the body is made an instance of, which then writes it. */
  readonly model?: string
}

/** A refusal as the foreign client hands it to its caller. */
export interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** DRP's error body; undefined when there was none. */
  readonly error: ErrorBody | undefined
}

/** Fields that every stored object has here; DRP leaves them out of some kinds. */
const COMMON = ['Available', 'Bundle', 'Description', 'Endpoint', 'Errors', 'ReadOnly', 'Validated']
/** Fields that we send and the foreign client does not know: extensions of ours, which it passes over. */
const EXTENSIONS = new Set([
  ...['CatalogItem', 'Job', 'Lease', 'PluginProvider'].flatMap((model) =>
    COMMON.map((field) => `${model}.${field}`),
  ),
  'Event.Revision',
])

/** The Python client of DRP's API in a process of its own, driven by orders. */
export class Drppy {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  readonly #ended: Promise<void>
  #last = 0
  #said = ''

  /** @throws Error when the client is not installed */
  constructor() {
    const python = installedDrppy()
    if (python === undefined) throw new Error('run `node test/tools/install-drppy.ts` first')
    this.#process = spawn(python, ['-B', join(import.meta.dirname, 'driver.py')])
    this.#process.stderr.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString('utf8')).slice(-4000)
    })
    this.#ended = new Promise((resolve) => this.#process.once('close', () => resolve()))
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const reply = Reply.parse(JSON.parse(line))
      this.#waiting.get(reply.id)?.(reply)
      this.#waiting.delete(reply.id)
    })
  }

  /** A user's view of a server; `login` is `{ key: 'user:password' }` or `{ token }`. */
  async session(
    endpoint: string,
    login: { readonly key: string } | { readonly token: string },
  ): Promise<DrppySession> {
    const session = `session ${this.#last}`
    await this.order({ op: 'open', session, endpoint, ...login })
    return new DrppySession((order) => this.order({ ...order, session }))
  }

  /** Sends one order and waits for its answer. */
  order(order: JsonObject): Promise<Reply> {
    this.#last += 1
    const id = this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve)
      void this.#ended.then(() => reject(new Error(`the driver ended: ${this.#said}`)))
      this.#process.stdin.write(`${JSON.stringify({ ...order, id })}\n`)
    })
  }

  async close(): Promise<void> {
    this.#process.stdin.end()
    await this.#ended
  }
}

/** Calls of the foreign client as one user. Whatever does not decode to what its classes declare fails a test. */
export class DrppySession {
  readonly #order: (order: JsonObject) => Promise<Reply>

  constructor(order: (order: JsonObject) => Promise<Reply>) {
    this.#order = order
  }

  /** A generated operation such as `GET /machines/{uuid}`; the decoded answer with the field names of the wire. */
  async call(operation: string, given: DrppyArguments = {}): Promise<JsonValue> {
    return succeeded(operation, await this.#order({ op: 'call', operation, ...given })).value
  }

  /** A generated operation that answers one object. */
  async object(operation: string, given: DrppyArguments = {}): Promise<JsonObject> {
    return z.record(z.string(), z.json()).parse(await this.call(operation, given))
  }

  /** A generated operation that answers a list. */
  async list(operation: string, given: DrppyArguments = {}): Promise<JsonObject[]> {
    return z.array(z.record(z.string(), z.json())).parse(await this.call(operation, given))
  }

  /** Status and headers of a call that succeeds. */
  async exchange(operation: string, given: DrppyArguments = {}): Promise<Reply> {
    return succeeded(operation, await this.#order({ op: 'call', operation, ...given }))
  }

  /** A call that the server refuses. */
  async refused(operation: string, given: DrppyArguments = {}): Promise<Refusal> {
    return refusal(operation, await this.#order({ op: 'call', operation, ...given }))
  }

  /** The client's transport with a path and body of one's own, where its generated call is not usable. */
  async raw(order: RawOrder): Promise<Reply> {
    return succeeded(`${order.method} ${order.path}`, await this.#order({ op: 'raw', ...order }))
  }

  /** The same for a call that the server refuses. */
  async rawRefused(order: RawOrder): Promise<Refusal> {
    return refusal(`${order.method} ${order.path}`, await this.#order({ op: 'raw', ...order }))
  }

  /** The client's API for any kind of object: show, list, exists, count, create, set_param, … */
  async generic(name: string, ...given: JsonValue[]): Promise<JsonValue> {
    return succeeded(name, await this.#order({ op: 'object', function: name, arguments: given })).value
  }

  /** The client's filters in drpcli's words, such as `'Name', 'Eq', 'x', 'limit', '1'`. */
  async filter(prefix: string, ...words: string[]): Promise<JsonObject[]> {
    const reply = succeeded(
      `filter ${prefix} ${words.join(' ')}`,
      await this.#order({ op: 'filter', prefix, arguments: words }),
    )
    return z.array(z.record(z.string(), z.json())).parse(reply.value)
  }

  /** Filters that the server refuses. */
  async filterRefused(prefix: string, ...words: string[]): Promise<Refusal> {
    return refusal('filter', await this.#order({ op: 'filter', prefix, arguments: words }))
  }

  /** Any other order of the driver. */
  async do(op: string, given: JsonObject = {}): Promise<JsonValue> {
    return succeeded(op, await this.#order({ op, ...given })).value
  }
}

/** A call with the client's transport. */
export interface RawOrder extends JsonObject {
  readonly method: string
  /** Path below `/api/v3`. */
  readonly path: string
}

function succeeded(what: string, reply: Reply): Reply {
  if (reply.raised !== undefined) throw new Error(`${what}: the client raised ${reply.raised}`)
  if (reply.refused !== undefined) throw new Error(`${what}: refused, ${reply.status} ${reply.refused}`)
  const strange = reply.unknown.filter((field) => !EXTENSIONS.has(field))
  const faults = [...reply.mismatches, ...strange.map((field) => `${field}: no such field`)]
  if (faults.length > 0) throw new Error(`${what}: not what the client declares\n${faults.join('\n')}`)
  return reply
}

function refusal(what: string, { status, headers, refused, raised, value }: Reply): Refusal {
  if (refused === undefined) throw new Error(`${what}: not refused: ${raised ?? JSON.stringify(value)}`)
  return { status, headers, error: refused === '' ? undefined : ErrorBody.parse(JSON.parse(refused)) }
}

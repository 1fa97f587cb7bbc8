import { type HttpHandler, HttpResponse, http } from 'msw'
import {
  Info,
  type InputOf,
  type JsonObject,
  type Machine,
  type ObjectOf,
  PREFIXES,
  type Prefix,
} from '../models/index.ts'
import { handler } from './answer.ts'
import { FakeObjects, json } from './fake-objects.ts'
import { objectHandlers } from './object-handlers.ts'
import { poolHandlers } from './pool-handlers.ts'

/** What a pretended server begins with. */
export interface FakeDrpOptions {
  /** Scheme, host and port that are answered for, such as `https://drp.example:8092`; any by default. */
  readonly endpoint?: string
  /** Objects that are there, by kind. Machines can be claimed unless they say otherwise. */
  readonly objects?: { readonly [P in Prefix]?: readonly InputOf<P>[] }
  /** More features that `GET /info` lists. */
  readonly features?: readonly string[]
}

/**
 * A pretended DRP server: msw handlers for all kinds of objects of the catalogue, over objects in memory. It knows keys,
 * filters, patches with guards, params, pools and waiting for a change. It has no rules that connect objects, no rights
 * (any user and token will do), no workflows, files or events; what it does not know is answered as an older server does.
 */
export class FakeDrp {
  /** For msw's `setupServer` or `setupWorker`, or `serveHandlers`. Handlers put before them win. */
  readonly handlers: readonly HttpHandler[]
  readonly #objects = new FakeObjects()

  constructor({ endpoint = '*', objects = {}, features = [] }: FakeDrpOptions = {}) {
    this.#objects.put('pools', { Id: 'default' })
    for (const prefix of PREFIXES) {
      for (const object of objects[prefix] ?? []) this.put(prefix, object)
    }
    const base = endpoint.replace(/\/$/, '')
    const known = ['embedded-pool', 'claim-key', 'claim-quarantine', ...features]
    const info = json(Info.parse({ id: 'fake', version: 'v3.11.0', features: known }))
    this.handlers = [
      handler(base, 'get', '/info', () => ({ json: info })),
      handler(base, 'get', '/users/:key/token', () => ({ json: { Token: 'fake-token', Info: info } })),
      ...poolHandlers(base, this.#objects),
      ...objectHandlers(base, this.#objects),
      http.all(`${base}/api/v3/*`, ({ request }) => {
        const body = { Model: '', Key: new URL(request.url).pathname, Type: request.method, Code: 404 }
        return HttpResponse.json({ ...body, Messages: ['No route'] }, { status: 404 })
      }),
    ]
  }

  /** Puts an object in place, as if it had been there, and gives it with its defaults. */
  put<P extends Prefix>(prefix: P, object: InputOf<P>): ObjectOf<P> {
    const free = prefix === 'machines' ? { Runnable: true, WorkflowComplete: true } : {}
    return this.#objects.put(prefix, json({ ...free, ...object }))
  }

  /**
   * An object as it is now.
   *
   * @param key its key, or `Index:value` of a unique index
   * @throws Error when there is none
   */
  get<P extends Prefix>(prefix: P, key: string): ObjectOf<P> {
    return this.#read(prefix, this.#objects.get(prefix, key))
  }

  /** Changes fields of an object, as the server itself would; callers that wait for a change hear of it. */
  change<P extends Prefix>(prefix: P, key: string, changes: Partial<ObjectOf<P>>): ObjectOf<P> {
    return this.#objects.put(prefix, { ...this.#objects.get(prefix, key), ...json(changes) })
  }

  /** All objects of a kind, in order of their keys. */
  list<P extends Prefix>(prefix: P): ObjectOf<P>[] {
    return this.#objects.list(prefix).map((object) => this.#read(prefix, object))
  }

  /** Machines that are claimed. */
  get claimed(): Machine[] {
    return this.list('machines').filter(({ PoolAllocated }) => PoolAllocated)
  }

  #read<P extends Prefix>(_prefix: P, object: JsonObject): ObjectOf<P> {
    return JSON.parse(JSON.stringify(object))
  }
}

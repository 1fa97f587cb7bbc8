import type { z } from 'zod'
import { type CatalogueEntry, catalogue, type ObjectOf, type Prefix } from '../models/catalogue.ts'
import { hexAddress } from '../models/fields.ts'
import { type Answer, apiPath, apiPathOfName, NotFoundError, type Request } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { Following, type FollowOptions, type Sighting } from './follow.ts'
import { type IterateQuery, keyPages } from './key-pages.ts'
import { type ListQuery, listParameters } from './list-query.ts'
import { type UntilOptions, untilMet, type WaitCondition } from './wait.ts'

/** A list, or a part of it. */
export interface Page<Item> {
  readonly items: Item[]
  /** How many came back. */
  readonly count: number
  /** How many there are before filters, offset and limit. */
  readonly total: number
}

/** What a watch saw: the object as soon as it has changed, or that it did not change in the time given. */
export type Watched<Item> =
  | { readonly changed: true; readonly object: Item; readonly etag: string | undefined }
  | { readonly changed: false; readonly etag: string }

/** How to read one object. */
export interface GetOptions extends CallOptions {
  /** Maps to come back empty, for speed. */
  readonly slim?: readonly ('meta' | 'params')[] | undefined
}

/** How to watch one object. */
export interface WatchOptions extends CallOptions {
  /** Version that is known already; without it the object is answered at once. */
  readonly etag?: string | undefined
  /** How long the server shall wait for a change, in seconds, 60 by default; 0 for an answer at once. */
  readonly waitSeconds?: number | undefined
}

/** Objects of one kind, to be read. */
export class ReadCollection<P extends Prefix> {
  readonly prefix: P
  protected readonly api: Api
  readonly #schema: z.ZodType

  constructor(api: Api, prefix: P) {
    const entry: CatalogueEntry = catalogue[prefix]
    this.api = api
    this.prefix = prefix
    this.#schema = entry.schema
  }

  /** Lists objects; all of them in order of their key by default. */
  async list(query: ListQuery = {}, options: CallOptions = {}): Promise<Page<ObjectOf<P>>> {
    const answer = await this.api.transport.send({
      method: 'GET',
      path: apiPath(this.prefix),
      query: listParameters(query),
      ...options,
    })
    const items = this.api.objects<z.ZodType, ObjectOf<P>>(this.#schema, answer)
    return {
      items,
      count: counted(answer, 'x-drp-list-count') ?? items.length,
      total: counted(answer, 'x-drp-list-total-count') ?? items.length,
    }
  }

  /** Counts objects without fetching them. */
  async count(query: ListQuery = {}, options: CallOptions = {}): Promise<number> {
    const answer = await this.api.transport.send({
      method: 'HEAD',
      path: apiPath(this.prefix),
      query: listParameters(query),
      ...options,
    })
    return counted(answer, 'x-drp-list-count') ?? 0
  }

  /**
   * Goes through all objects in order of their key, fetching page by page. What is created or deleted meanwhile
   * moves nothing: an object that is there all the time comes exactly once, another one at most once.
   */
  iterate(query: IterateQuery = {}, options: CallOptions = {}): AsyncGenerator<ObjectOf<P>, void, undefined> {
    const list = async (page: ListQuery) => (await this.list(page, options)).items
    return keyPages(catalogue[this.prefix], query, list, (object) => this.keyOf(object))
  }

  /**
   * Reads one object.
   *
   * @param key its key, or `Index:value` of a unique index, such as `Name:web1`
   * @throws NotFoundError
   */
  async get(key: string, options: GetOptions = {}): Promise<ObjectOf<P>> {
    const { slim = [], ...callOptions } = options
    const query: [string, string][] = slim.length > 0 ? [['slim', slim.join(',')]] : []
    return this.one({ method: 'GET', path: this.path(key), query, ...callOptions })
  }

  /** Whether there is such an object and it may be seen. */
  async exists(key: string, options: CallOptions = {}): Promise<boolean> {
    try {
      await this.api.transport.send({ method: 'HEAD', path: this.path(key), ...options })
      return true
    } catch (error) {
      if (error instanceof NotFoundError) return false
      throw error
    }
  }

  /**
   * Waits for a change of one object (DRP v4). A server that cannot wait answers at once; without an `etag` in the
   * result the caller has to pause before asking again.
   *
   * @throws NotFoundError also when the object is deleted meanwhile
   */
  async watch(key: string, options: WatchOptions = {}): Promise<Watched<ObjectOf<P>>> {
    const { etag, waitSeconds = 60, ...callOptions } = options
    const headers: Record<string, string> = waitSeconds > 0 ? { prefer: `wait=${waitSeconds}s` } : {}
    if (etag !== undefined) headers['if-none-match'] = etag
    const answer = await this.api.transport.send({
      method: 'GET',
      path: this.path(key),
      headers,
      ...(waitSeconds > 0 ? { holdMs: waitSeconds * 1000 } : {}),
      ...callOptions,
    })
    const version = answer.headers.get('etag')
    if (answer.status === 304) return { changed: false, etag: version ?? etag ?? '' }
    return {
      changed: true,
      object: this.api.object<z.ZodType, ObjectOf<P>>(this.#schema, answer),
      etag: version,
    }
  }

  /**
   * Follows one object: gives it as it is now, and as it is after each change that is seen; of several changes in a
   * row perhaps only the last. Survives a server that is away for a while, and says so.
   *
   * @throws NotFoundError when there is no such object, also when it is deleted meanwhile
   */
  follow(key: string, options: FollowOptions = {}): AsyncGenerator<Sighting<ObjectOf<P>>, void, undefined> {
    const { events, transport } = this.api
    const { prefix } = this
    return new Following(
      {
        transport,
        look: (etag, waitSeconds, signal) => this.watch(key, { etag, waitSeconds, signal }),
        subscribe: (object, signal) =>
          events.subscribe([`${prefix}.*.${this.#eventKey(object)}`], { signal }),
        objectOf: (event) =>
          event.Action === 'delete'
            ? undefined
            : this.api.eventObject<z.ZodType, ObjectOf<P>>(this.#schema, event),
      },
      options,
    ).sightings()
  }

  /**
   * Waits until an object is as wanted, as `drpcli P wait` does: `wait('Name:web1', { Stage: 'local' })`. Hears of
   * changes from events; without the right to them it asks the server to hold its answers back, or asks again and
   * again.
   *
   * @throws WaitTimeoutError
   * @throws NotFoundError when there is no such object, also when it is deleted meanwhile
   */
  wait(
    key: string,
    condition: WaitCondition<ObjectOf<P>>,
    options: UntilOptions<ObjectOf<P>> = {},
  ): Promise<ObjectOf<P>> {
    const { signal, timeoutMs } = options
    const sightings = this.follow(key, { signal, timeoutMs })
    return untilMet(`${catalogue[this.prefix].singular} ${key}`, sightings, condition, options)
  }

  /** Key of an object as it stands in the object. */
  keyOf(object: ObjectOf<P>): string {
    const members: Readonly<Record<string, unknown>> = object
    return String(members[catalogue[this.prefix].key])
  }

  /** Key of an object in events: addresses are written as eight hex digits. */
  #eventKey(object: ObjectOf<P>): string {
    const key = this.keyOf(object)
    return catalogue[this.prefix].keyForm === 'hex-address' ? hexAddress(key) : key
  }

  protected one(request: Request): Promise<ObjectOf<P>> {
    return this.api.one<z.ZodType, ObjectOf<P>>(this.#schema, request)
  }

  protected path(key: string): string {
    const own = this.prefix === 'params' ? apiPathOfName(key) : apiPath(key)
    return `${apiPath(this.prefix)}${own}`
  }
}

function counted(answer: Answer<string>, header: string): number | undefined {
  const text = answer.headers.get(header)
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

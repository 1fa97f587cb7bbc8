import type { z } from 'zod'
import { type CatalogueEntry, catalogue, type ObjectOf, type Prefix } from '../models/catalogue.ts'
import { type Answer, apiPath, apiPathOfName, NotFoundError, type Request } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { type ListQuery, listParameters } from './list-query.ts'

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
  /** How long the server shall wait for a change, in seconds, 60 by default. */
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
   * Goes through a list page by page, giving each object once. An object that is created or deleted meanwhile may
   * be left out, as may its neighbour.
   *
   * @param pageSize how many to fetch at a time, 200 by default
   */
  async *iterate(
    query: Omit<ListQuery, 'offset' | 'limit'> = {},
    options: CallOptions & { readonly pageSize?: number | undefined } = {},
  ): AsyncGenerator<ObjectOf<P>, void, undefined> {
    const { pageSize = 200, ...callOptions } = options
    const seen = new Set<string>()
    for (let offset = 0; ; offset += pageSize) {
      const { items } = await this.list({ ...query, offset, limit: pageSize }, callOptions)
      for (const item of items) {
        const key = this.keyOf(item)
        if (seen.has(key)) continue
        seen.add(key)
        yield item
      }
      if (items.length < pageSize) return
    }
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
    const headers: Record<string, string> = { prefer: `wait=${waitSeconds}s` }
    if (etag !== undefined) headers['if-none-match'] = etag
    const answer = await this.api.transport.send({
      method: 'GET',
      path: this.path(key),
      headers,
      holdMs: waitSeconds * 1000,
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

  /** Key of an object as it stands in the object. */
  keyOf(object: ObjectOf<P>): string {
    const members: Readonly<Record<string, unknown>> = object
    return String(members[catalogue[this.prefix].key])
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

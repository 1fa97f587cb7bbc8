import { ApiError, type Client, NotFoundError } from '@metalwright/sdk'
import { catalogue, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import { jsonOf } from '@metalwright/sdk/objects'
import { type ReadSource, SharedReads, type Wanted } from './shared-reads.ts'

/** Objects on the first page of a snapshot; it tells how large they are. */
const FIRST_PAGE = 50
/** Bytes that a page should have, for the sake of memory. */
const PAGE_BYTES = 8 * 1024 * 1024
/** Most objects of a page, and most pages of a snapshot. */
const LONGEST_PAGE = 2_000
const MOST_PAGES = 6

type Query = readonly (readonly [name: string, value: string])[]

/**
 * Reads of objects of one kind that are shared among all that ask for them; see {@link SharedReads}.
 * @param among filters for those that are likely to be asked for
 */
export function sharedReads(client: Client, prefix: Prefix, among: Query = []): SharedReads {
  return new SharedReads(new ObjectSource(client, prefix, among))
}

class ObjectSource implements ReadSource {
  readonly #client: Client
  readonly #prefix: Prefix
  readonly #among: Query
  readonly #key: string

  constructor(client: Client, prefix: Prefix, among: Query) {
    this.#client = client
    this.#prefix = prefix
    this.#among = among
    this.#key = catalogue[prefix].key
  }

  async one(key: string, signal: AbortSignal): Promise<JsonObject | null> {
    try {
      return JSON.parse(JSON.stringify(await this.#client.collection(this.#prefix).get(key, { signal })))
    } catch (error) {
      if (error instanceof NotFoundError) return null
      throw error
    }
  }

  async some(keys: readonly string[], wanted: Wanted) {
    const page = await this.#list([[this.#key, `In(${keys.join(',')})`]], wanted)
    return page && byKey(page.items, this.#key)
  }

  async likely(wanted: Wanted) {
    const all: JsonObject[] = []
    let limit = FIRST_PAGE
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const after = all.at(-1)?.[this.#key]
      // A condition cannot hold a bracket.
      if (typeof after === 'string' && after.includes(')')) break
      const from: Query = typeof after === 'string' ? [[this.#key, `Gt(${after})`]] : []
      const order: Query = [
        ['sort', this.#key],
        ['limit', String(limit)],
      ]
      const page = await this.#list([...this.#among, ...from, ...order], wanted)
      if (page === undefined) return undefined
      all.push(...page.items)
      if (page.items.length < limit) break
      const each = Math.max(1, page.bytes / page.items.length)
      limit = Math.min(LONGEST_PAGE, Math.max(FIRST_PAGE, Math.floor(PAGE_BYTES / each)))
    }
    return byKey(all, this.#key)
  }

  fits(key: string): boolean {
    return !/[,():]/.test(key)
  }

  changes(): number {
    return this.#client.transport.changes
  }

  now(): number {
    return performance.now()
  }

  /** A page; undefined when the server does not understand the question. */
  async #list(
    query: Query,
    wanted: Wanted,
  ): Promise<{ readonly items: readonly JsonObject[]; readonly bytes: number } | undefined> {
    const params: Query = wanted === undefined ? [] : [['params', wanted.join(',')]]
    try {
      const path = `/${this.#prefix}`
      const answer = await this.#client.transport.send({
        method: 'GET',
        path,
        query: [...query, ...params],
      })
      return { items: jsonOf(answer) ?? [], bytes: answer.body.length }
    } catch (error) {
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) return undefined
      throw error
    }
  }
}

function byKey(items: readonly JsonObject[], name: string): ReadonlyMap<string, JsonObject> {
  return new Map(items.map((item) => [String(item[name]), item]))
}

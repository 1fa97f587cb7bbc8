import type { Client } from '../client.ts'
import type { CallOptions } from '../collections/index.ts'
import { catalogue, isPrefix, type JsonObject } from '../models/index.ts'
import { diff, guarded } from '../patch/index.ts'
import {
  AlreadyExistsError,
  ConflictError,
  SdkError,
  UnsupportedError,
  ValidationError,
} from '../transport/index.ts'
import { jsonOf } from './json-answer.ts'
import { orNull, unlessGone } from './or-null.ts'
import { apiPath } from './path.ts'
import { holdsAll } from './same-object.ts'

/** What came of a create. */
export type Created =
  | { readonly created: true; readonly object: JsonObject }
  /** The key is taken, by this object. */
  | { readonly created: false; readonly object: JsonObject }

/** Which objects to list. */
export interface Selection {
  /** DRP filters such as `Arch=Eq(amd64)`. */
  readonly filters: readonly string[]
  /** Index to sort by; the key by default. */
  readonly sort?: string | undefined
  readonly limit?: number | undefined
  /** Names of the params to give; all by default. */
  readonly params?: readonly string[] | undefined
  /** With the params of profiles, stages and the global profile. */
  readonly aggregate?: boolean | undefined
}

/** How often an edit is tried again after somebody else was faster. */
const EDIT_RETRIES = 8

/** Fields that hold keys, the likeliest first: for kinds that the catalogue does not have. */
const KEYS = ['Uuid', 'Id', 'ID', 'Name'] as const

/**
 * Objects of any kind as plain JSON, also of kinds that are known only by their prefix, such as those of newer servers.
 * Methods reject as the collections do; with code `not_supported` when the server does not know the prefix.
 */
export class AnyObjects {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /** An object by its key or `Index:value`; null when there is none. */
  get(prefix: string, key: string, { signal }: CallOptions = {}): Promise<JsonObject | null> {
    return orNull(async () => {
      const path = apiPath(prefix, key)
      return jsonOf(await this.#client.transport.send({ method: 'GET', path, signal }))
    })
  }

  /** The objects that match. */
  async list(
    prefix: string,
    { filters, sort, limit, params, aggregate }: Selection,
    { signal }: CallOptions = {},
  ): Promise<readonly JsonObject[]> {
    const query = filters.map((text): [string, string] => {
      const at = text.indexOf('=')
      return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
    })
    if (sort !== undefined) query.push(['sort', sort])
    if (limit !== undefined) query.push(['limit', String(limit)])
    if (params !== undefined) query.push(['params', params.join(',')])
    if (aggregate) query.push(['aggregate', 'true'])
    const answer = await this.#client.transport.send({ method: 'GET', path: apiPath(prefix), query, signal })
    const items: unknown = jsonOf(answer) ?? []
    if (!isObjects(items)) {
      throw new SdkError('no_objects', `${answer.call} gave something other than a list of objects.`)
    }
    return items
  }

  /** Creates an object; one that was made by an earlier attempt whose answer was lost counts as made. */
  async create(prefix: string, object: JsonObject, { signal }: CallOptions = {}): Promise<Created> {
    // What has neither a key nor a name of its own could not be found again: it is sent once.
    const idempotent = this.keyOf(prefix, object) !== '' || typeof object['Name'] === 'string'
    try {
      const request = { method: 'POST', path: apiPath(prefix), json: object, idempotent, signal } as const
      const answer = await this.#client.transport.send(request)
      return { created: true, object: jsonOf(answer) }
    } catch (error) {
      // Names of machines are unique although they are no keys: the server refuses a second one as not valid.
      const taken = error instanceof AlreadyExistsError || error instanceof ValidationError
      const found = taken ? await this.#rival(prefix, object, { signal }) : null
      if (found === null || !taken) throw error
      // After a repetition it may be what the first attempt has made.
      return { created: error.attempts > 1 && holdsAll(found, object), object: found }
    }
  }

  /** Changes an object by a guarded patch; `change` alters the draft and runs again when somebody was faster. */
  async edit(
    prefix: string,
    key: string,
    change: (draft: JsonObject) => void,
    { signal }: CallOptions = {},
  ): Promise<JsonObject> {
    const path = apiPath(prefix, key)
    for (let attempt = 1; ; attempt += 1) {
      const current: JsonObject = jsonOf(await this.#client.transport.send({ method: 'GET', path, signal }))
      const draft = structuredClone(current)
      change(draft)
      const operations = diff(current, draft)
      if (operations.length === 0) return current
      try {
        const json = guarded(operations, current)
        return jsonOf(await this.#client.transport.send({ method: 'PATCH', path, json, signal }))
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt > EDIT_RETRIES) throw error
      }
    }
  }

  /** Resolves when the object is gone; one that was gone before is a success. */
  async remove(prefix: string, key: string, { signal }: CallOptions = {}): Promise<void> {
    const path = apiPath(prefix, key)
    await unlessGone(() => this.#client.transport.send({ method: 'DELETE', path, signal }))
  }

  /** Whether the server has objects of a kind. */
  async knows(prefix: string, { signal }: CallOptions = {}): Promise<boolean> {
    try {
      const query = [['limit', '1']] as const
      await this.#client.transport.send({ method: 'GET', path: apiPath(prefix), query, signal })
      return true
    } catch (error) {
      if (error instanceof UnsupportedError) return false
      throw error
    }
  }

  /** The key of an object of a kind as it stands in the object; empty when it has none. */
  keyOf(prefix: string, object: JsonObject): string {
    const fields = isPrefix(prefix) ? [catalogue[prefix].key] : KEYS
    const key = fields
      .map((field) => object[field])
      .find((value) => typeof value === 'string' && value !== '')
    return typeof key === 'string' ? key : ''
  }

  /** The object that is in the way of one that was to be made. */
  async #rival(prefix: string, object: JsonObject, limits: CallOptions): Promise<JsonObject | null> {
    const byKey = isPrefix(prefix) ? object[catalogue[prefix].key] : this.keyOf(prefix, object)
    if (typeof byKey === 'string' && byKey !== '') return this.get(prefix, byKey, limits)
    const name = object['Name']
    return typeof name === 'string' && name !== '' ? this.get(prefix, `Name:${name}`, limits) : null
  }
}

function isObjects(items: unknown): items is readonly JsonObject[] {
  return (
    Array.isArray(items) &&
    items.every((item) => item !== null && typeof item === 'object' && !Array.isArray(item))
  )
}

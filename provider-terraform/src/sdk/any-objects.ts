import {
  AlreadyExistsError,
  type Client,
  ConflictError,
  SdkError,
  UnsupportedError,
  ValidationError,
} from '@metalwright/sdk'
import { catalogue, isPrefix, type JsonObject } from '@metalwright/sdk/models'
import { diff, guarded } from '@metalwright/sdk/patch'
import type { AnyObjects } from '../resources/objects/any-objects.ts'
import type { CallLimits, Created, Selection } from '../resources/objects/remote-objects.ts'
import { jsonOf } from './json-answer.ts'
import { orNull, unlessGone } from './or-null.ts'
import { apiPath } from './path.ts'
import { holdsAll } from './same-object.ts'

/** How often an edit is tried again after somebody else was faster. */
const EDIT_RETRIES = 8

/** Fields that hold keys, the likeliest first: for kinds that the catalogue does not have. */
const KEYS = ['Uuid', 'Id', 'ID', 'Name'] as const

/** Objects of any kind by plain calls of the API. */
export class SdkAnyObjects implements AnyObjects {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  get(prefix: string, key: string, { signal }: CallLimits): Promise<JsonObject | null> {
    return orNull(async () => {
      const path = apiPath(prefix, key)
      return jsonOf(await this.#client.transport.send({ method: 'GET', path, signal }))
    })
  }

  async list(
    prefix: string,
    { filters, sort, limit, params, aggregate }: Selection,
    { signal }: CallLimits,
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

  async create(prefix: string, object: JsonObject, { signal }: CallLimits): Promise<Created> {
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

  async edit(
    prefix: string,
    key: string,
    change: (draft: JsonObject) => void,
    { signal }: CallLimits,
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

  async remove(prefix: string, key: string, { signal }: CallLimits): Promise<void> {
    const path = apiPath(prefix, key)
    await unlessGone(() => this.#client.transport.send({ method: 'DELETE', path, signal }))
  }

  async knows(prefix: string, { signal }: CallLimits): Promise<boolean> {
    try {
      const query = [['limit', '1']] as const
      await this.#client.transport.send({ method: 'GET', path: apiPath(prefix), query, signal })
      return true
    } catch (error) {
      if (error instanceof UnsupportedError) return false
      throw error
    }
  }

  keyOf(prefix: string, object: JsonObject): string {
    const fields = isPrefix(prefix) ? [catalogue[prefix].key] : KEYS
    const key = fields
      .map((field) => object[field])
      .find((value) => typeof value === 'string' && value !== '')
    return typeof key === 'string' ? key : ''
  }

  /** The object that is in the way of one that was to be made. */
  async #rival(prefix: string, object: JsonObject, limits: CallLimits): Promise<JsonObject | null> {
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

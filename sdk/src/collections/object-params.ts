import { z } from 'zod'
import { Json, type JsonValue } from '../models/json.ts'
import type { PatchOperation } from '../patch/index.ts'
import { apiPath, apiPathOfName, NotFoundError } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** Param values by name. */
const Values = z.record(z.string(), Json)

/** How params are read. */
export interface ParamsOptions extends CallOptions {
  /** With the values of profiles, stages and the global profile. */
  readonly aggregate?: boolean | undefined
  /** Decrypt secure params; needs the right to. */
  readonly decode?: boolean | undefined
}

/** Params of the objects of one kind, such as those of machines. */
export class ObjectParams {
  readonly #api: Api
  readonly #prefix: 'machines' | 'profiles'

  constructor(api: Api, prefix: 'machines' | 'profiles') {
    this.#api = api
    this.#prefix = prefix
  }

  /** Reads all params of an object. */
  get(key: string, options: ParamsOptions = {}): Promise<Record<string, JsonValue>> {
    return this.#api.one(Values, { method: 'GET', path: this.#path(key), ...reading(options) })
  }

  /** Reads one param; null when it is not set. With `aggregate` its default counts too. */
  getOne(key: string, name: string, options: ParamsOptions = {}): Promise<JsonValue> {
    return this.#api.one(Json, { method: 'GET', path: this.#path(key, name), ...reading(options) })
  }

  /** Sets one param and leaves the others alone. */
  set(key: string, name: string, value: JsonValue, options: CallOptions = {}): Promise<JsonValue> {
    const path = this.#path(key, name)
    return this.#api.one(Json, { method: 'POST', path, json: value, idempotent: true, ...options })
  }

  /** Replaces all params of an object. */
  replace(
    key: string,
    values: Readonly<Record<string, JsonValue>>,
    options: CallOptions = {},
  ): Promise<Record<string, JsonValue>> {
    const path = this.#path(key)
    return this.#api.one(Values, { method: 'POST', path, json: values, idempotent: true, ...options })
  }

  /** Applies a JSON Patch to the params of an object; paths start at the param: `/name`. */
  patch(
    key: string,
    operations: readonly PatchOperation[],
    options: CallOptions = {},
  ): Promise<Record<string, JsonValue>> {
    return this.#api.one(Values, { method: 'PATCH', path: this.#path(key), json: operations, ...options })
  }

  /** Takes one param away. Gives whether it was set. */
  async delete(key: string, name: string, options: CallOptions = {}): Promise<boolean> {
    try {
      await this.#api.transport.send({ method: 'DELETE', path: this.#path(key, name), ...options })
      return true
    } catch (error) {
      if (!(error instanceof NotFoundError) || error.body.Model !== 'params') throw error
      return error.attempts > 1
    }
  }

  #path(key: string, name?: string): string {
    const path = apiPath(this.#prefix, key, 'params')
    return name === undefined ? path : `${path}${apiPathOfName(name)}`
  }
}

function reading(options: ParamsOptions): { query: [string, string][]; signal: AbortSignal | undefined } {
  const query: [string, string][] = []
  if (options.aggregate) query.push(['aggregate', 'true'])
  if (options.decode) query.push(['decode', 'true'])
  return { query, signal: options.signal }
}

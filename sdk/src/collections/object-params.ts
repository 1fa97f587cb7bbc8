import { z } from 'zod'
import { Json, type JsonValue } from '../models/json.ts'
import { type PatchOperation, parsePointer } from '../patch/index.ts'
import { isSealed, seal } from '../secure/index.ts'
import { apiPath, apiPathOfName, NotFoundError } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import type { ParamSchemas, ParamSet } from './define-params.ts'
import { TypedParams } from './typed-params.ts'

/** Param values by name. */
const Values = z.record(z.string(), Json)
/** What matters of a param's definition here. */
const Definition = z.object({ Secure: z.boolean().optional() })

/** How params are read. */
export interface ParamsOptions extends CallOptions {
  /** With the values of profiles, stages and the global profile. */
  readonly aggregate?: boolean | undefined
  /** Decrypt secure params; needs the right `getSecure` on each object that holds one. */
  readonly decode?: boolean | undefined
  /** Give only these params (DRP v4). */
  readonly params?: readonly string[] | undefined
}

/** Kinds of objects that have params. */
type WithParams = 'machines' | 'profiles' | 'plugins' | 'stages' | 'endpoints'

/**
 * Params of the objects of one kind, such as those of machines. Values of secure params are sealed to their object
 * before they are sent, so they travel and lie on the server as nobody but the server can read them.
 */
export class ObjectParams {
  readonly #api: Api
  readonly #prefix: WithParams

  constructor(api: Api, prefix: WithParams) {
    this.#api = api
    this.#prefix = prefix
  }

  /** The same with the names and types of params that `defineParams` has told. */
  typed<Schemas extends ParamSchemas>(set: ParamSet<Schemas>): TypedParams<Schemas> {
    return new TypedParams(this, set)
  }

  /** Reads all params of an object. */
  get(key: string, options: ParamsOptions = {}): Promise<Record<string, JsonValue>> {
    return this.#api.one(Values, { method: 'GET', path: this.#path(key), ...reading(options) })
  }

  /** Reads one param; null when it is not set. With `aggregate` its default counts too. */
  getOne(key: string, name: string, options: ParamsOptions = {}): Promise<JsonValue> {
    return this.#api.one(Json, { method: 'GET', path: this.#path(key, name), ...reading(options) })
  }

  /** Public key of an object, to seal values with: base64. */
  publicKey(key: string, options: CallOptions = {}): Promise<string> {
    return this.#api.one(z.string(), {
      method: 'GET',
      path: apiPath(this.#prefix, key, 'pubkey'),
      ...options,
    })
  }

  /** Sets one param and leaves the others alone. Gives what is stored: of a secure param the sealed value. */
  async set(key: string, name: string, value: JsonValue, options: CallOptions = {}): Promise<JsonValue> {
    const path = this.#path(key, name)
    const json = await this.#sealer(key, options)(name, value)
    return this.#api.one(Json, { method: 'POST', path, json, idempotent: true, ...options })
  }

  /** Replaces all params of an object. */
  async replace(
    key: string,
    values: Readonly<Record<string, JsonValue>>,
    options: CallOptions = {},
  ): Promise<Record<string, JsonValue>> {
    const path = this.#path(key)
    const sealed = this.#sealer(key, options)
    const entries = Object.entries(values).map(async ([name, value]) => [name, await sealed(name, value)])
    const json = Object.fromEntries(await Promise.all(entries))
    return this.#api.one(Values, { method: 'POST', path, json, idempotent: true, ...options })
  }

  /**
   * Applies a JSON Patch to the params of an object; paths start at the param: `/name`. What it adds as a secure
   * param, or replaces one by, is sealed.
   */
  async patch(
    key: string,
    operations: readonly PatchOperation[],
    options: CallOptions = {},
  ): Promise<Record<string, JsonValue>> {
    const sealed = this.#sealer(key, options)
    const json = await Promise.all(
      operations.map(async (operation) => {
        const [name, ...deeper] = parsePointer(operation.path)
        const sets = operation.op === 'add' || operation.op === 'replace'
        if (!sets || name === undefined || deeper.length > 0) return operation
        return { ...operation, value: await sealed(name, operation.value) }
      }),
    )
    return this.#api.one(Values, { method: 'PATCH', path: this.#path(key), json, ...options })
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

  /** Makes what seals values for an object where their params are secure; the key is asked for once, if at all. */
  #sealer(key: string, options: CallOptions): (name: string, value: JsonValue) => Promise<JsonValue> {
    let publicKey: Promise<string> | undefined
    return async (name, value) => {
      if (isSealed(value) || !(await this.#isSecure(name, options))) return value
      publicKey ??= this.publicKey(key, options)
      return { ...seal(await publicKey, value) }
    }
  }

  /** A param that has no definition, or none that may be read, is taken for plain: the server has the last word. */
  async #isSecure(name: string, options: CallOptions): Promise<boolean> {
    const path = `${apiPath('params')}${apiPathOfName(name)}`
    try {
      return (await this.#api.one(Definition, { method: 'GET', path, ...options })).Secure === true
    } catch (error) {
      if (error instanceof NotFoundError) return false
      throw error
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
  if (options.params !== undefined) query.push(['params', options.params.join(',')])
  return { query, signal: options.signal }
}

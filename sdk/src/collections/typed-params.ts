import type { CallOptions } from './api.ts'
import type { ParamSchemas, ParamSet, ParamValues } from './define-params.ts'
import type { ObjectParams, ParamsOptions } from './object-params.ts'
import type { SchemaValue } from './schema-value.ts'

/** Params of the objects of one kind, with the names and types of a set; others are out of sight. */
export class TypedParams<Schemas extends ParamSchemas> {
  readonly #params: ObjectParams
  readonly #set: ParamSet<Schemas>

  constructor(params: ObjectParams, set: ParamSet<Schemas>) {
    this.#params = params
    this.#set = set
  }

  /** Reads those of the params that are set. @throws ParamValueError when a value does not fit its schema */
  async get(key: string, options: Omit<ParamsOptions, 'params'> = {}): Promise<ParamValues<Schemas>> {
    return this.#set.of(await this.#params.get(key, options))
  }

  /** Sets one. @throws ParamValueError before anything is sent, when the value does not fit its schema */
  async set<Name extends keyof Schemas & string>(
    key: string,
    name: Name,
    value: SchemaValue<Schemas[Name]>,
    options: CallOptions = {},
  ): Promise<void> {
    this.#set.check(name, value)
    await this.#params.set(key, name, JSON.parse(JSON.stringify(value)), options)
  }

  /** Takes one away. Gives whether it was set. */
  delete(key: string, name: keyof Schemas & string, options: CallOptions = {}): Promise<boolean> {
    return this.#params.delete(key, name, options)
  }
}

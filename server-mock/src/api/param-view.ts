import {
  catalogue,
  type JsonObject,
  type JsonValue,
  type Machine,
  type Prefix,
} from '@metalwright/sdk/models'
import { fromStored, keyOf } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import { EffectiveParams, type HeldValue } from '../objects/params/effective-params.ts'
import type { Listed, Session } from '../objects/session.ts'
import { compose } from '../render/compose.ts'
import { queryFlag } from './query-flag.ts'
import type { Call } from './route.ts'
import { SecretAccess } from './secret-access.ts'

/** How a caller wants the params of objects, by the query of his call. */
interface Wish {
  /** With inherited values. */
  readonly aggregate: boolean
  /** With secure values in plain. */
  readonly decode: boolean
  /** Inherited maps and lists are put together instead of the nearest one taken. */
  readonly compose: boolean
  /** Names of the params wanted; all when absent. */
  readonly only: ReadonlySet<string> | undefined
}

function wishOf({ query }: Call): Wish {
  const is = (name: string) => queryFlag(query, name)
  const only = query.get('params')?.split(',')
  return {
    aggregate: is('aggregate') || is('compose'),
    decode: is('decode'),
    compose: is('compose'),
    only: only === undefined ? undefined : new Set(only),
  }
}

/** Params of objects as one caller asks for them. */
export class ParamView {
  readonly #session: Session
  readonly #prefix: Prefix
  readonly #wish: Wish
  readonly #access: SecretAccess

  constructor(objects: Objects, prefix: Prefix, call: Call) {
    this.#session = objects.session()
    this.#prefix = prefix
    this.#wish = wishOf(call)
    this.#access = new SecretAccess(this.#session, call)
  }

  /** The view a call of objects asks for; `undefined` when it takes their params as they are stored, or has none. */
  static wanted(objects: Objects, prefix: Prefix, call: Call): ParamView | undefined {
    const { aggregate, decode } = wishOf(call)
    const wanted = catalogue[prefix].params && (aggregate || decode)
    return wanted ? new ParamView(objects, prefix, call) : undefined
  }

  /** An object with its params as they are asked for. @throws Problem 403 as `all` */
  async object(body: JsonObject): Promise<JsonObject> {
    return { ...body, Params: await this.all(body) }
  }

  /** Objects of a list with their params as they are asked for. @throws Problem 403 as `all` */
  async *objects(pieces: AsyncIterable<readonly Listed[]>): AsyncIterable<readonly Listed[]> {
    for await (const piece of pieces) {
      const shown: Listed[] = []
      for (const { key, body: stored } of piece) {
        const body = await this.object(stored)
        shown.push({ key, body, text: JSON.stringify(body) })
      }
      yield shown
    }
  }

  /** @throws Problem 403 when secure values are wanted in plain and the caller may not see them */
  async all(body: JsonObject): Promise<JsonObject> {
    const { aggregate, compose: composed, only } = this.#wish
    await this.#requireDecode(body)
    const effective = EffectiveParams.of(this.#session, this.#prefix, body)
    const entries = aggregate ? await effective.entries() : EffectiveParams.own(this.#prefix, body)
    const result: [string, JsonValue][] = []
    for (const [name, held] of entries) {
      if (only !== undefined && !only.has(name)) continue
      const value = composed
        ? await this.#composed(effective, name, body)
        : await this.#shown(name, held, body)
      result.push([name, value])
    }
    return Object.fromEntries(result)
  }

  /** One param; null when the object has none. @throws Problem 403 as `all` */
  async one(body: JsonObject, name: string): Promise<JsonValue> {
    await this.#requireDecode(body)
    if (!this.#wish.aggregate) {
      const held = EffectiveParams.own(this.#prefix, body).get(name)
      return held === undefined ? null : this.#shown(name, held, body)
    }
    const effective = EffectiveParams.of(this.#session, this.#prefix, body)
    if (this.#wish.compose) return this.#composed(effective, name, body)
    const held = await effective.find(name)
    return held === undefined ? null : this.#shown(name, held, body)
  }

  async #composed(effective: EffectiveParams, name: string, body: JsonObject): Promise<JsonValue> {
    const levels: JsonValue[] = []
    for (const held of await effective.levels(name)) levels.push(await this.#shown(name, held, body))
    return compose(levels) ?? null
  }

  async #shown(name: string, held: HeldValue, body: JsonObject): Promise<JsonValue> {
    return this.#wish.decode ? this.#access.plain(name, held, this.#machine(body)) : held.value
  }

  /** The right is asked for with the wish, not only when there is something to open. */
  async #requireDecode(body: JsonObject): Promise<void> {
    if (!this.#wish.decode) return
    await this.#access.require({ prefix: this.#prefix, key: keyOf(this.#prefix, body) }, this.#machine(body))
  }

  #machine(body: JsonObject): Machine | undefined {
    return this.#prefix === 'machines' ? fromStored('machines', body) : undefined
  }
}

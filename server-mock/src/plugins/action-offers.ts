import { type AvailableAction, isPrefix, type JsonObject } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import type { HeldValue } from '../objects/params/effective-params.ts'
import { Problem } from '../objects/problem.ts'
import { finder, type ValueHolder } from './plugin-values.ts'
import type { Plugins } from './plugins.ts'
import type { RunningPlugin } from './supervised-plugin.ts'

/** What an action is run on: an object, or the server as a whole. */
export interface ActionTarget {
  /** Prefix of the object, or `system`. */
  readonly type: string
  /** Key of the object; empty for `system`. */
  readonly key: string
  /** The object; undefined for `system`. */
  readonly body: JsonObject | undefined
}

/** Which action is meant. */
export interface ActionChoice {
  readonly command: string
  /** Name of the plugin; undefined for any that offers it. */
  readonly plugin: string | undefined
}

/** An action of a plugin that runs. */
interface Offer {
  readonly plugin: string
  readonly running: RunningPlugin
  readonly action: AvailableAction
}

/** An offer with the values it would be run with, and the names of those it lacks. */
interface PreparedOffer extends Offer {
  readonly held: ReadonlyMap<string, HeldValue>
  readonly missing: readonly string[]
}

/** Finds the actions that plugins offer on objects, and the values they need. */
export class ActionOffers {
  readonly #objects: Objects
  readonly #plugins: Pick<Plugins, 'running'>

  constructor(objects: Objects, plugins: Pick<Plugins, 'running'>) {
    this.#objects = objects
    this.#plugins = plugins
  }

  /** Actions whose required params are set. @param plugin only those of this one */
  async ready(target: ActionTarget, plugin: string | undefined): Promise<AvailableAction[]> {
    const prepared = await this.#allPrepared(target, this.#of(target, plugin), {})
    return prepared.filter(({ missing }) => missing.length === 0).map(({ action }) => action)
  }

  /**
   * The first offer of an action that has all it needs.
   *
   * @param given values that need not be found
   * @param absent status when nobody offers it
   * @throws Problem `absent`, or 400 when every offer lacks a required param
   */
  async choose(
    target: ActionTarget,
    { command, plugin }: ActionChoice,
    given: JsonObject,
    absent: 400 | 404,
  ): Promise<PreparedOffer> {
    const offers = this.#of(target, plugin).filter(({ action }) => action.Command === command)
    const prepared = await this.#allPrepared(target, offers, given)
    const [first] = prepared
    if (first === undefined) {
      const what = `Action ${command} on ${target.type}`
      const text = plugin === undefined ? `${what}: Not Found` : `${what} for plugin ${plugin} not found`
      throw actionProblem(target, [text], absent)
    }
    const ready = prepared.find(({ missing }) => missing.length === 0)
    if (ready !== undefined) return ready
    throw actionProblem(
      target,
      first.missing.map((name) => `Action ${command} Missing Parameter ${name}`),
    )
  }

  #of(target: ActionTarget, only: string | undefined): Offer[] {
    const fits = (plugin: string, { Model }: AvailableAction) =>
      Model === target.type || (Model === '' && target.type === 'plugins' && target.key === plugin)
    return this.#plugins
      .running()
      .filter(([plugin]) => only === undefined || only === plugin)
      .flatMap(([plugin, running]) =>
        running.provider.definition.AvailableActions.filter((action) => fits(plugin, action)).map(
          (action) => ({ plugin, running, action }),
        ),
      )
  }

  /** Those of the offers that make sense on the target. */
  async #allPrepared(
    target: ActionTarget,
    offers: readonly Offer[],
    given: JsonObject,
  ): Promise<PreparedOffer[]> {
    const prepared = await Promise.all(offers.map((offer) => this.#prepared(target, offer, given)))
    return prepared.filter(
      ({ running, action, held }) => running.provider.offers?.(action.Command, held) ?? true,
    )
  }

  async #prepared(target: ActionTarget, offer: Offer, given: JsonObject): Promise<PreparedOffer> {
    const session = this.#objects.session()
    const plugin = await session.body('plugins', offer.plugin)
    const holders: ValueHolder[] = []
    if (target.body !== undefined && isPrefix(target.type)) holders.push([target.type, target.body])
    if (plugin !== undefined) holders.push(['plugins', plugin])
    const find = await finder(session, holders)
    const { RequiredParams, OptionalParams } = offer.action
    const held = new Map<string, HeldValue>()
    const missing: string[] = []
    for (const name of [...RequiredParams, ...OptionalParams]) {
      if (Object.hasOwn(given, name)) continue
      const value = await find(name)
      if (value !== undefined) held.set(name, value)
      else if (RequiredParams.includes(name)) missing.push(name)
    }
    return { ...offer, held, missing }
  }
}

/** A refused call of an action (DRP's class `INVOKE`). */
export function actionProblem(
  { type, key }: ActionTarget,
  messages: readonly string[],
  status = 400,
  cause?: unknown,
): Problem {
  return new Problem(status, messages, { model: type, key, type: 'INVOKE' }, cause)
}

import {
  type Action,
  type AvailableAction,
  catalogue,
  isPrefix,
  type JsonObject,
  type JsonValue,
} from '@metalwright/sdk/models'
import type { EventBus } from '../events/bus.ts'
import type { Objects } from '../objects/objects.ts'
import type { Problem } from '../objects/problem.ts'
import { type ActionChoice, ActionOffers, type ActionTarget, actionProblem } from './action-offers.ts'
import { PluginFailure } from './plugin-failure.ts'
import { plainValues } from './plugin-values.ts'
import type { Plugins } from './plugins.ts'
import { unlessAborted } from './unless-aborted.ts'

/** A call of an action. */
export interface ActionCall extends ActionChoice {
  /** Who calls it. */
  readonly principal: string
  /** Values given with the call, by name of the param. */
  readonly params: JsonObject
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

/** What the actions of plugins are run with. */
export interface ActionsOptions {
  readonly objects: Objects
  readonly plugins: Pick<Plugins, 'running'>
  readonly bus: Pick<EventBus, 'post'>
  /** Milliseconds an action may take. */
  readonly actionMs: number
}

/** Actions that running plugins offer on objects. */
export class Actions {
  readonly #options: ActionsOptions
  readonly #offers: ActionOffers

  constructor(options: ActionsOptions) {
    this.#options = options
    this.#offers = new ActionOffers(options.objects, options.plugins)
  }

  /** Actions whose required params the target has. @param plugin only those of this one */
  list(target: ActionTarget, plugin: string | undefined): Promise<AvailableAction[]> {
    return this.#offers.ready(target, plugin)
  }

  /** One action. @throws Problem 404 when nobody offers it, 400 when the target lacks a required param */
  async get(target: ActionTarget, choice: ActionChoice): Promise<AvailableAction> {
    const { action } = await this.#offers.choose(target, choice, {}, 404)
    return action
  }

  /**
   * Runs an action and gives what the plugin answers. An event tells it before.
   *
   * @throws Problem 400 when nobody offers it or the values do not fit; the plugin's own status, or 409
   */
  async run(target: ActionTarget, call: ActionCall): Promise<JsonValue> {
    const { command, params, principal, signal } = call
    const { objects, bus, actionMs } = this.#options
    const { plugin, running, held } = await this.#offers.choose(target, call, params, 400)
    await this.#checkGiven(target, command, params)
    const action: Action = {
      ...(target.body === undefined ? {} : { Model: visible(target.type, target.body) }),
      Plugin: plugin,
      Command: command,
      CommandSet: '',
      Params: { ...(await plainValues(objects.session(), held)), ...params },
    }
    // Values stay out of the event: a watcher may not be allowed to see them.
    const told = { Plugin: plugin, Command: command }
    bus.post({ Type: target.type, Action: command, Key: target.key, Principal: principal, Object: told })
    const late = AbortSignal.timeout(actionMs)
    try {
      return await unlessAborted(running.instance.run(action, AbortSignal.any([signal, late])), [
        [late, `it did not end within ${actionMs} ms`],
        [signal, 'the caller has gone'],
      ])
    } catch (error) {
      throw failed(target, plugin, command, error)
    }
  }

  /** @throws Problem 400 for values that break their schema, and for secure ones, which belong into an object */
  async #checkGiven(target: ActionTarget, command: string, params: JsonObject): Promise<void> {
    const { objects } = this.#options
    const session = objects.session()
    const problems: string[] = []
    for (const [name, value] of Object.entries(params)) {
      const definition = await session.body('params', name)
      if (definition === undefined) continue
      if (definition['Secure'] === true) {
        problems.push(`Action ${command} cannot be passed secure parameter ${name} via the API`)
        continue
      }
      const problem = objects.schemas.valueProblem(definition['Schema'] ?? null, value)
      if (problem !== undefined) problems.push(`Action ${command}: Invalid Parameter: ${name}: ${problem}`)
    }
    if (problems.length > 0) throw actionProblem(target, problems)
  }
}

/** What the caller is told when an action fails: DRP passes the plugin's own status on, and 409 without one. */
function failed(target: ActionTarget, plugin: string, command: string, error: unknown): Problem {
  const messages = PluginFailure.messagesOf(error)
  const said = error instanceof PluginFailure ? error.status : undefined
  if (said === undefined) {
    const words = messages.map((message) => `Action ${command} of plugin ${plugin}: ${message}`)
    return actionProblem(target, words, 409, error)
  }
  // Clients take 401 for a refusal of their credentials, and would log in and call again.
  return actionProblem(target, messages, said === 401 ? 409 : said, error)
}

/** The object as the API shows it. */
function visible(type: string, body: JsonObject): JsonObject {
  const secret: readonly string[] = isPrefix(type) ? catalogue[type].secret : []
  return Object.fromEntries(Object.entries(body).filter(([field]) => !secret.includes(field)))
}

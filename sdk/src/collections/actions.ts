import { AvailableAction } from '../models/action.ts'
import { Json, type JsonValue } from '../models/json.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** Which actions are meant. */
export interface ActionOptions extends CallOptions {
  /** Name of the plugin; any that offers the action by default. */
  readonly plugin?: string | undefined
}

/** Milliseconds an action may take: servers of this project give up after five minutes. */
const PATIENCE = 6 * 60_000

/** Actions of plugins on one thing, whose path ends in `actions` or `plugin_actions`. */
export class Actions {
  readonly #api: Api
  readonly #path: string

  /** @param path path of the actions, encoded */
  constructor(api: Api, path: string) {
    this.#api = api
    this.#path = path
  }

  /** Actions that can be run now, because what they require is set. */
  list(options: ActionOptions = {}): Promise<AvailableAction[]> {
    return this.#api.many(AvailableAction, { method: 'GET', path: this.#path, ...calling(options) })
  }

  /**
   * One action.
   *
   * @throws NotFoundError when no plugin offers it
   * @throws ApiError 400 when something it requires is not set
   */
  get(command: string, options: ActionOptions = {}): Promise<AvailableAction> {
    return this.#api.one(AvailableAction, { method: 'GET', path: this.#one(command), ...calling(options) })
  }

  /**
   * Runs an action and gives what the plugin answers. Never sent twice. The plugin is told to give up when the call
   * is ended by its signal.
   *
   * @param params values for this run; they win over those that are set on the object
   * @throws ApiError 400 when nobody offers it or a value does not fit, else with the status of the plugin
   */
  run(
    command: string,
    params: Readonly<Record<string, JsonValue>> = {},
    options: ActionOptions = {},
  ): Promise<JsonValue> {
    const path = this.#one(command)
    const request = { method: 'POST', path, json: params, holdMs: PATIENCE, ...calling(options) } as const
    return this.#api.one(Json, request)
  }

  #one(command: string): string {
    return `${this.#path}${apiPath(command)}`
  }
}

function calling({ plugin, signal }: ActionOptions) {
  const query: [string, string][] = plugin === undefined ? [] : [['plugin', plugin]]
  return { query, signal }
}

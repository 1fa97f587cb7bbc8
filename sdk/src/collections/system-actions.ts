import type { AvailableAction } from '../models/action.ts'
import type { JsonValue } from '../models/json.ts'
import { apiPath } from '../transport/index.ts'
import { type ActionOptions, Actions } from './actions.ts'
import type { Api } from './api.ts'

/** The server as a whole: the actions that plugins offer on it. */
export class SystemActions {
  readonly #actions: Actions

  constructor(api: Api) {
    this.#actions = new Actions(api, apiPath('system', 'actions'))
  }

  /** Actions that can be run now; what they require comes from the plugin or the profile `global`. */
  actions(options: ActionOptions = {}): Promise<AvailableAction[]> {
    return this.#actions.list(options)
  }

  /** One action. @throws NotFoundError, ApiError 400 when something it requires is not set */
  action(command: string, options: ActionOptions = {}): Promise<AvailableAction> {
    return this.#actions.get(command, options)
  }

  /** Runs an action and gives what the plugin answers. Never sent twice. @throws ApiError */
  run(
    command: string,
    params: Readonly<Record<string, JsonValue>> = {},
    options: ActionOptions = {},
  ): Promise<JsonValue> {
    return this.#actions.run(command, params, options)
  }
}

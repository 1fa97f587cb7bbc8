import type { ActionPrefix, AvailableAction } from '../models/action.ts'
import type { JsonValue } from '../models/json.ts'
import { type ActionOptions, Actions } from './actions.ts'
import type { Api } from './api.ts'
import { Collection } from './collection.ts'
import { ObjectParams } from './object-params.ts'

/** Objects of one kind, with the actions that plugins offer on them. */
export class ActingCollection<P extends ActionPrefix> extends Collection<P> {
  /** Actions that can be run on an object now, because what they require is set. */
  actions(key: string, options: ActionOptions = {}): Promise<AvailableAction[]> {
    return this.#of(key).list(options)
  }

  /**
   * One action of an object.
   *
   * @throws NotFoundError when no plugin offers it, or there is no such object
   * @throws ApiError 400 when something it requires is not set
   */
  action(key: string, command: string, options: ActionOptions = {}): Promise<AvailableAction> {
    return this.#of(key).get(command, options)
  }

  /**
   * Runs an action on an object and gives what the plugin answers, such as
   * `machines.run(uuid, 'poweron')`. Never sent twice.
   *
   * @param params values for this run; they win over those that are set on the object
   * @throws ApiError 400 when nobody offers it or a value does not fit, else with the status of the plugin
   */
  run(
    key: string,
    command: string,
    params: Readonly<Record<string, JsonValue>> = {},
    options: ActionOptions = {},
  ): Promise<JsonValue> {
    return this.#of(key).run(command, params, options)
  }

  #of(key: string): Actions {
    return new Actions(this.api, `${this.path(key)}/actions`)
  }
}

/** Kinds of objects that have both actions and params. */
type WithBoth = ActionPrefix & ConstructorParameters<typeof ObjectParams>[1]

/** Objects of one kind, with their params and the actions that plugins offer on them. */
export class ActingParamCollection<P extends WithBoth> extends ActingCollection<P> {
  /** Params of the objects, each by itself. */
  readonly params: ObjectParams

  constructor(api: Api, prefix: P) {
    super(api, prefix)
    this.params = new ObjectParams(api, prefix)
  }
}

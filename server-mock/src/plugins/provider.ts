import type { Action, Event, JsonObject, JsonValue, LogLine, PluginProvider } from '@metalwright/sdk/models'
import type { HeldValue } from '../objects/params/effective-params.ts'

/** What an instance of a provider is made for. */
export interface PluginConfig {
  /** Name of the plugin object. */
  readonly plugin: string
  /** Values of its params, with what the provider requires or takes and the plugin does not set itself. */
  readonly params: JsonObject
}

/** What the server gives a plugin to work with. */
export interface PluginHost {
  /** How the plugin reaches the API and the files, by DRP's names: `RS_ENDPOINT`, `RS_TOKEN` and so on. */
  readonly environment: Readonly<Record<string, string>>
  /** Tells an event to everybody who listens. */
  publish(event: Event): void
  /** Writes a line to the server's log. */
  log(line: Pick<LogLine, 'Level' | 'Message'>): void
}

/** A plugin that runs. */
export interface Instance {
  /** Takes over other values. @throws PluginFailure when the plugin does not want them; the old ones stay */
  configure(params: JsonObject): Promise<void>
  /**
   * Runs an action and gives what it answers.
   *
   * @param signal fires when nobody waits for the answer any more
   * @throws PluginFailure
   */
  run(action: Action, signal: AbortSignal): Promise<JsonValue>
  /** Tells the plugin an event; only called where the definition says `HasPublish`. @throws PluginFailure */
  publish(event: Event): Promise<void>
  /** Path of the unix socket that answers `/api/v3/plugin-apis/…`; undefined when it has no API of its own. */
  readonly socket: string | undefined
  /** Resolves when the plugin has ended by itself or by `stop`, to the reason. Never rejects. */
  readonly ended: Promise<string>
  /** Ends the plugin and everything it has started. Never rejects; may be called again. */
  stop(): Promise<void>
}

/** Something plugins are made of: an uploaded program, or code of the server itself. */
export interface Provider {
  readonly definition: PluginProvider
  /**
   * Whether an action that an object has the required params for makes sense on it; absent: always.
   *
   * @param held values of the action's params that the object sees; secure ones are sealed
   */
  offers?(command: string, held: ReadonlyMap<string, HeldValue>): boolean
  /**
   * Starts an instance and configures it.
   *
   * @param signal fires when the plugin is no longer wanted
   * @throws PluginFailure when it does not start or does not want its values; nothing keeps running then
   */
  start(config: PluginConfig, host: PluginHost, signal: AbortSignal): Promise<Instance>
}

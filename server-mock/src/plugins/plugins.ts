import type { Event, Plugin } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import type { EventBus } from '../events/bus.ts'
import type { Log } from '../log.ts'
import { missingReferences } from '../objects/availability/references.ts'
import { toStored } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import type { Change } from '../store/port.ts'
import type { PluginLimits } from './limits.ts'
import { pluginValues } from './plugin-values.ts'
import type { PluginHost } from './provider.ts'
import type { Providers } from './providers.ts'
import { type Plan, type RunningPlugin, SupervisedPlugin } from './supervised-plugin.ts'

/** Service under which the log holds what plugins say; events of these lines are not told to plugins. */
export const PLUGIN_SERVICE = 'plugins'

/** A token, and how to end it. */
export interface PluginToken {
  readonly token: string
  readonly end: () => void
}

/** What plugins are run with. */
export interface PluginsOptions {
  readonly objects: Objects
  readonly providers: Providers
  readonly bus: EventBus
  readonly limits: PluginLimits
  /** Log of the service `PLUGIN_SERVICE`. */
  readonly log: Log
  /** Where plugins find the server, by the names of the environment: `RS_ENDPOINT` and so on. */
  readonly endpoint: () => Readonly<Record<string, string>>
  /** Makes the token of one start of a plugin. */
  readonly token: (plugin: string) => Promise<PluginToken>
}

/** Runs a plugin for each object in `plugins`, as long as the object is there. */
export class Plugins {
  readonly #options: PluginsOptions
  readonly #plugins = new Map<string, SupervisedPlugin>()
  #serving = false
  #deaf = () => {}

  constructor(options: PluginsOptions) {
    this.#options = options
  }

  /** Plugins that run now, by name, in the order of their names. */
  running(): [string, RunningPlugin][] {
    const all = [...this.#plugins].flatMap(([name, { running }]): [string, RunningPlugin][] =>
      running === undefined ? [] : [[name, running]],
    )
    return all.sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** Starts what is there. The API must be reachable, since plugins call it. */
  async start(): Promise<void> {
    this.#serving = true
    this.#deaf = this.#options.bus.listen((event) => this.#tell(event))
    this.#options.providers.listen((name) => void this.#adjustProvider(name))
    for (const body of await this.#options.objects.session().bodies('plugins')) {
      void this.#adjust(String(body['Name']))
    }
  }

  /** Takes note of commits: plugins come, change and go with their objects. */
  follow(changes: readonly Change[]): void {
    if (!this.#serving) return
    for (const change of changes) {
      if (change.prefix === 'plugins' && !isOwnNote(change)) void this.#adjust(change.key)
      // Its values count where a plugin has none.
      if (change.prefix === 'profiles' && change.key === 'global') {
        for (const name of this.#plugins.keys()) void this.#adjust(name)
      }
    }
  }

  /** Ends all plugins. */
  async close(): Promise<void> {
    this.#serving = false
    this.#deaf()
    await Promise.all([...this.#plugins.values()].map((plugin) => plugin.close()))
    this.#plugins.clear()
  }

  async #adjust(name: string): Promise<void> {
    if (!this.#serving) return
    const plugin = this.#plugins.get(name) ?? this.#supervised(name)
    this.#plugins.set(name, plugin)
    await plugin.adjust()
  }

  async #adjustProvider(provider: string): Promise<void> {
    if (!this.#serving) return
    for (const body of await this.#options.objects.session().bodies('plugins')) {
      if (body['Provider'] === provider) void this.#adjust(String(body['Name']))
    }
  }

  #supervised(name: string): SupervisedPlugin {
    const { limits, bus } = this.#options
    const log = this.#logOf(name)
    return new SupervisedPlugin({
      name,
      limits,
      log,
      plan: () => this.#plan(name),
      host: () => this.#host(name),
      record: (errors) => this.#record(name, errors),
      onStep: async (step) => {
        log({ Level: 'info', Message: step })
        const event = { Type: 'plugins', Action: step, Key: name, Principal: SYSTEM }
        const session = this.#options.objects.session()
        const body = await session.body('plugins', name).catch(() => undefined)
        bus.post(body === undefined ? event : { ...event, Object: body })
      },
    })
  }

  async #plan(name: string): Promise<Plan> {
    const session = this.#options.objects.session()
    const plugin = await session.get('plugins', name)
    if (plugin === undefined) return { kind: 'gone' }
    const provider = this.#options.providers.get(plugin.Provider)
    if (provider === undefined) {
      const known = await session.get('plugin_providers', plugin.Provider)
      const why = known?.Errors.length ? `: ${known.Errors.join('; ')}` : ''
      // That it does not exist at all the object says of itself.
      const reasons = known === undefined ? [] : [`Plugin provider ${plugin.Provider} is not available${why}`]
      return { kind: 'blocked', reasons }
    }
    const body = toStored('plugins', plugin)
    const { params, problems } = await pluginValues(session, body, provider.definition)
    return problems.length > 0 ? { kind: 'blocked', reasons: problems } : { kind: 'run', provider, params }
  }

  async #host(name: string): Promise<PluginHost & { end(): void }> {
    const { token, end } = await this.#options.token(name)
    return {
      environment: { ...this.#options.endpoint(), RS_TOKEN: token },
      publish: (event) => this.#options.bus.post({ ...event, Principal: `plugin:${name}` }),
      log: this.#logOf(name),
      end,
    }
  }

  #logOf(plugin: string): PluginHost['log'] {
    const { log } = this.#options
    return ({ Level, Message }) => {
      const level = Level === 'error' || Level === 'fatal' ? 'error' : Level === 'warn' ? 'warn' : 'info'
      log[level]({ plugin }, Message)
    }
  }

  /** Writes into the object what keeps it from working. Objects of content packs cannot say. */
  async #record(name: string, errors: readonly string[]): Promise<void> {
    const work = async (edit: Parameters<Parameters<Objects['edit']>[1]>[0]) => {
      if (!(await edit.isWritable('plugins', name))) return
      const plugin = await edit.get('plugins', name)
      if (plugin === undefined) return
      const missing = await missingReferences(edit, 'plugins', toStored('plugins', plugin))
      const Errors = [...missing, ...errors]
      const next: Plugin = { ...plugin, PluginErrors: [...errors], Errors, Available: Errors.length === 0 }
      if (JSON.stringify(next) !== JSON.stringify(plugin)) edit.put('plugins', next, 'save')
    }
    await this.#options.objects.edit(SYSTEM, work, `plugins/${name}`)
  }

  #tell(event: Event): void {
    // A plugin that answers each event, or each line of its log, with another must not go round for ever.
    if (event.Type === 'log' && event.Key === PLUGIN_SERVICE) return
    for (const [name, plugin] of this.#plugins) {
      if (event.Revision === 0 && event.Principal === `plugin:${name}`) continue
      plugin.tell(event)
    }
  }
}

/** Whether a change of a plugin is only about whether it works, as this room itself writes it. */
function isOwnNote({ action, object, original }: Change): boolean {
  if (action !== 'save' || original === undefined) return false
  const facts = (body: Change['object']) => JSON.stringify([body['Provider'], body['Params']])
  return facts(object) === facts(original)
}

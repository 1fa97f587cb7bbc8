import type { EventBus } from '../events/bus.ts'
import type { Log } from '../log.ts'
import type { Contents } from '../objects/content/contents.ts'
import type { Objects } from '../objects/objects.ts'
import type { Store } from '../store/port.ts'
import { Actions } from './actions.ts'
import { ExecutableFolder } from './executable-folder.ts'
import type { PluginLimits } from './limits.ts'
import { Plugins, type PluginsOptions } from './plugins.ts'
import type { Provider } from './provider.ts'
import { Providers } from './providers.ts'

/** What the room of plugins is built from. */
export interface PluginRoomOptions extends Pick<PluginsOptions, 'endpoint' | 'token'> {
  readonly store: Store
  readonly objects: Objects
  readonly contents: Contents
  readonly bus: EventBus
  /** Folder of the programs. */
  readonly folder: string
  /** Providers that are part of the server. */
  readonly builtin: readonly Provider[]
  readonly limits: PluginLimits
  /** `PATH` for programs. */
  readonly path: string
  /** Log of the service `PLUGIN_SERVICE`. */
  readonly log: Log
}

/** Plugins, what they are made of, and what they can do. */
export interface PluginRoom {
  readonly providers: Providers
  readonly plugins: Plugins
  readonly actions: Actions
  readonly limits: PluginLimits
  /** Starts the plugins, once the API can be reached. Resolves when all programs have said what they are. */
  start(): Promise<void>
  /** Ends everything that was started. */
  close(): Promise<void>
}

/** Opens the room: content packs of providers are in force afterwards, plugins do not run yet. */
export async function openPluginRoom(options: PluginRoomOptions): Promise<PluginRoom> {
  const { store, objects, contents, bus, limits } = options
  const folder = await ExecutableFolder.at(options.folder, limits.executableBytes)
  const providers = new Providers({ ...options, folder })
  await providers.open()
  const plugins = new Plugins({ ...options, providers })
  store.subscribe((changes) => plugins.follow(changes))
  // Content packs may bring plugins, and take them away.
  contents.subscribe((changes) => plugins.follow(changes))
  return {
    providers,
    plugins,
    actions: new Actions({ objects, plugins, bus, actionMs: limits.actionMs }),
    limits,
    start: async () => {
      await plugins.start()
      await providers.define()
    },
    close: async () => {
      await Promise.all([providers.close(), plugins.close()])
    },
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PluginProvider } from '@metalwright/sdk/models'
import { ExecutableInstance } from './executable-instance.ts'
import { HostSocket } from './host-socket.ts'
import type { PluginLimits } from './limits.ts'
import { PluginClient } from './plugin-client.ts'
import { excerpt } from './plugin-failure.ts'
import { PluginProcess } from './plugin-process.ts'
import { programEnvironment } from './program-environment.ts'
import type { Instance, PluginConfig, PluginHost, Provider } from './provider.ts'
import { unlessAborted } from './unless-aborted.ts'

/** An uploaded program as a provider. */
export interface ExecutableOptions {
  readonly file: string
  readonly definition: PluginProvider
  readonly limits: PluginLimits
  /** `PATH` for the program. */
  readonly path: string
}

/** Plugins that are processes of a program: `<file> listen <socket of the plugin> <socket of the server>`. */
export class ExecutableProvider implements Provider {
  readonly definition: PluginProvider
  readonly #options: ExecutableOptions

  constructor(options: ExecutableOptions) {
    this.definition = options.definition
    this.#options = options
  }

  async start(config: PluginConfig, host: PluginHost, signal: AbortSignal): Promise<Instance> {
    const { file, limits, path } = this.#options
    const leaving: string[] = []
    const { undo, release } = undoing()
    try {
      // Sockets have short paths, so they lie in the system's folder; nobody else may enter this one.
      const folder = await mkdtemp(join(tmpdir(), 'metalwright-plugin-'))
      undo(() => rm(folder, { recursive: true, force: true }))
      const hostSocket = await HostSocket.listen({
        path: join(folder, 'fromPlugin'),
        host,
        onLeaving: (reasons) => leaving.splice(0, leaving.length, ...reasons.map(excerpt)),
        maxBytes: limits.messageBytes,
      })
      undo(() => hostSocket.close())
      const client = new PluginClient(join(folder, 'toPlugin'), limits.messageBytes)
      undo(() => client.close())
      const process = new PluginProcess({
        file,
        args: ['listen', client.socket, join(folder, 'fromPlugin')],
        cwd: folder,
        env: { ...programEnvironment(path, folder), ...host.environment },
        limits,
        log: host.log,
      })
      undo(() => process.kill())
      const instance = new ExecutableInstance({ process, client, limits, leaving, release })
      const unwanted = [[signal, 'the plugin is no longer wanted']] as const
      await unlessAborted(process.ready, unwanted)
      await unlessAborted(instance.configure(config.params), unwanted)
      return instance
    } catch (error) {
      await release()
      throw error
    }
  }
}

/** Collects what is to be undone; `release` does it once, last first. */
function undoing(): { undo: (step: () => unknown) => void; release: () => Promise<void> } {
  const steps: (() => unknown)[] = []
  let released: Promise<void> | undefined
  const run = async () => {
    for (const step of steps.reverse()) await step()
  }
  return {
    undo: (step) => steps.push(step),
    release: () => {
      released ??= run()
      return released
    },
  }
}

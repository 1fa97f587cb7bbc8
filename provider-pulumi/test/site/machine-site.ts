import type { Machine } from '@metalwright/sdk/models'
import { clientEnvironment, type Site, startSimulatedSite, waitForFree } from '@metalwright/server/rehearsal'
import { fromJson, type Json } from '../../src/values/json.ts'
import { isMap, type PropertyMap } from '../../src/values/value.ts'
import { EngineStandIn } from '../plugin/engine-stand-in.ts'
import { bundledPlugin, type PluginFile, PluginProcess } from '../plugin/plugin-process.ts'
import { Stack } from '../plugin/stack.ts'

/** Properties out of a literal. */
export function props(json: { [name: string]: Json }): PropertyMap {
  const value = fromJson(json)
  return isMap(value) ? value : new Map()
}

/** A real server with simulated machines, the bundled plugin, and a stand-in for the engine. */
export class MachineSite {
  readonly site: Site
  readonly engine: EngineStandIn
  readonly file: PluginFile
  readonly #plugins: PluginProcess[] = []

  private constructor(site: Site, engine: EngineStandIn, file: PluginFile) {
    this.site = site
    this.engine = engine
    this.file = file
  }

  static async start(machines: number): Promise<MachineSite> {
    const site = await startSimulatedSite({ machines, log: () => {}, pace: { task: 300 } })
    try {
      for (const machine of site.machines) await machine.powerOn()
      await waitForFree(site.client, machines, 60_000)
      return new MachineSite(site, await EngineStandIn.start(), await bundledPlugin())
    } catch (error) {
      await site.close()
      throw error
    }
  }

  /** A plugin process that can reach the server, and a stack of one type of resource. */
  async open(
    type = 'drp:index:Machine',
    { path = this.file.path, env = {}, config = new Map() }: OpenOptions = {},
  ): Promise<Stack> {
    const environment = { ...clientEnvironment(this.site), ...env }
    const file = { path, remove: () => {} }
    const plugin = await PluginProcess.start(file, [this.engine.address], environment)
    this.#plugins.push(plugin)
    return Stack.open(plugin, type, this.engine.address, config)
  }

  /** Gives all machines back and ends the plugins. */
  async clean(): Promise<void> {
    for (const plugin of this.#plugins.splice(0)) await plugin.end('SIGKILL')
    this.engine.messages.length = 0
    const { client } = this.site
    for (const { Uuid, Locked, Pool, PoolAllocated, Params } of await this.machines()) {
      if (Locked) await client.machines.update(Uuid, { Locked: false })
      if (Params['claim/quarantine'] !== undefined) {
        await client.machines.params.delete(Uuid, 'claim/quarantine')
      }
      if (PoolAllocated) {
        await client.pools.release(Pool, { 'pool/machine-list': [Uuid], 'pool/workflow': 'release' })
      }
    }
    await waitForFree(client, this.site.machines.length, 60_000)
  }

  async close(): Promise<void> {
    for (const plugin of this.#plugins.splice(0)) await plugin.end('SIGKILL')
    this.engine.close()
    this.file.remove()
    await this.site.close()
  }

  async machines(): Promise<Machine[]> {
    return (await this.site.client.machines.list()).items
  }

  async held(): Promise<Machine[]> {
    return (await this.machines()).filter(({ PoolAllocated }) => PoolAllocated)
  }

  /** The only machine that is held. */
  async onlyHeld(): Promise<Machine> {
    const [machine, ...others] = await this.held()
    if (machine === undefined || others.length > 0) throw new Error('not exactly one machine is held')
    return machine
  }

  /** Inputs of a machine that gets the rehearsal's image, and so takes some seconds. */
  withImage(more: { [name: string]: Json } = {}): PropertyMap {
    const { file, sha256 } = this.site.image
    return props({ image: `${file}@sha256:${sha256}`, deallocateWorkflow: 'release', ...more })
  }
}

/** How a plugin is opened. */
export interface OpenOptions {
  readonly path?: string
  readonly env?: Readonly<Record<string, string>>
  readonly config?: PropertyMap
}

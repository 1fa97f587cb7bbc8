import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from '@metalwright/sdk'
import type { Machine } from '@metalwright/sdk/models'
import {
  DEV_KEY,
  type ServerProcess,
  SimulatedFleet,
  startServerProcess,
} from '@metalwright/server/rehearsal'
import { installBootFiles } from '../../server-mock/src/boot/boot-files.ts'
import { ApiProxy } from './terraform-proxy.ts'

const PREFS = JSON.stringify({
  unknownBootEnv: 'unknown-discovery',
  defaultBootEnv: 'discovery',
  defaultWorkflow: 'discover',
})

/** A server that can be killed and comes back, with simulated machines behind it and a proxy in front of it. */
export class ChaosSite {
  readonly proxy: ApiProxy
  readonly key = DEV_KEY
  readonly #folder: string
  readonly #flags: readonly string[]
  readonly #fleet: SimulatedFleet
  #server: ServerProcess
  #client: Client
  /** The restart under way, if there is one. */
  #restart: Promise<void> | undefined

  private constructor(
    folder: string,
    flags: readonly string[],
    server: ServerProcess,
    proxy: ApiProxy,
    machines: number,
  ) {
    this.#folder = folder
    this.#flags = flags
    this.#server = server
    this.#client = clientOf(server)
    this.proxy = proxy
    const { dhcp, tftp } = server.facts.ports
    this.#fleet = new SimulatedFleet({
      dhcp: { host: '127.0.0.1', port: dhcp, linkAddress: '10.77.0.1' },
      tftpPort: tftp,
      diskBytes: 64 * 1024 ** 3,
      pace: { firmware: 20, kernel: 20, task: 60 },
    })
    this.#fleet.add(machines)
  }

  /** Starts everything; resolves when all machines are free. */
  static async start(machines: number): Promise<ChaosSite> {
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-chaos-'))
    const standIn = join(folder, 'stand-in')
    await writeFile(standIn, 'Simulated machines load this in the place of a kernel and an initramfs.\n')
    const baseRoot = join(folder, 'server')
    await installBootFiles(baseRoot, 'discovery', { vmlinuz: standIn, 'initrd.img': standIn })
    // The machines know the server by its ports, so a server that comes back must have the same.
    const names = ['api', 'static', 'tftp', 'dhcp']
    const ports = await freePorts(names.length)
    const flags = [
      ...['--dev', '--provision-address', '127.0.0.1', '--prefs', PREFS, '--log-level', 'error'],
      ...['--metrics-port', '0', '--disable-pxe'],
      ...names.flatMap((name, index) => [`--${name}-port`, String(ports[index])]),
    ]
    const server = await startServerProcess({ baseRoot, flags })
    const proxy = await ApiProxy.start(server.facts.ports.api)
    const site = new ChaosSite(folder, flags, server, proxy, machines)
    await site.#prepare()
    return site
  }

  /** The state of every machine, from the server itself. */
  async machines(): Promise<readonly Machine[]> {
    await this.#restart
    return (await this.#client.machines.list()).items
  }

  /** Releases a machine as somebody else would, who knows nothing of claims. */
  async releaseByHand(uuid: string): Promise<void> {
    await this.#client.pools.release('default', { 'pool/machine-list': [uuid] })
  }

  /** Ends the server with SIGKILL and starts it on the store that it leaves. */
  killServer(): Promise<void> {
    this.#restart ??= this.#killAndStart().finally(() => {
      this.#restart = undefined
    })
    return this.#restart
  }

  /** Waits until every machine is free and ready. @throws Error naming those that are not */
  async allFree(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const machines = await this.machines()
      const busy = machines.filter(
        ({ PoolStatus, PoolAllocated, WorkflowComplete }) =>
          PoolStatus !== 'Free' || PoolAllocated || !WorkflowComplete,
      )
      if (machines.length === this.#fleet.machines.length && busy.length === 0) return
      if (Date.now() > deadline) {
        const what = busy.map(({ Name, PoolStatus, Workflow, Stage, Runnable }) =>
          [Name, PoolStatus, Workflow, Stage, Runnable ? 'runnable' : 'not runnable'].join(' '),
        )
        throw new Error(`Not free after ${timeoutMs} ms: ${what.join('; ') || `${machines.length} machines`}`)
      }
      await wait(50)
    }
  }

  async close(): Promise<void> {
    await this.#restart
    await this.#fleet.close()
    this.proxy.close()
    await this.#client.close()
    await this.#server.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #prepare(): Promise<void> {
    const client = this.#client
    await client.subnets.create({
      Name: 'chaos',
      Enabled: true,
      Subnet: '10.77.0.0/24',
      ActiveStart: '10.77.0.20',
      ActiveEnd: '10.77.0.250',
      ActiveLeaseTime: 3600,
    })
    // Two short workflows that stay in the discovery system: claims are built and given back quickly.
    for (const name of ['chaos-build', 'chaos-clean']) {
      await client.tasks.create({ Name: name, Templates: [{ Name: name, Contents: 'echo' }] })
      await client.stages.create({ Name: name, Tasks: [name, name] })
      await client.workflows.create({ Name: name, Stages: [name] })
    }
    const actions = (Workflow: string) => ({ Workflow })
    await client.pools.edit('default', (pool) => {
      pool.AllocateActions = { ...pool.AllocateActions, ...actions('chaos-build') }
      pool.ReleaseActions = { ...pool.ReleaseActions, ...actions('chaos-clean') }
      return undefined
    })
    this.#fleet.powerOnAll()
    await this.allFree(60_000)
  }

  async #killAndStart(): Promise<void> {
    process.kill(this.#server.pid, 'SIGKILL')
    await this.#server.stop()
    await this.#client.close()
    this.#server = await startServerProcess({ baseRoot: join(this.#folder, 'server'), flags: this.#flags })
    this.#client = clientOf(this.#server)
    this.proxy.upstream = this.#server.facts.ports.api
  }
}

function clientOf({ facts }: ServerProcess): Client {
  const { ports, fingerprint } = facts
  return new Client({ endpoint: `https://127.0.0.1:${ports.api}`, key: DEV_KEY, fingerprint })
}

/** Ports that nobody listens on now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { LabHost, type LabHostPlug } from './lab-host.ts'
import { type CommandRunner, endProcess, type LabProcess, systemRunner } from './lab-process.ts'

/** What a lab is made from. */
export type NetworkLabOptions = {
  /** Name of the network namespace; default a new one that holds this process' id. */
  name?: string
  /** How commands are run; default real processes. */
  runner?: CommandRunner
}

const newName = (): string => `metalwright-${process.pid}-${randomBytes(3).toString('hex')}`
const advertiser = fileURLToPath(new URL('router-advertiser.ts', import.meta.url))

/**
 * A network of its own: a namespace with one bridge, on which machines have a tap each and the server has
 * `10.77.0.1/24`. Needs root. Nothing in it reaches or disturbs the host's network, so several labs can have
 * the same addresses and ports.
 */
export class NetworkLab {
  /** Name of the network namespace. */
  readonly name: string
  /** Name of the bridge inside. */
  readonly bridge = 'br0'
  /** Address of the host's side, where a server listens. */
  readonly address = '10.77.0.1'
  /** The network in CIDR form. */
  readonly subnet = '10.77.0.0/24'
  readonly #runner: CommandRunner
  readonly #processes = new Set<LabProcess>()
  readonly #hosts: LabHost[] = []
  #taps = 0

  private constructor(name: string, runner: CommandRunner) {
    this.name = name
    this.#runner = runner
  }

  /**
   * Makes the namespace and the bridge; labs left over by processes that are gone are removed first.
   * @throws LabCommandError without root or without `ip`; nothing is left behind then.
   */
  static async create(options: NetworkLabOptions = {}): Promise<NetworkLab> {
    const runner = options.runner ?? systemRunner
    const name = options.name ?? newName()
    await removeAbandonedLabs(runner)
    await runner.run(['ip', 'netns', 'add', name])
    const lab = new NetworkLab(name, runner)
    try {
      await runner.run(['ip', '-n', name, 'link', 'set', 'lo', 'up'])
      await lab.addBridge(lab.bridge, `${lab.address}/24`)
      return lab
    } catch (error) {
      await lab.destroy()
      throw error
    }
  }

  /** Adds a bridge; `address` is the server's on it, in CIDR form. */
  async addBridge(bridge: string, address?: string): Promise<void> {
    const ip = (...args: readonly string[]) => this.#runner.run(['ip', '-n', this.name, ...args])
    await ip('link', 'add', bridge, 'type', 'bridge', 'forward_delay', '0', 'stp_state', '0')
    if (address !== undefined) await ip('addr', 'add', address, 'dev', bridge)
    await ip('link', 'set', bridge, 'up')
  }

  /** Adds a tap device for one machine and returns its name; on bridge `none` it is connected to nothing. */
  async addTap(bridge: string = this.bridge): Promise<string> {
    const tap = `tap${this.#taps}`
    this.#taps += 1
    await this.#runner.run(['ip', '-n', this.name, 'tuntap', 'add', 'dev', tap, 'mode', 'tap'])
    const plug = bridge === 'none' ? [] : ['master', bridge]
    await this.#runner.run(['ip', '-n', this.name, 'link', 'set', tap, ...plug, 'up'])
    return tap
  }

  /** Adds another host, plugged into bridges of this network; it goes with the lab. */
  async addHost(plugs: readonly LabHostPlug[]): Promise<LabHost> {
    const host = await LabHost.create(newName(), this.name, plugs, this.#runner)
    this.#hosts.push(host)
    return host
  }

  /** The argument array that runs a command inside the lab, in the same process (no wrapper stays). */
  command(argv: readonly string[]): string[] {
    return ['ip', 'netns', 'exec', this.name, ...argv]
  }

  /** Runs a command inside to its end and returns its output. */
  async run(argv: readonly string[], timeoutMs?: number): Promise<string> {
    return await this.#runner.run(this.command(argv), timeoutMs)
  }

  /** Starts a program inside; it ends with the lab, and with this process however that ends. */
  start(argv: readonly string[]): LabProcess {
    const child = this.#runner.start(this.command(['setpriv', '--pdeathsig', 'KILL', '--', ...argv]))
    this.#processes.add(child)
    void child.ended.then(() => this.#processes.delete(child))
    return child
  }

  /**
   * Starts the sender of router advertisements: without any IPv6 router on the link iPXE waits 16 s in each
   * stage. It announces no address, no prefix and no route.
   */
  startRouterAdvertiser(bridge: string = this.bridge): LabProcess {
    return this.start([process.execPath, advertiser, bridge])
  }

  /** Ends every program started inside and removes the network. Safe to call twice. */
  async destroy(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.destroy()))
    await Promise.all([...this.#processes].map((child) => endProcess(child)))
    await this.#runner.run(['ip', 'netns', 'del', this.name]).catch(() => '')
  }
}

/** Names of labs in the output of `ip netns list` whose creating process is not alive. */
export function abandonedLabs(list: string, alive: (pid: number) => boolean): string[] {
  return list.split('\n').flatMap((line) => {
    const match = /^(metalwright-(\d+)-[0-9a-f]{6})(?: |$)/.exec(line)
    return match?.[1] !== undefined && !alive(Number(match[2])) ? [match[1]] : []
  })
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const removeAbandonedLabs = async (runner: CommandRunner): Promise<void> => {
  for (const name of abandonedLabs(await runner.run(['ip', 'netns', 'list']), isAlive)) {
    await runner.run(['ip', 'netns', 'del', name]).catch(() => '')
  }
}

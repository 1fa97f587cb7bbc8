import { type CommandRunner, endProcess, type LabProcess } from './lab-process.ts'

/** One network card of a {@link LabHost}. */
export type LabHostPlug = {
  /** Bridge of the lab it is plugged into. */
  bridge: string
  /** Its address in CIDR form. */
  address: string
}

/**
 * Another host beside the server: a namespace of its own with a card on each of some bridges, which forwards
 * packets between them. Routers, DHCP relays and other people's DHCP servers run on it. Cards are named `eth0`,
 * `eth1` … in the order of the plugs.
 */
export class LabHost {
  /** Name of the network namespace. */
  readonly name: string
  readonly #runner: CommandRunner
  readonly #processes = new Set<LabProcess>()

  private constructor(name: string, runner: CommandRunner) {
    this.name = name
    this.#runner = runner
  }

  /**
   * Makes a host called `name` and plugs it into the lab in namespace `lab`.
   * @throws LabCommandError; nothing is left behind then.
   */
  static async create(
    name: string,
    lab: string,
    plugs: readonly LabHostPlug[],
    runner: CommandRunner,
  ): Promise<LabHost> {
    await runner.run(['ip', 'netns', 'add', name])
    const host = new LabHost(name, runner)
    try {
      await runner.run(['ip', '-n', name, 'link', 'set', 'lo', 'up'])
      for (const [at, { bridge, address }] of plugs.entries()) {
        const near = `eth${at}`
        const far = `v${name.slice(-6)}-${at}`
        await runner.run([
          ...['ip', '-n', name, 'link', 'add', near, 'type', 'veth'],
          ...['peer', 'name', far, 'netns', lab],
        ])
        await runner.run(['ip', '-n', lab, 'link', 'set', far, 'master', bridge, 'up'])
        await runner.run(['ip', '-n', name, 'addr', 'add', address, 'dev', near])
        await runner.run(['ip', '-n', name, 'link', 'set', near, 'up'])
      }
      await host.run(['sysctl', '-qw', 'net.ipv4.ip_forward=1'])
      return host
    } catch (error) {
      await host.destroy()
      throw error
    }
  }

  /** Runs a command on it to its end and returns its output. */
  async run(argv: readonly string[], timeoutMs?: number): Promise<string> {
    return await this.#runner.run(['ip', 'netns', 'exec', this.name, ...argv], timeoutMs)
  }

  /** Starts a program on it; it ends with the host, and with this process however that ends. */
  start(argv: readonly string[]): LabProcess {
    const child = this.#runner.start([
      ...['ip', 'netns', 'exec', this.name],
      ...['setpriv', '--pdeathsig', 'KILL', '--', ...argv],
    ])
    this.#processes.add(child)
    void child.ended.then(() => this.#processes.delete(child))
    return child
  }

  /** Ends every program started on it and removes it. Safe to call twice. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#processes].map((child) => endProcess(child)))
    await this.#runner.run(['ip', 'netns', 'del', this.name]).catch(() => '')
  }
}

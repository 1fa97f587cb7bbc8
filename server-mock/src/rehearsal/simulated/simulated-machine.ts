import { rebootAfterPanic, startFirmware } from './boot/firmware.ts'
import { KernelPanic, type KernelStart, type SystemEnd } from './boot/kernel-start.ts'
import type { Firmware, Hardware, Pace, Running } from './hardware.ts'
import { type DhcpPlace, Link } from './network/address-client.ts'
import { randomUuid, type SimulationPorts, systemPorts } from './ports.ts'
import { runDeployed } from './system/deployed-system.ts'
import { runDiscovery } from './system/discovery-system.ts'
import type { TaskPlan } from './tasks/task-plan.ts'

/**
 * Where a machine is: `off`; `firmware`: looking for something to boot; `loader`: iPXE runs a script;
 * `kernel`: a system starts; `discovery`, `deployed`: the agent of that system works; `stopped`: it runs and
 * does nothing for the server; `crashed`: its kernel stopped.
 */
export type MachineState =
  | 'off'
  | 'firmware'
  | 'loader'
  | 'kernel'
  | 'discovery'
  | 'deployed'
  | 'stopped'
  | 'crashed'

/** What a simulated machine is. */
export interface SimulatedMachineOptions {
  /** Hex with colons. */
  readonly mac: string
  /** Name it registers with when DHCP gives no host name; default made from the MAC address. */
  readonly name?: string
  readonly dhcp: DhcpPlace
  /** Port of the TFTP server; default 69. */
  readonly tftpPort?: number
  /** Local address of its TFTP transfers; that of all machines by default. */
  readonly localAddress?: string
  /** Default `ipxe-bios`: a network card with iPXE in its ROM. */
  readonly firmware?: Firmware
  /** Size of its disk; default 64 GiB. */
  readonly diskBytes?: number
  /** How tasks turn out; default: they succeed. */
  readonly plan?: TaskPlan
  /** Milliseconds that what is not simulated takes; default 20 for firmware and kernel, 50 for a task. */
  readonly pace?: Partial<Pace>
  /** Connections to the API: `kept` (default) as long as they last, or `fresh` for each call like the shell agent's. */
  readonly connections?: 'kept' | 'fresh'
  readonly ports?: SimulationPorts
  /** Told what happens, one line each. */
  readonly onLog?: (line: string) => void
}

/** A machine was not in the awaited state in time. */
export class SimulationTimeout extends Error {
  readonly code = 'simulation_timeout'

  constructor(mac: string, wanted: string, state: string, milliseconds: number) {
    super(`machine ${mac} is ${state}, not ${wanted}, after ${milliseconds} ms; its log (onLog) says why`)
    this.name = 'SimulationTimeout'
  }
}

/**
 * A machine that speaks the real protocols to a real server, but runs no script: DHCP through a relay agent,
 * TFTP and HTTP boot, iPXE scripts, the agent's calls. Many fit into one process.
 *
 * ```ts
 * const machine = new SimulatedMachine({ mac: '52:54:00:00:00:01', dhcp: { host: '127.0.0.1', port, linkAddress: '10.77.0.1' } })
 * machine.powerOn()
 * await machine.waitFor('discovery', 10_000)
 * await machine.powerOff()
 * ```
 */
export class SimulatedMachine {
  readonly mac: string
  readonly #hardware: Hardware
  readonly #ownLink: Link | undefined
  readonly #watchers = new Set<() => void>()
  #state: MachineState = 'off'
  #uuid = ''
  #bootCount = 0
  /** Takes the power away; absent while there is none. */
  #switch: AbortController | undefined
  /** Ends when all that the machine did up to its last power-off has ended. */
  #life: Promise<void> = Promise.resolve()

  /** @param link relay agent shared with other machines; by default the machine has its own */
  constructor(options: SimulatedMachineOptions, link?: Link) {
    this.mac = options.mac.toLowerCase()
    this.#ownLink = link === undefined ? new Link(options.dhcp, options.ports?.faults) : undefined
    const digits = this.mac.replaceAll(':', '')
    this.#hardware = {
      mac: this.mac,
      uuid: `00000000-0000-4000-8000-${digits}`,
      name: options.name ?? '',
      firmware: options.firmware ?? 'ipxe-bios',
      disk: {
        name: 'sda',
        path: '/dev/sda',
        bytes: options.diskBytes ?? 64 * 1024 ** 3,
        serial: `SIM${digits.toUpperCase()}`,
        wwn: `0x5000${digits}`,
        model: 'Simulated disk',
      },
      installed: undefined,
      wrongStarts: 0,
      begun: new Map(),
      link: link ?? this.#ownLink ?? new Link(options.dhcp, options.ports?.faults),
      tftpPort: options.tftpPort ?? 69,
      localAddress: options.localAddress,
      pace: { firmware: 20, kernel: 20, task: 50, ...options.pace },
      plan: options.plan ?? { outcome: () => undefined },
      connections: options.connections ?? 'kept',
      ports: options.ports ?? systemPorts,
      say: (line) => options.onLog?.(`${this.mac} ${line}`),
      cutPower: () => this.#cut(),
    }
  }

  get state(): MachineState {
    return this.#state
  }

  /** Times the firmware has started, since the machine was made. A kexec does not count. */
  get bootCount(): number {
    return this.#bootCount
  }

  /** UUID of its machine object, as it last knew it; empty before it was registered. */
  get uuid(): string {
    return this.#uuid
  }

  /** Switches the machine on; nothing happens when it is on. */
  powerOn(): void {
    if (this.#switch !== undefined) return
    const control = new AbortController()
    this.#switch = control
    const { signal } = control
    this.#life = this.#life
      .then(() => this.#live(signal))
      .catch((error: unknown) => {
        if (signal.aborted) return
        this.#hardware.say(
          `ended by a fault of the simulation: ${error instanceof Error ? error.stack : String(error)}`,
        )
        this.#enter('crashed')
      })
  }

  /** Takes the power away. Resolves when everything of the machine has ended and its sockets are closed. */
  async powerOff(): Promise<void> {
    this.#cut()
    await this.#life
    await this.#ownLink?.close()
  }

  /** Power off and on. */
  async cycle(): Promise<void> {
    await this.powerOff()
    this.powerOn()
  }

  /** Resolves when the machine is in the state, at once if it is. @throws SimulationTimeout */
  async waitFor(state: MachineState, timeout: number): Promise<void> {
    if (this.#state === state) return
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#watchers.delete(look)
        reject(new SimulationTimeout(this.mac, state, this.#state, timeout))
      }, timeout)
      const look = () => {
        if (this.#state !== state) return
        clearTimeout(late)
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
    })
  }

  #cut(): void {
    if (this.#switch === undefined) return
    this.#switch.abort(new Error(`machine ${this.mac} has no power`))
    this.#switch = undefined
    this.#enter('off')
  }

  #enter(state: MachineState): void {
    if (this.#state === state) return
    this.#state = state
    this.#hardware.say(`is ${state}`)
    for (const look of [...this.#watchers]) look()
  }

  /** From power to power. */
  async #live(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      this.#bootCount++
      this.#enter('firmware')
      const begun = await startFirmware(this.#hardware, () => this.#enter('loader'), signal)
      let end =
        begun.kind === 'discovery' || begun.kind === 'deployed' ? await this.#run(begun, signal) : begun
      while (end.kind === 'kexec') end = await this.#run(end.start, signal)
      if (end.kind === 'poweroff') return this.#cut()
      if (end.kind === 'stopped') {
        this.#hardware.say(end.reason)
        return this.#enter('stopped')
      }
    }
  }

  /** Runs a kernel until it ends. */
  async #run(start: KernelStart, power: AbortSignal): Promise<SystemEnd> {
    this.#enter('kernel')
    const { ports, say } = this.#hardware
    const over = new AbortController()
    const beside = new Set<Promise<void>>()
    const running: Running = {
      hardware: this.#hardware,
      start,
      signal: AbortSignal.any([power, over.signal]),
      bootId: randomUuid(ports.random),
      began: ports.now(),
      loaded: undefined,
      resumed: false,
      reached: (state, machine) => {
        this.#uuid = machine
        this.#enter(state)
      },
      beside: (work) => void beside.add(work.catch(() => {})),
    }
    try {
      return await (start.kind === 'discovery' ? runDiscovery(running) : runDeployed(running))
    } catch (error) {
      if (!(error instanceof KernelPanic) || power.aborted) throw error
      say(error.message)
      this.#enter('crashed')
      over.abort()
      const wait = rebootAfterPanic(start)
      if (wait === undefined) return { kind: 'stopped', reason: 'the crashed system hangs' }
      await ports.sleep(wait, power)
      return { kind: 'reboot' }
    } finally {
      over.abort()
      await Promise.all(beside)
    }
  }
}

import { Link } from './network/address-client.ts'
import { SimulatedMachine, type SimulatedMachineOptions } from './simulated-machine.ts'

/** What the machines of a fleet have in common. */
export interface FleetOptions extends Omit<SimulatedMachineOptions, 'mac' | 'name'> {
  /** First three octets of the machines' MAC addresses; default `52:54:00`. */
  readonly macPrefix?: string
}

/** Machines with one relay agent in front of them. */
export class SimulatedFleet {
  readonly machines: SimulatedMachine[] = []
  readonly #options: FleetOptions
  readonly #link: Link

  constructor(options: FleetOptions) {
    this.#options = options
    this.#link = new Link(options.dhcp)
  }

  /** Adds machines, switched off. @returns the new ones */
  add(
    count: number,
    options: Partial<Omit<SimulatedMachineOptions, 'mac' | 'dhcp'>> = {},
  ): SimulatedMachine[] {
    const { macPrefix = '52:54:00', ...common } = this.#options
    const first = this.machines.length + 1
    const added = Array.from({ length: count }, (_, at) => {
      const number = (first + at).toString(16).padStart(6, '0')
      const mac = `${macPrefix}:${number.match(/../g)?.join(':') ?? ''}`
      return new SimulatedMachine({ ...common, ...options, mac }, this.#link)
    })
    this.machines.push(...added)
    return added
  }

  /** Switches all machines on at once, as after an outage. */
  powerOnAll(): void {
    for (const machine of this.machines) machine.powerOn()
  }

  /** Takes the power from all machines and closes the relay. */
  async close(): Promise<void> {
    await Promise.all(this.machines.map((machine) => machine.powerOff()))
    await this.#link.close()
  }
}

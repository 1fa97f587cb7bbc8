import { Link } from './network/address-client.ts'
import { SimulatedMachine, type SimulatedMachineOptions } from './simulated-machine.ts'

/** What the machines of a fleet have in common. */
export interface FleetOptions extends Omit<SimulatedMachineOptions, 'mac' | 'name' | 'localAddress'> {
  /** First three octets of the machines' MAC addresses; default `52:54:00`. */
  readonly macPrefix?: string
  /**
   * Whether each machine sends its TFTP from a loopback address of its own (127.64.0.0/10), so that the server's
   * limits for one address hold for each; Linux has these addresses. Default false.
   */
  readonly ownAddresses?: boolean
}

/** Machines with one relay agent in front of them. */
export class SimulatedFleet {
  readonly machines: SimulatedMachine[] = []
  readonly #options: FleetOptions
  readonly #link: Link

  constructor(options: FleetOptions) {
    this.#options = options
    this.#link = new Link(options.dhcp, options.ports?.faults)
  }

  /** Adds machines, switched off. @returns the new ones */
  add(
    count: number,
    options: Partial<Omit<SimulatedMachineOptions, 'mac' | 'dhcp'>> = {},
  ): SimulatedMachine[] {
    const { macPrefix = '52:54:00', ownAddresses = false, ...common } = this.#options
    const first = this.machines.length + 1
    const added = Array.from({ length: count }, (_, at) => {
      const number = (first + at).toString(16).padStart(6, '0')
      const mac = `${macPrefix}:${number.match(/../g)?.join(':') ?? ''}`
      const localAddress = ownAddresses ? { localAddress: loopback(mac) } : {}
      return new SimulatedMachine({ ...common, ...options, ...localAddress, mac }, this.#link)
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

/** Address for the last three octets of a MAC address. */
function loopback(mac: string): string {
  const [high = 0, middle = 0, low = 0] = mac
    .split(':')
    .slice(3)
    .map((octet) => Number.parseInt(octet, 16))
  return `127.${64 + (high & 63)}.${middle}.${low}`
}

import type { JsonObject } from '@metalwright/sdk/models'
import { fromStored } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import type { Change } from '../store/port.ts'

/** What DHCP needs of a machine. */
export interface KnownMachine {
  readonly uuid: string
  readonly bootEnv: string
  /** Dotted decimal; `''` or `0.0.0.0` when it has none. */
  readonly address: string
  /** Hardware addresses, lower case with colons. */
  readonly macs: readonly string[]
}

/** Machines by what DHCP recognises them by, in memory: every packet asks for one. Follows the commits. */
export class MachineDirectory {
  readonly #machines = new Map<string, KnownMachine>()
  readonly #byMac = new Map<string, KnownMachine>()
  readonly #byAddress = new Map<string, KnownMachine>()

  /** Reads all machines; `follow` from before on, so that none is missed. */
  async load(objects: Objects): Promise<void> {
    for await (const piece of objects.session().pieces('machines')) {
      for (const { key, body } of piece) if (!this.#machines.has(key)) this.#take(key, body)
    }
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    for (const { prefix, key, action, object } of changes) {
      if (prefix !== 'machines') continue
      this.#forget(key)
      if (action !== 'delete') this.#take(key, object)
    }
  }

  /** The machine with a hardware address. */
  byMac(mac: string): KnownMachine | undefined {
    return this.#byMac.get(mac)
  }

  /** The machine that was last given an address. */
  byAddress(address: string): KnownMachine | undefined {
    return this.#byAddress.get(address)
  }

  #take(uuid: string, body: JsonObject): void {
    const { BootEnv, Address, HardwareAddrs } = fromStored('machines', body)
    const macs = HardwareAddrs.map((mac) => mac.toLowerCase())
    const machine: KnownMachine = { uuid, bootEnv: BootEnv, address: Address, macs }
    this.#machines.set(uuid, machine)
    for (const mac of macs) this.#byMac.set(mac, machine)
    if (Address !== '' && Address !== '0.0.0.0') this.#byAddress.set(Address, machine)
  }

  #forget(uuid: string): void {
    const machine = this.#machines.get(uuid)
    if (machine === undefined) return
    this.#machines.delete(uuid)
    for (const mac of machine.macs) if (this.#byMac.get(mac) === machine) this.#byMac.delete(mac)
    if (this.#byAddress.get(machine.address) === machine) this.#byAddress.delete(machine.address)
  }
}

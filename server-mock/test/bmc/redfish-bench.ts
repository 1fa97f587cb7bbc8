import { BmcNetworks } from '../../src/bmc/address.ts'
import { BmcControl, type BmcResult } from '../../src/bmc/control.ts'
import { openDrivers } from '../../src/bmc/drivers.ts'
import { BMC_LIMITS } from '../../src/bmc/limits.ts'
import type { BmcOperation } from '../../src/bmc/operation.ts'
import { readTarget } from '../../src/bmc/target.ts'
import type { MachineSwitch, StartDevice } from '../../src/rehearsal/bmc/index.ts'
import { hastyClock } from './clocks.ts'

/** A machine that is only a switch, and remembers what was done to it. */
export class TestMachine implements MachineSwitch {
  readonly done: string[] = []
  #on = false

  power = (): 'on' | 'off' => (this.#on ? 'on' : 'off')

  async powerOn(device: StartDevice | undefined): Promise<void> {
    this.#on = true
    this.done.push(`on ${device ?? 'as usual'}`)
  }

  async powerOff(): Promise<void> {
    this.#on = false
    this.done.push('off')
  }

  async shutDown(): Promise<void> {
    this.#on = false
    this.done.push('shut down')
  }

  async reset(device: StartDevice | undefined): Promise<void> {
    this.done.push(`reset ${device ?? 'as usual'}`)
  }
}

/** A control of BMCs on loopback that waits little. */
export function testControl(limits: Partial<typeof BMC_LIMITS> = {}): BmcControl {
  const all = { ...BMC_LIMITS, gapMs: 1, pollMs: 5, callMs: 5000, ...limits }
  const open = openDrivers({
    ...{
      limits: all,
      clock: hastyClock,
      networks: new BmcNetworks(['127.0.0.0/8']),
      resolve: async () => [],
    },
    ...{ ipmitool: 'ipmitool', path: '' },
  })
  return new BmcControl({ open, limits: all, clock: hastyClock })
}

/** Runs an operation on a Redfish BMC at a port of loopback. */
export function runRedfish(
  control: BmcControl,
  bmc: { readonly port: number; readonly fingerprint?: string },
  operation: BmcOperation,
  more: Record<string, string | boolean> & { again?: boolean } = {},
): Promise<BmcResult> {
  const { again = false, ...params } = more
  const values = {
    'ipmi/mode': 'redfish',
    'ipmi/address': '127.0.0.1',
    'ipmi/port': bmc.port,
    'ipmi/username': 'root',
    'ipmi/password': 'calvin "$(x)"',
    ...(bmc.fingerprint === undefined ? {} : { 'ipmi/certificate-fingerprint': bmc.fingerprint }),
    ...params,
  }
  const signal = new AbortController().signal
  return control.run({ target: readTarget('m', values), operation, signal, again })
}

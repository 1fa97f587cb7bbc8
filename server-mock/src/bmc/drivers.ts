import type { BmcNetworks, Resolve } from './address.ts'
import { BmcFailure } from './bmc-failure.ts'
import type { BmcClock } from './clock.ts'
import type { OpenDriver } from './control.ts'
import { IpmiBmc } from './ipmi/ipmi-bmc.ts'
import type { BmcLimits } from './limits.ts'
import { ManualBmc } from './manual/manual-bmc.ts'
import { RedfishBmc } from './redfish/redfish-bmc.ts'

/** What drivers are opened with. */
export interface DriverOptions {
  readonly limits: Pick<BmcLimits, 'callMs'>
  readonly clock: BmcClock
  readonly networks: BmcNetworks
  readonly resolve: Resolve
  /** Name or path of ipmitool. */
  readonly ipmitool: string
  /** `PATH` it is looked for in. */
  readonly path: string
}

/** Opens the driver that a target names. */
export function openDrivers(options: DriverOptions): OpenDriver {
  const { limits, clock, networks, resolve, ipmitool, path } = options
  const tool = { program: ipmitool, path, callMs: limits.callMs }
  const suites = new Map<string, number>()
  const none = () => undefined
  return (target) => {
    switch (target.kind) {
      case 'none': {
        const reason = 'The machine has no BMC: ipmi/mode is none'
        throw new BmcFailure('bmc_setting', reason, 'set ipmi/mode to how its power is reached')
      }
      case 'manual':
        return { bmc: new ManualBmc(target.machine, target.where), firstCertificate: none }
      case 'ipmi': {
        const address = () => networks.addressOf(target.access.host, resolve)
        return { bmc: new IpmiBmc({ ...target, tool, address, suites }), firstCertificate: none }
      }
      case 'redfish': {
        const address = () => networks.addressOf(target.access.host, resolve)
        const bmc = new RedfishBmc({ ...target, address, callMs: limits.callMs, clock })
        return { bmc, firstCertificate: () => bmc.firstCertificate }
      }
    }
  }
}

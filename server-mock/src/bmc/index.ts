import { setTimeout as sleep } from 'node:timers/promises'
import type { Objects } from '../objects/objects.ts'
import { timestamp } from '../objects/ports.ts'
import type { Provider } from '../plugins/provider.ts'
import { BmcNetworks, systemResolve } from './address.ts'
import { BmcControl } from './control.ts'
import { openDrivers } from './drivers.ts'
import { BMC_LIMITS } from './limits.ts'
import { MachinePower } from './machine-power.ts'
import { BmcProvider } from './provider.ts'

/** What the room is built from. */
export interface BmcRoomOptions {
  readonly objects: Objects
  /** Networks in which BMCs are; none for all but the server's own addresses. */
  readonly networks: readonly string[]
  /** `PATH` in which ipmitool is looked for. */
  readonly path: string
  /** Told why the power could not be noted at a machine. */
  readonly onFault: (error: unknown) => void
}

/** The provider of the actions on BMCs. */
export function bmcProvider({ objects, networks, path, onFault }: BmcRoomOptions): Provider {
  const clock = {
    now: () => performance.now(),
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
        throw signal?.aborted ? signal.reason : error
      }),
  }
  const limits = BMC_LIMITS
  const open = openDrivers({
    ...{ limits, clock, path, networks: new BmcNetworks(networks), resolve: systemResolve },
    ipmitool: 'ipmitool',
  })
  const control = new BmcControl({ open, limits, clock })
  return new BmcProvider(
    new MachinePower({ objects, control, time: () => timestamp(objects.ports), onFault }),
  )
}

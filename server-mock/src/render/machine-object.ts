import type { Machine } from '@metalwright/sdk/models'
import { hexAddress } from '@metalwright/sdk/models'
import { record } from './record.ts'
import { fn0, fn1, fnRest, type GoFunc, type HostObject, param } from './template/index.ts'

/**
 * A machine as templates see it: its fields, and DRP's methods.
 *
 * @param mac address of the boot, where a file is asked for by it
 */
export function machineObject(machine: Machine, mac: string | undefined, provisionerUrl: string): HostObject {
  const address = mac ?? machine.HardwareAddrs[0] ?? ''
  const methods = new Map<string, GoFunc>([
    ['UUID', fn0(() => machine.Uuid)],
    ['Path', fn0(() => `machines/${machine.Uuid}`)],
    ['Url', fn0(() => `${provisionerUrl}/machines/${machine.Uuid}`)],
    ['HexAddress', fn0(() => hexAddress(machine.Address))],
    ['ShortName', fn0(() => machine.Name.split('.')[0] ?? '')],
    [
      'MacAddr',
      fnRest(param.string, ([form]) =>
        form === 'pxelinux' ? `01-${address.replaceAll(':', '-')}` : address,
      ),
    ],
    ['HasProfile', fn1(param.string, (name) => machine.Profiles.includes(name))],
    ['HasTask', fn1(param.string, (name) => machine.Tasks.includes(name))],
  ])
  return record('*backend.Machine', machine, methods)
}

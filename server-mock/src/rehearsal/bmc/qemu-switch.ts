import type { BootOrder } from '../qemu/boot-order.ts'
import type { QemuMachine } from '../qemu/qemu-machine.ts'
import type { MachineSwitch, StartDevice } from './machine-switch.ts'

/** Order in which a machine tries when one device was chosen for a start. */
const ORDERS: Readonly<Record<StartDevice, BootOrder>> = {
  network: ['network', 'disk'],
  disk: ['disk', 'network'],
}

/** The power switch of a QEMU machine. Nothing inside hears a request to shut down, so that is a power-off. */
export function qemuSwitch(machine: QemuMachine): MachineSwitch {
  const once = (device: StartDevice | undefined) => (device === undefined ? {} : { bootOnce: ORDERS[device] })
  return {
    power: () => machine.power,
    powerOn: (device) => machine.powerOn(once(device)),
    powerOff: () => machine.powerOff(),
    shutDown: () => machine.powerOff(),
    reset: (device) => machine.reset(once(device)),
  }
}

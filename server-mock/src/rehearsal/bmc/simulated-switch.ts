import type { SimulatedMachine } from '../simulated/index.ts'
import type { MachineSwitch } from './machine-switch.ts'

/** The power switch of a simulated machine, which decides by itself what it starts from. */
export function simulatedSwitch(machine: SimulatedMachine): MachineSwitch {
  const powerOff = () => machine.powerOff()
  const powerOn = async () => machine.powerOn()
  return {
    power: () => (machine.state === 'off' ? 'off' : 'on'),
    powerOn,
    powerOff,
    shutDown: powerOff,
    reset: async () => {
      await powerOff()
      await powerOn()
    },
  }
}

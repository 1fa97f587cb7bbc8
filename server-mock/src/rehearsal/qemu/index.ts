export { type AcceleratorProbe, type ProbeOptions, probeAccelerator } from './accelerator-probe.ts'
export { forward, parseStreamAddress, type StreamAddress } from './forward.ts'
export {
  type CommandRunner,
  endProcess,
  LabCommandError,
  type LabProcess,
  systemRunner,
} from './lab-process.ts'
export { NetworkLab, type NetworkLabOptions } from './network-lab.ts'
export { type Accelerator, type DirectKernel, type MachineHardware, qemuArguments } from './qemu-arguments.ts'
export { QemuMachine, type QemuMachineOptions, QemuPowerError } from './qemu-machine.ts'
export { QmpClient, QmpError } from './qmp-client.ts'
export { type SerialLine, SerialLog, SerialTimeoutError } from './serial-log.ts'

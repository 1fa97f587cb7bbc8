export { type AcceleratorProbe, type ProbeOptions, probeAccelerator } from './accelerator-probe.ts'
export { type BootStage, bootConversation } from './boot-conversation.ts'
export type { BootDevice, BootOrder } from './boot-order.ts'
export { type FirmwareKind, FirmwareMissingError, type NetworkBoot } from './firmware.ts'
export { forward, parseStreamAddress, type StreamAddress } from './forward.ts'
export { type CapturedDatagram, capturedDatagrams } from './frame-capture.ts'
export { LabHost, type LabHostPlug } from './lab-host.ts'
export {
  type CommandRunner,
  endProcess,
  LabCommandError,
  type LabProcess,
  systemRunner,
} from './lab-process.ts'
export type { DiskOptions, NicOptions, QemuMachineOptions } from './machine-options.ts'
export { NetworkLab, type NetworkLabOptions } from './network-lab.ts'
export {
  type Accelerator,
  type BmcHardware,
  type DirectKernel,
  type DiskBus,
  type MachineHardware,
  qemuArguments,
} from './qemu-arguments.ts'
export { type PowerOnOptions, QemuMachine, QemuPowerError } from './qemu-machine.ts'
export { QmpClient, QmpError } from './qmp-client.ts'
export { type SerialLine, SerialLog, SerialTimeoutError } from './serial-log.ts'

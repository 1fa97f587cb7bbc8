/** How QEMU executes the guest's code. */
export type Accelerator = 'tcg' | 'kvm'

/** A kernel started by QEMU itself, without firmware boot devices. */
export type DirectKernel = {
  /** Path of the kernel. */
  kernel: string
  /** Path of the initramfs. */
  initrd: string
  /** Kernel command line. */
  commandLine: string
}

/** The hardware of a machine. */
export type MachineHardware = {
  /** System UUID, as SMBIOS and DHCP option 97 report it. */
  uuid: string
  /** MAC address of its network interface, in colon form. */
  mac: string
  /** Name of the tap device it is plugged into. */
  tap: string
  /** Path of its disk image (raw). */
  disk: string
  /** Serial number of the disk; at most 20 characters. */
  diskSerial: string
  /** Memory in MiB. */
  memoryMiB: number
  /** Number of processors. */
  cpus: number
  accelerator: Accelerator
  /** Path of the control socket QEMU listens on. */
  qmpSocket: string
  /** Starts this kernel instead of the firmware's boot devices. */
  direct?: DirectKernel
}

/** A path as a value inside a QEMU option list, where a comma is written twice. */
const value = (path: string): string => path.replaceAll(',', ',,')

/**
 * QEMU's arguments for a BIOS machine: network first in the boot order (the interface carries an iPXE ROM),
 * then the disk. Under TCG the plain `qemu64` processor model boots about twice as fast as `max`.
 */
export function qemuArguments(hardware: MachineHardware): string[] {
  const { direct } = hardware
  return [
    'qemu-system-x86_64',
    ...['-machine', 'q35'],
    ...(hardware.accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : ['-accel', 'tcg,thread=multi', '-cpu', 'qemu64']),
    ...['-m', String(hardware.memoryMiB), '-smp', String(hardware.cpus)],
    ...['-nographic', '-nodefaults', '-serial', 'stdio'],
    ...['-uuid', hardware.uuid],
    ...['-qmp', `unix:${value(hardware.qmpSocket)},server=on,wait=off`],
    ...['-netdev', `tap,id=n0,ifname=${hardware.tap},script=no,downscript=no`],
    ...['-device', `virtio-net-pci,netdev=n0,mac=${hardware.mac},bootindex=1`],
    ...['-drive', `if=none,id=d0,file=${value(hardware.disk)},format=raw,cache=unsafe,discard=unmap`],
    ...['-device', `virtio-blk-pci,drive=d0,serial=${hardware.diskSerial},bootindex=2`],
    ...['-device', 'virtio-rng-pci'],
    ...(direct === undefined
      ? []
      : ['-kernel', direct.kernel, '-initrd', direct.initrd, '-append', direct.commandLine]),
  ]
}

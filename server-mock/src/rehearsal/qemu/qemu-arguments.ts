import { type BootOrder, bootIndexes } from './boot-order.ts'
import { type Firmware, firmwareArguments, type NetworkBoot, optionValue } from './firmware.ts'

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

/** A network card. */
export type NicHardware = {
  /** In colon form. */
  mac: string
  /** Name of the tap device it is plugged into. */
  tap: string
}

/** How a disk is attached. */
export type DiskBus = 'virtio' | 'nvme' | 'sata'

/** A disk. */
export type DiskHardware = {
  /** Path of its image (raw). */
  path: string
  /** Serial number; at most 20 characters. */
  serial: string
  bus: DiskBus
}

/** The management controller that the system inside sees over IPMI (KCS). */
export type BmcHardware =
  /** QEMU's own small simulation. */
  | 'simulated'
  /** One that listens for a machine's virtual serial line on a TCP port (OpenIPMI's `ipmi_sim`, `codec VM`). */
  | { host: string; port: number }

/** The hardware of a machine. */
export type MachineHardware = {
  /** System UUID, as SMBIOS and DHCP option 97 report it. */
  uuid: string
  firmware: Firmware
  networkBoot: NetworkBoot
  nics: readonly NicHardware[]
  disks: readonly DiskHardware[]
  bootOrder: BootOrder
  /** Memory in MiB. */
  memoryMiB: number
  /** Number of processors. */
  cpus: number
  accelerator: Accelerator
  /** Path of the control socket QEMU listens on. */
  qmpSocket: string
  /** Absent: the machine has none. */
  bmc?: BmcHardware
  /** Starts this kernel instead of the firmware's boot devices. */
  direct?: DirectKernel
  /** Keeps the frames of the first network card in this file. */
  capture?: string
  /** Further arguments for QEMU, at the end. */
  extra?: readonly string[]
}

const MACHINES = {
  bios: ['qemu-system-x86_64', '-machine', 'q35'],
  uefi: ['qemu-system-x86_64', '-machine', 'q35'],
  'uefi-secure': ['qemu-system-x86_64', '-machine', 'q35,smm=on'],
  'uefi-arm64': ['qemu-system-aarch64', '-machine', 'virt'],
} as const

/**
 * Translated code that QEMU keeps, in MiB. It keeps that of every system the machine has run, and a kernel that is
 * started in their place writes over it: each such write is found and undone one by one, which takes seconds. UEFI
 * and GRUB translate more than a small cache holds, and take six times as long with one.
 */
const TRANSLATED_MIB = { small: 128, large: 1024 } as const

const DISK_DEVICES: Readonly<Record<DiskBus, string>> = {
  virtio: 'virtio-blk-pci',
  nvme: 'nvme',
  sata: 'ide-hd',
}

/**
 * QEMU's arguments for a machine. Devices have the ids `nic0` … and `disk0` …. Under TCG a plain processor
 * model boots about twice as fast as `max`.
 */
export function qemuArguments(hardware: MachineHardware): string[] {
  const { direct, firmware, networkBoot, nics, disks } = hardware
  const arm = firmware.kind === 'uefi-arm64'
  const indexes = bootIndexes(hardware.bootOrder, { nics: nics.length, disks: disks.length })
  const bootIndex = (id: string): string => (indexes.has(id) ? `,bootindex=${indexes.get(id)}` : '')
  // Frames are kept as the cable has them, without virtio's own header.
  const headers = hardware.capture === undefined ? '' : ',vnet_hdr=off'
  const rom = firmware.kind === 'bios' || networkBoot === 'ipxe' ? '' : ',romfile='
  return [
    ...MACHINES[firmware.kind],
    ...(hardware.accelerator === 'kvm' && !arm
      ? ['-accel', 'kvm', '-cpu', 'host']
      : [
          '-accel',
          `tcg,thread=multi,tb-size=${TRANSLATED_MIB[firmware.kind === 'bios' ? 'small' : 'large']}`,
          '-cpu',
          arm ? 'cortex-a57' : 'qemu64',
        ]),
    ...['-m', String(hardware.memoryMiB), '-smp', String(hardware.cpus)],
    ...['-nographic', '-nodefaults', '-serial', 'stdio'],
    ...['-uuid', hardware.uuid],
    ...['-qmp', `unix:${optionValue(hardware.qmpSocket)},server=on,wait=off`],
    ...firmwareArguments(firmware, networkBoot),
    ...nics.flatMap(({ mac, tap }, at) => [
      ...['-netdev', `tap,id=net${at},ifname=${tap},script=no,downscript=no${headers}`],
      ...['-device', `virtio-net-pci,id=nic${at},netdev=net${at},mac=${mac}${rom}${bootIndex(`nic${at}`)}`],
    ]),
    ...disks.flatMap(({ path, serial, bus }, at) => [
      '-drive',
      `if=none,id=drive${at},file=${optionValue(path)},format=raw,cache=unsafe,discard=unmap`,
      '-device',
      `${DISK_DEVICES[bus]},id=disk${at},drive=drive${at},serial=${serial}${bootIndex(`disk${at}`)}`,
    ]),
    ...['-device', 'virtio-rng-pci'],
    ...captureArguments(hardware.capture),
    ...bmcArguments(hardware.bmc),
    ...(direct === undefined
      ? []
      : ['-kernel', direct.kernel, '-initrd', direct.initrd, '-append', direct.commandLine]),
    ...(hardware.extra ?? []),
  ]
}

function bmcArguments(bmc: BmcHardware | undefined): string[] {
  if (bmc === undefined) return []
  const controller =
    bmc === 'simulated'
      ? ['-device', 'ipmi-bmc-sim,id=bmc0']
      : [
          ...['-chardev', `socket,id=bmc,host=${bmc.host},port=${bmc.port},reconnect=5`],
          ...['-device', 'ipmi-bmc-extern,id=bmc0,chardev=bmc'],
        ]
  return [...controller, '-device', 'isa-ipmi-kcs,bmc=bmc0']
}

/** Bytes kept of each frame: a DHCP message with all its options. */
const CAPTURED_BYTES = 1514

function captureArguments(file: string | undefined): string[] {
  if (file === undefined) return []
  return ['-object', `filter-dump,id=dump0,netdev=net0,file=${optionValue(file)},maxlen=${CAPTURED_BYTES}`]
}

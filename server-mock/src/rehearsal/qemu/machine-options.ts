import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { BootOrder } from './boot-order.ts'
import type { FirmwareKind, NetworkBoot } from './firmware.ts'
import type { NetworkLab } from './network-lab.ts'
import type { Accelerator, BmcHardware, DirectKernel, DiskBus } from './qemu-arguments.ts'

/** A disk to make: sparse and empty. */
export type DiskOptions = {
  /** Default 8 GiB. */
  bytes?: number
  /** Default `virtio`. */
  bus?: DiskBus
  /** Default: derived from the name of the machine. */
  serial?: string
}

/** A network card to put in. */
export type NicOptions = {
  /** Default: derived from the name of the machine. */
  mac?: string
  /** Bridge of the lab it is plugged into, default the first one; `none`: a cable that ends nowhere. */
  bridge?: string
}

/** What a machine is made from. */
export type QemuMachineOptions = {
  /** Name: the directory of its files, and what its MAC addresses and UUID are derived from. */
  name: string
  /** Directory below which `<name>/serial.log` and `<name>/disk.raw` are kept. */
  dir: string
  /** The network it is plugged into. */
  lab: NetworkLab
  /** Default `bios`. */
  firmware?: FirmwareKind
  /** Default `ipxe`, the card's ROM. BIOS machines know no other way. */
  networkBoot?: NetworkBoot
  /** Default network, then disk. */
  bootOrder?: BootOrder
  /** MAC address of the first card. */
  mac?: string
  /** Default one card on the lab's bridge. */
  nics?: readonly NicOptions[]
  /** Default: derived from the name. */
  uuid?: string
  /** Size of the first disk; default 8 GiB. */
  diskBytes?: number
  /** Default one disk. */
  disks?: readonly DiskOptions[]
  /** Default 1024. */
  memoryMiB?: number
  /** Default 1. */
  cpus?: number
  /** Default `tcg`; take `kvm` only after `probeAccelerator` found that it works. */
  accelerator?: Accelerator
  /** Management controller seen from inside; default none. */
  bmc?: BmcHardware
  /** Starts a kernel without firmware boot. */
  direct?: DirectKernel
  /** Keeps what passes the first network card in `<name>/nic0.pcap`; `capturedDatagrams` reads it. */
  capture?: boolean
  /** Further arguments for QEMU. */
  extra?: readonly string[]
  /** Milliseconds of a steady clock; default `performance.now`. */
  now?: () => number
}

const DEFAULT_DISK_BYTES = 8 * 1024 ** 3

/** A disk of a machine with everything decided. */
export type PlannedDisk = { path: string; serial: string; bus: DiskBus; bytes: number }

/** Who a machine is, and its parts with everything decided. */
export type MachinePlan = {
  uuid: string
  nics: readonly { mac: string; bridge: string }[]
  disks: readonly PlannedDisk[]
}

/** Decides what the options leave open; the same name gives the same machine. */
export function planMachine(options: QemuMachineOptions): MachinePlan {
  const digest = createHash('sha256').update(`metalwright machine ${options.name}`).digest('hex')
  const dir = join(options.dir, options.name)
  const nics = options.nics ?? [{}]
  const disks = options.disks ?? [{}]
  return {
    uuid: options.uuid ?? uuidFrom(digest),
    nics: nics.map(({ mac, bridge }, at) => ({
      mac: mac ?? (at === 0 ? options.mac : undefined) ?? macFrom(digest.slice(6 * at, 6 * at + 6)),
      bridge: bridge ?? options.lab.bridge,
    })),
    disks: disks.map(({ bytes, bus, serial }, at) => ({
      path: join(dir, at === 0 ? 'disk.raw' : `disk${at}.raw`),
      serial: serial ?? `DISK${digest.slice(8 * at, 8 * at + 8).toUpperCase()}`,
      bus: bus ?? 'virtio',
      bytes: bytes ?? (at === 0 ? options.diskBytes : undefined) ?? DEFAULT_DISK_BYTES,
    })),
  }
}

/** A MAC address in QEMU's range from six hex digits. */
const macFrom = (hex: string): string => `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`

/** A version 4 UUID from hex digits. */
const uuidFrom = (hex: string): string =>
  `${hex.slice(8, 16)}-${hex.slice(16, 20)}-4${hex.slice(21, 24)}-a${hex.slice(25, 28)}-${hex.slice(28, 40)}`

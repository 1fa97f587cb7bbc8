import type { LldpNeighbour } from './lldp.ts'
import type { MemoryLayout } from './memory-modules.ts'

/** Processors. */
export interface CpuInventory {
  readonly model: string
  readonly vendor: string
  readonly sockets: number
  readonly coresPerSocket: number
  /** Cores of all sockets. */
  readonly cores: number
  readonly threads: number
  /** Revision of the microcode. */
  readonly microcode: string
  /** Whether it runs virtual machines by hardware. */
  readonly virtualization: boolean
  /** Features of interest it has, in order. */
  readonly flags: readonly string[]
}

/** Memory: what the kernel has, and what the firmware tells of the modules. */
export interface MemoryInventory extends MemoryLayout {
  readonly bytes: number
}

/** A file system, partition table or member of an array found on a disk. */
export interface Signature {
  /** Name of the disk or partition it was found on. */
  readonly device: string
  readonly type: string
  readonly label: string
  readonly uuid: string
}

/** A disk. */
export interface DiskInventory {
  /** What it is known by whatever its name: WWN, else serial number, else the place it is plugged into. */
  readonly id: string
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly model: string
  readonly firmware: string
  readonly serial: string
  readonly wwn: string
  /** PCI address of its controller. */
  readonly pci: string
  /** Place it is plugged into, in the form of udev's `by-path`. */
  readonly busPath: string
  readonly transport: string
  readonly rotational: boolean
  readonly removable: boolean
  readonly readOnly: boolean
  /** Bytes. */
  readonly logicalBlockSize: number | null
  /** Bytes. */
  readonly physicalBlockSize: number | null
  /** Devices that are made of it. */
  readonly holders: readonly string[]
  readonly signatures: readonly Signature[]
}

/** What is on the far end of a cable, and when it was heard. */
export interface HeardNeighbour extends LldpNeighbour {
  /** RFC 3339. */
  readonly heard: string
}

/** A wired network interface. */
export interface NicInventory {
  readonly name: string
  /** Permanent address. */
  readonly mac: string
  readonly driver: string
  readonly firmware: string
  readonly pci: string
  /** `pci`, `usb`, `virtual`, or empty. */
  readonly bus: string
  readonly link: boolean
  /** Mbit/s. */
  readonly speed: number | null
  readonly lldp: HeardNeighbour | null
}

/** Firmware. */
export interface FirmwareInventory {
  /** `bios`, `uefi`, or empty. */
  readonly mode: string
  readonly vendor: string
  readonly version: string
  readonly date: string
  readonly secureBoot: boolean | null
  /** Whether keys for Secure Boot can be put in without being signed. */
  readonly setupMode: boolean | null
  /** Version of the TPM's specification, such as `2.0`; empty for none. */
  readonly tpm: string
}

/** The management controller, as the machine sees it from inside. */
export interface BmcInventory {
  readonly present: boolean
  readonly address: string
  readonly mac: string
  /** Number of its LAN channel. */
  readonly channel: number | null
  readonly firmware: string
  readonly ipmiVersion: string
  readonly manufacturerId: string
  readonly productId: string
  readonly guid: string
}

/** A PCI function. Ids are hexadecimal. */
export interface PciInventory {
  readonly address: string
  /** Class and subclass, four digits. */
  readonly class: string
  readonly vendor: string
  readonly device: string
  readonly subsystem: string
  readonly driver: string
}

/** What a machine is made of. Each member is stored as the param `inventory/<member>`. */
export interface Inventory {
  readonly cpu: CpuInventory
  readonly memory: MemoryInventory
  readonly disks: readonly DiskInventory[]
  readonly nics: readonly NicInventory[]
  readonly dmi: Readonly<Record<string, string>>
  readonly firmware: FirmwareInventory
  readonly bmc: BmcInventory
  readonly pci: readonly PciInventory[]
  readonly gpus: readonly PciInventory[]
}

import { cleanText } from './clean-text.ts'
import { devicePlace } from './device-place.ts'
import type {
  BmcInventory,
  CpuInventory,
  DiskInventory,
  FirmwareInventory,
  HeardNeighbour,
  Inventory,
  NicInventory,
  PciInventory,
} from './inventory.ts'
import { readIpmiLan } from './ipmi-lan.ts'
import { LldpError, parseLldp } from './lldp.ts'
import { memoryLayout } from './memory-modules.ts'
import { isPlaceholder } from './placeholder.ts'
import type { InventoryReport } from './report.ts'
import { readSmbios } from './smbios.ts'

/** Features that decide where work can run. */
const FLAGS = [
  'vmx',
  'svm',
  'lm',
  'aes',
  'sha_ni',
  'sse4_2',
  'avx',
  'avx2',
  'avx512f',
  'avx512_vnni',
  'amx_tile',
]
  .concat([
    'sev',
    'sev_es',
    'sev_snp',
    'sgx',
    'tdx_guest',
    'hypervisor',
    'rdrand',
    'rdseed',
    'pcid',
    'sve',
    'asimd',
  ])
  .sort()
/** Keys of `dmi` kept: names of the files of `/sys/class/dmi/id`. */
const DMI_KEY = /^[a-z][a-z0-9_]{0,40}$/
const MOST_DMI = 64
const DISPLAY = '03'
/** Accelerators without a display (class 12), which most compute cards are of. */
const ACCELERATOR = '12'
/** Classes that every board has by the hundred: bridges, counters, system devices, signal processors. */
const PLUMBING = ['06', '08', '11', 'ff']

/** A report in the form in which it is stored, with what was wrong in it. */
export interface ReadReport {
  readonly inventory: Inventory
  /** What was left out, in words. */
  readonly faults: readonly string[]
}

/**
 * Reads what a machine has sent: every text cleaned and bounded, every number checked, LLDP frames, SMBIOS tables and
 * IPMI answers parsed. What cannot be read counts as not told; nothing that a machine sends makes it throw.
 *
 * @param now RFC 3339 time of the report
 */
export function readReport(report: InventoryReport, now: string): ReadReport {
  const faults: string[] = []
  const dmi = dmiOf(report)
  const layout = memoryLayout(readSmbios(bytesOf(report.smbios)))
  const pci = report.pci.map(pciOf).filter(({ address }) => address !== '')
  return {
    faults,
    inventory: {
      cpu: cpuOf(report),
      memory: { bytes: count(report.memory.bytes), ...layout },
      disks: withIds(report.disks.map(diskOf).filter(({ name }) => name !== '')),
      nics: report.nics.map((nic) => nicOf(nic, now, faults)).filter(({ name }) => name !== ''),
      dmi,
      firmware: firmwareOf(report, dmi),
      bmc: bmcOf(report),
      pci: pci.filter((one) => !PLUMBING.includes(one.class.slice(0, 2))).slice(0, 512),
      gpus: pci.filter((one) => [DISPLAY, ACCELERATOR].includes(one.class.slice(0, 2))).slice(0, 64),
    },
  }
}

function cpuOf({ cpu }: InventoryReport): CpuInventory {
  const has = new Set(typeof cpu.flags === 'string' ? cpu.flags.slice(0, 16_384).split(/\s+/) : [])
  const sockets = Math.max(1, count(cpu.sockets))
  const coresPerSocket = Math.max(1, count(cpu.coresPerSocket))
  return {
    model: cleanText(cpu.model),
    vendor: cleanText(cpu.vendor),
    sockets,
    coresPerSocket,
    cores: count(cpu.cores) || sockets * coresPerSocket,
    threads: count(cpu.threads),
    microcode: cleanText(cpu.microcode),
    virtualization: has.has('vmx') || has.has('svm'),
    flags: FLAGS.filter((name) => has.has(name)),
  }
}

function diskOf(disk: InventoryReport['disks'][number]): DiskInventory {
  const name = cleanText(disk.name, 64)
  const busPath = cleanText(disk.busPath, 128)
  return {
    id: '',
    name,
    path: cleanText(disk.path, 128),
    bytes: count(disk.bytes),
    model: cleanText(disk.model),
    firmware: cleanText(disk.firmware),
    serial: cleanText(disk.serial),
    wwn: cleanText(disk.wwn),
    pci: /^pci-([0-9a-f:.]+)/.exec(busPath)?.[1] ?? '',
    busPath,
    transport: cleanText(disk.transport, 32),
    rotational: disk.rotational === true,
    removable: disk.removable === true,
    readOnly: disk.readOnly === true,
    logicalBlockSize: size(disk.logicalBlockSize),
    physicalBlockSize: size(disk.physicalBlockSize),
    holders: texts(disk.holders ?? []),
    signatures: (disk.signatures ?? [])
      .map(({ device, type, label, uuid }) => ({
        device: cleanText(device, 64),
        type: cleanText(type, 64),
        label: cleanText(label, 64),
        uuid: cleanText(uuid, 64),
      }))
      .filter(({ type }) => type !== ''),
  }
}

/** Two disks may tell one serial number, or one disk be seen on two paths: then its place tells them apart too. */
function withIds(disks: readonly DiskInventory[]): DiskInventory[] {
  const named = disks.map((disk) => ({ ...disk, id: ownId(disk) }))
  const counts = new Map<string, number>()
  for (const { id } of named) counts.set(id, (counts.get(id) ?? 0) + 1)
  return named.map((disk) =>
    counts.get(disk.id) === 1 ? disk : { ...disk, id: `${disk.id}@${disk.busPath || disk.name}` },
  )
}

function ownId({ wwn, serial, busPath, name }: DiskInventory): string {
  if (!isPlaceholder(wwn)) return `wwn:${wwn}`
  if (!isPlaceholder(serial)) return `serial:${serial}`
  return busPath === '' ? `name:${name}` : `path:${busPath}`
}

function nicOf(nic: InventoryReport['nics'][number], now: string, faults: string[]): NicInventory {
  const { pci, bus } = devicePlace(typeof nic.place === 'string' ? nic.place : '')
  const name = cleanText(nic.name, 64)
  return {
    name,
    mac: macOf(nic.permanentMac) || macOf(nic.mac),
    driver: cleanText(nic.driver, 64),
    firmware: cleanText(nic.firmware),
    pci,
    bus,
    link: nic.link === true,
    speed: size(nic.speed),
    lldp: neighbour(nic.frame ?? '', name, now, faults),
  }
}

function neighbour(frame: string, name: string, now: string, faults: string[]): HeardNeighbour | null {
  if (frame === '') return null
  try {
    return { ...parseLldp(bytesOf(frame)), heard: now }
  } catch (error) {
    if (!(error instanceof LldpError)) throw error
    faults.push(`interface ${name}: ${error.message}`)
    return null
  }
}

function dmiOf({ dmi }: InventoryReport): Record<string, string> {
  const known = Object.entries(dmi).filter(([key]) => DMI_KEY.test(key))
  return Object.fromEntries(known.slice(0, MOST_DMI).map(([key, value]) => [key, cleanText(value)]))
}

function firmwareOf({ firmware }: InventoryReport, dmi: Readonly<Record<string, string>>): FirmwareInventory {
  const tpm = cleanText(firmware.tpm, 16)
  const mode = cleanText(firmware.mode, 8)
  return {
    mode: mode === 'uefi' || mode === 'bios' ? mode : '',
    vendor: dmi['bios_vendor'] ?? '',
    version: dmi['bios_version'] ?? '',
    date: dmi['bios_date'] ?? '',
    secureBoot: bit(firmware.secureBoot),
    setupMode: bit(firmware.setupMode),
    // The kernel tells the family only: 1 is 1.2, 2 is 2.0.
    tpm: tpm === '1' ? '1.2' : tpm === '2' ? '2.0' : tpm,
  }
}

function bmcOf({ bmc }: InventoryReport): BmcInventory {
  const lan = readIpmiLan(typeof bmc?.lan === 'string' ? bmc.lan : '')
  return {
    present: bmc !== null,
    address: lan?.address ?? '',
    mac: lan?.mac ?? '',
    channel: lan?.channel ?? null,
    firmware: cleanText(bmc?.firmware),
    ipmiVersion: cleanText(bmc?.ipmiVersion, 16),
    manufacturerId: cleanText(bmc?.manufacturerId, 16),
    productId: cleanText(bmc?.productId, 16),
    guid: cleanText(bmc?.guid, 64),
  }
}

function pciOf(device: InventoryReport['pci'][number]): PciInventory {
  const [vendor = '', id = ''] = cleanText(device.id, 16).toLowerCase().split(':')
  return {
    address: cleanText(device.address, 16),
    // The kernel leaves leading zeros out: 20000 is class 02, subclass 00.
    class: cleanText(device.class, 8).toLowerCase().padStart(6, '0').slice(0, 4),
    vendor,
    device: id,
    subsystem: cleanText(device.subsystem, 16).toLowerCase(),
    driver: cleanText(device.driver, 64),
  }
}

/** Lower case with colons; empty for anything that is no address of one interface (zeros, groups). */
function macOf(value: unknown): string {
  const mac = cleanText(value, 64).toLowerCase()
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac) || mac === '00:00:00:00:00:00') return ''
  return Number.parseInt(mac.slice(0, 2), 16) % 2 === 1 ? '' : mac
}

/** A whole number from 0 on, given as a number or in digits; anything else is 0. */
function count(value: unknown): number {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : 0
}

function size(value: unknown): number | null {
  return count(value) || null
}

function bit(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const text = cleanText(value, 8)
  return text === '1' ? true : text === '0' ? false : null
}

function texts(values: readonly unknown[]): string[] {
  return values.map((value) => cleanText(value, 64)).filter((text) => text !== '')
}

function bytesOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64')
}

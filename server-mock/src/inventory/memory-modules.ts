import { isPlaceholder } from './placeholder.ts'
import type { SmbiosStructure } from './smbios.ts'

/** A memory module in its slot. */
export interface MemoryModule {
  /** Slot as the board names it. */
  readonly slot: string
  readonly bank: string
  readonly bytes: number
  /** Such as `DDR5`; empty when it is not known. */
  readonly type: string
  /** Fastest rate of the module in MT/s; null when it is not known. */
  readonly speed: number | null
  /** Rate it runs at in MT/s; null when it is not known. */
  readonly configuredSpeed: number | null
  /** Whether it has bits to find errors by; null when it is not known. */
  readonly ecc: boolean | null
  readonly manufacturer: string
  /** Part number. */
  readonly part: string
  readonly serial: string
}

/** Memory as the firmware tells of it. */
export interface MemoryLayout {
  /** Slots, filled or not; null when the firmware tells nothing. */
  readonly slots: number | null
  /** Whether errors are corrected; null when it is not known. */
  readonly ecc: boolean | null
  readonly modules: readonly MemoryModule[]
}

const MEMORY_ARRAY = 16
const MEMORY_DEVICE = 17
const MIB = 1024 * 1024

/** Types of modules (DSP0134 7.18.2) that machines of today may have. */
const TYPES: Readonly<Record<number, string>> = {
  7: 'RAM',
  15: 'SDRAM',
  18: 'DDR',
  19: 'DDR2',
  20: 'DDR2 FB-DIMM',
  24: 'DDR3',
  26: 'DDR4',
  27: 'LPDDR',
  28: 'LPDDR2',
  29: 'LPDDR3',
  30: 'LPDDR4',
  31: 'Logical non-volatile device',
  32: 'HBM',
  33: 'HBM2',
  34: 'DDR5',
  35: 'LPDDR5',
  36: 'HBM3',
}

/** Kinds of error correction of an array (DSP0134 7.17.3): which are one, and which are none. */
const CORRECTS: Readonly<Record<number, boolean>> = { 3: false, 4: false, 5: true, 6: true, 7: false }

/** Slots and modules of the system's memory. */
export function memoryLayout(structures: readonly SmbiosStructure[]): MemoryLayout {
  const devices = structures.filter(({ type }) => type === MEMORY_DEVICE)
  const arrays = structures.filter(({ type }) => type === MEMORY_ARRAY)
  // Use 3 is system memory; others are of video, flash or caches.
  const corrections = arrays
    .filter((array) => array.number(0x05, 1) === 3)
    .map((array) => CORRECTS[array.number(0x06, 1) ?? 0])
    .filter((one) => one !== undefined)
  return {
    slots: devices.length === 0 ? null : devices.length,
    ecc: corrections.length === 0 ? null : corrections.every(Boolean),
    modules: devices.map(moduleOf).filter(({ bytes }) => bytes > 0),
  }
}

function moduleOf(device: SmbiosStructure): MemoryModule {
  const total = width(device.number(0x08, 2))
  const data = width(device.number(0x0a, 2))
  return {
    slot: device.text(0x10),
    bank: device.text(0x11),
    bytes: sizeOf(device),
    type: TYPES[device.number(0x12, 1) ?? 0] ?? '',
    speed: rate(device.number(0x15, 2), device.number(0x54, 4)),
    configuredSpeed: rate(device.number(0x20, 2), device.number(0x58, 4)),
    ecc: total === undefined || data === undefined ? null : total > data,
    manufacturer: told(device.text(0x17)),
    serial: told(device.text(0x18)),
    part: told(device.text(0x1a)),
  }
}

/** Bits; undefined when it is not told. */
function width(value: number | undefined): number | undefined {
  return value === 0 || value === 0xffff ? undefined : value
}

/** Bytes: in MiB, or in KiB when the top bit is set; from 32 GiB on in a field of its own. */
function sizeOf(device: SmbiosStructure): number {
  const size = device.number(0x0c, 2) ?? 0
  if (size === 0xffff) return 0
  if (size === 0x7fff) return ((device.number(0x1c, 4) ?? 0) % 2 ** 31) * MIB
  return (size & 0x8000) === 0 ? size * MIB : (size & 0x7fff) * 1024
}

/** Rates from 65,535 MT/s on stand in a field of their own. */
function rate(short: number | undefined, long: number | undefined): number | null {
  if (short === 0xffff) return (long ?? 0) % 2 ** 31 || null
  return short || null
}

function told(text: string): string {
  return isPlaceholder(text) ? '' : text
}

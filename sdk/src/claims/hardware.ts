import type { JsonObject, JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import { ownParam } from './mark.ts'

/** What a machine is made of, as the task `inventory` has found it; null where it tells nothing. */
export interface Hardware {
  /** Processor threads. */
  readonly cpu: number | null
  /** Memory in GiB, rounded to two places. */
  readonly memoryGib: number | null
  readonly disks: readonly Disk[]
  readonly nics: readonly Nic[]
  readonly serial: string | null
  readonly vendor: string | null
  readonly model: string | null
}

/** A disk of a machine. */
export interface Disk {
  readonly name: string
  /** Size in bytes. */
  readonly bytes: number
  readonly model: string
  readonly serial: string
  readonly rotational: boolean
  readonly removable: boolean
}

/** A wired network interface of a machine. */
export interface Nic {
  readonly name: string
  readonly mac: string
  readonly driver: string
  /** Whether it has a link; null when it is not known. */
  readonly link: boolean | null
  /** Speed in Mbit/s; null when it is not known. */
  readonly speed: number | null
}

/** Params that `hardwareOf` reads. */
export const HARDWARE_PARAMS = [
  'inventory/cpu',
  'inventory/memory',
  'inventory/disks',
  'inventory/nics',
  'inventory/dmi',
] as const

/** Reads a machine's params `inventory/…`; undefined when it has none of them. Odd values count as not known. */
export function hardwareOf(machine: Machine): Hardware | undefined {
  const params = HARDWARE_PARAMS.map((name) => ownParam(machine, name))
  if (params.every((value) => value === null)) return undefined
  const [cpu = null, memory = null, disks = null, nics = null, dmi = null] = params
  const bytes = numberIn(members(memory), 'bytes')
  const facts = members(dmi)
  return {
    cpu: numberIn(members(cpu), 'threads'),
    memoryGib: bytes === null ? null : Math.round((bytes / 2 ** 30) * 100) / 100,
    disks: elements(disks).map(diskOf),
    nics: elements(nics).map(nicOf),
    serial: textIn(facts, 'product_serial') || null,
    vendor: textIn(facts, 'sys_vendor') || null,
    model: textIn(facts, 'product_name') || null,
  }
}

function diskOf(value: JsonValue): Disk {
  const disk = members(value)
  return {
    name: textIn(disk, 'name'),
    bytes: numberIn(disk, 'bytes') ?? 0,
    model: textIn(disk, 'model'),
    serial: textIn(disk, 'serial'),
    rotational: disk['rotational'] === true,
    removable: disk['removable'] === true,
  }
}

function nicOf(value: JsonValue): Nic {
  const nic = members(value)
  const link = Object.hasOwn(nic, 'link') ? nic['link'] : null
  return {
    name: textIn(nic, 'name'),
    mac: textIn(nic, 'mac'),
    driver: textIn(nic, 'driver'),
    link: typeof link === 'boolean' ? link : null,
    speed: numberIn(nic, 'speed'),
  }
}

function members(value: JsonValue): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

function elements(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

function textIn(object: JsonObject, name: string): string {
  const value = Object.hasOwn(object, name) ? object[name] : ''
  return typeof value === 'string' ? value : ''
}

function numberIn(object: JsonObject, name: string): number | null {
  const value = Object.hasOwn(object, name) ? object[name] : null
  return typeof value === 'number' ? value : null
}

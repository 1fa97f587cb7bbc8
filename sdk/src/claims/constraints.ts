import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import { equalJson } from '../patch/index.ts'
import { HARDWARE_PARAMS, hardwareOf } from './hardware.ts'
import { ownParam } from './mark.ts'

/** Param with the tags of a machine: a list of texts. */
const TAGS = 'tags'
/** Param with the zone a machine stands in. */
const ZONE = 'zone'

/**
 * What a machine must have to be claimed. Sizes come from what the task `inventory` has found (params
 * `inventory/…`); a machine of which nothing is known meets no size.
 */
export interface Constraints {
  /** Least number of processor threads. */
  readonly minCpu?: number | undefined
  /** Least memory in GiB (2^30 bytes). What firmware keeps for itself is forgiven: 1/16 less is enough. */
  readonly minMemoryGib?: number | undefined
  /** Least size of the largest fixed disk in GB (10^9 bytes). */
  readonly minDiskGb?: number | undefined
  /** Least number of fixed disks. */
  readonly minDisks?: number | undefined
  /** Architecture, such as `amd64`. */
  readonly arch?: string | undefined
  /** Texts that must all stand in the list that param `tags` holds. */
  readonly tags?: readonly string[] | undefined
  /** Profiles the machine must have already. */
  readonly profiles?: readonly string[] | undefined
  /** Value of param `zone`. */
  readonly zone?: string | undefined
  /** Maker of the machine as its firmware tells it, upper and lower case being the same. */
  readonly vendor?: string | undefined
  /** Model of the machine as its firmware tells it, upper and lower case being the same. */
  readonly model?: string | undefined
  /** Values of any params. */
  readonly params?: Readonly<Record<string, JsonValue>> | undefined
}

/** The constraints that a server can filter by, in DRP's notation. */
export function constraintFilters({ arch }: Constraints): string[] {
  return arch === undefined ? [] : [`Arch=Eq(${arch})`]
}

/** Names of the params that decide whether a machine meets the constraints. */
export function constraintParams(constraints: Constraints): string[] {
  const { tags, zone, params = {} } = constraints
  const own = [...(tags === undefined ? [] : [TAGS]), ...(zone === undefined ? [] : [ZONE])]
  return [...new Set([...HARDWARE_PARAMS, ...own, ...Object.keys(params)])]
}

/** What of the constraints a machine does not meet, in a few words each; empty when it meets them all. */
export function unmetBy(machine: Machine, constraints: Constraints): string[] {
  const { minCpu, minMemoryGib, minDiskGb, minDisks, arch, tags = [], profiles = [] } = constraints
  const { zone, vendor, model, params = {} } = constraints
  const hardware = hardwareOf(machine)
  const disks = (hardware?.disks ?? []).filter((disk) => !disk.removable)
  const largest = Math.max(0, ...disks.map(({ bytes }) => bytes))
  const tagged = ownParam(machine, TAGS)
  const own: readonly JsonValue[] = Array.isArray(tagged) ? tagged : []
  const checks: readonly (readonly [failed: boolean, text: string])[] = [
    [less(hardware?.cpu, minCpu), `${minCpu} threads`],
    [less(hardware?.memoryGib, minMemoryGib && minMemoryGib * (15 / 16)), `${minMemoryGib} GiB of memory`],
    [less(largest / 1e9, minDiskGb), `a disk of ${minDiskGb} GB`],
    [less(disks.length, minDisks), `${minDisks} disks`],
    [arch !== undefined && machine.Arch !== arch, `architecture ${arch}`],
    ...tags.map((tag) => [!own.includes(tag), `tag ${tag}`] as const),
    ...profiles.map((profile) => [!machine.Profiles.includes(profile), `profile ${profile}`] as const),
    [zone !== undefined && ownParam(machine, ZONE) !== zone, `zone ${zone}`],
    [differs(hardware?.vendor, vendor), `vendor ${vendor}`],
    [differs(hardware?.model, model), `model ${model}`],
    ...Object.entries(params).map(
      ([name, value]) =>
        [!equalJson(ownParam(machine, name), value), `${name} = ${JSON.stringify(value)}`] as const,
    ),
  ]
  return checks.filter(([failed]) => failed).map(([, text]) => text)
}

function less(value: number | null | undefined, least: number | undefined): boolean {
  return least !== undefined && (value ?? -1) < least
}

function differs(value: string | null | undefined, wanted: string | undefined): boolean {
  return wanted !== undefined && (value ?? '').toLowerCase() !== wanted.toLowerCase()
}

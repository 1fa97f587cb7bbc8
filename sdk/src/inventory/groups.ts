import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { HostParams } from './host-params.ts'
import { safeName } from './safe-name.ts'
import type { Dimension, InventorySettings } from './settings.ts'

/** A group while it is put together. */
export interface Group {
  /** Name as DRP has it. */
  readonly raw: string
  /** Machines in it, by UUID. */
  readonly members: Set<string>
  readonly children: Set<string>
  /** Set when the group stands for a profile. */
  readonly profile?: string | undefined
}

/** Groups by name, with what was odd about them. */
export interface Grouping {
  readonly groups: ReadonlyMap<string, Group>
  readonly warnings: readonly string[]
}

/** The name of a group: its dimension and value behind the prefix. */
export function groupName(dimension: string, value: string, { groupPrefix }: InventorySettings): string {
  return safeName(`${groupPrefix}${dimension}_${value}`)
}

/** Puts machines into groups by the dimensions that are set. */
export function groupMachines(
  machines: readonly Machine[],
  params: HostParams,
  settings: InventorySettings,
): Grouping {
  const groups = new Map<string, Group>()
  const warnings = new Set<string>()
  for (const machine of machines) {
    for (const dimension of settings.groupBy) {
      for (const value of valuesOf(machine, dimension, params)) {
        const name = groupName(dimension.replace(':', '_'), value, settings)
        const raw = `${dimension} ${value}`
        const profile = dimension === 'profile' ? value : undefined
        const group = groups.get(name) ?? { raw, members: new Set(), children: new Set(), profile }
        if (group.raw !== raw) warnings.add(`Group ${name} holds both ${group.raw} and ${raw}.`)
        group.members.add(machine.Uuid)
        groups.set(name, group)
      }
    }
  }
  return { groups, warnings: [...warnings] }
}

function valuesOf(machine: Machine, dimension: Dimension, params: HostParams): readonly string[] {
  switch (dimension) {
    case 'pool':
      return named(machine.Pool)
    case 'profile':
      return machine.Profiles
    case 'stage':
      return named(machine.Stage)
    case 'bootenv':
      return named(machine.BootEnv)
    case 'workflow':
      return named(machine.Workflow)
    case 'status':
      return named(machine.PoolStatus)
    case 'os':
      return named(machine.OS)
    case 'arch':
      return named(machine.Arch)
    case 'context':
      return named(machine.Context)
    case 'locked':
      return [String(machine.Locked)]
    case 'runnable':
      return [String(machine.Runnable)]
    default: {
      const name = dimension.slice(dimension.indexOf(':') + 1)
      if (dimension.startsWith('param:')) return scalars(params.effective(machine, name))
      return Object.hasOwn(machine.Meta, name) ? named(machine.Meta[name] ?? '') : []
    }
  }
}

function named(value: string): readonly string[] {
  return value === '' ? [] : [value]
}

/** A plain value, or each of a list of such, as texts. */
function scalars(value: JsonValue | undefined): readonly string[] {
  const all = Array.isArray(value) ? value : [value]
  return all.flatMap((one) =>
    one === null || one === undefined || typeof one === 'object' ? [] : named(String(one)),
  )
}

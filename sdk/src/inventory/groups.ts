import type { HostMachine } from './data.ts'
import type { HostParams } from './host-params.ts'
import { RESERVED } from './reserved.ts'
import { safeName } from './safe-name.ts'
import type { Dimension, InventorySettings, KeyedGroup, ValueSource } from './settings.ts'
import { sourceValue, textsOf } from './source-value.ts'

/** A group while it is put together. */
export interface Group {
  /** Name as DRP has it. */
  readonly raw: string
  /** The value in that name. */
  readonly value: string
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

/** Puts machines into groups by the dimensions and the keyed groups that are set. */
export function groupMachines(
  machines: readonly HostMachine[],
  params: HostParams,
  settings: InventorySettings,
): Grouping {
  const groups = new Map<string, Group>()
  const warnings = new Set<string>()
  const join = (name: string, raw: string, value: string, profile?: string) => {
    const group = groups.get(name) ?? { raw, value, members: new Set(), children: new Set(), profile }
    if (group.raw !== raw) warnings.add(`Group ${name} holds both ${group.raw} and ${raw}.`)
    groups.set(name, group)
    return group
  }
  for (const dimension of settings.groupBy) {
    const [source, word] = [sourceOf(dimension), dimension.replace(':', '_')]
    const names = new Map<string, string>()
    for (const machine of machines) {
      for (const value of textsOf(sourceValue(machine, source, params))) {
        let name = names.get(value)
        if (name === undefined) {
          name = groupName(word, value, settings)
          names.set(value, name)
        }
        const profile = dimension === 'profile' ? value : undefined
        join(name, `${dimension} ${value}`, value, profile).members.add(machine.Uuid)
      }
    }
  }
  for (const keyed of settings.keyedGroups) {
    for (const machine of machines) {
      for (const value of keyedValues(machine, keyed, params)) {
        const name = keyedName(keyed, value)
        join(name, `${keyed.key} ${value}`, value).members.add(machine.Uuid)
        const { parentGroup } = keyed
        if (parentGroup === undefined) continue
        const parent = ownName(parentGroup)
        if (reaches(groups, name, parent)) {
          warnings.add(`Group ${name} would be inside itself by way of ${parent}; that way is left out.`)
          continue
        }
        join(parent, groups.get(parent)?.raw ?? `parent ${parentGroup}`, parentGroup).children.add(name)
      }
    }
  }
  return { groups, warnings: [...warnings] }
}

function sourceOf(dimension: Dimension): ValueSource {
  switch (dimension) {
    case 'status':
      return 'pool_status'
    case 'profile':
      return 'profiles'
    default:
      return dimension
  }
}

function keyedValues(machine: HostMachine, { key, defaultValue }: KeyedGroup, params: HostParams) {
  const values = textsOf(sourceValue(machine, key, params))
  return values.length > 0 || defaultValue === undefined ? values : [defaultValue]
}

function keyedName({ prefix, separator }: KeyedGroup, value: string): string {
  return ownName(prefix === '' ? value : `${prefix}${separator}${value}`)
}

/** A name that is given by a value alone must not be one that means all hosts. */
function ownName(text: string): string {
  const name = safeName(text)
  return RESERVED.has(name) || name === '' ? `_${name}` : name
}

/** Whether one group is inside another, or is it. */
export function reaches(groups: ReadonlyMap<string, Group>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...(groups.get(name)?.children ?? []))
  }
  return false
}

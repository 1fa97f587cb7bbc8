import type { JsonObject, JsonValue } from '../models/json.ts'
import type { InventoryData, ParamHolder } from './data.ts'
import { HostParams } from './host-params.ts'
import { type Host, hostOf, nameHosts } from './hosts.ts'
import { childrenOf, type Inventory, refusedParams } from './inventory.ts'
import { compare } from './order.ts'
import { RESERVED } from './reserved.ts'
import { type InventorySettings, inventoryDefaults } from './settings.ts'

/** Profiles that DRP's script makes no groups of. */
const NO_GROUP = new Set(['global', 'rackn-license'])

/**
 * The inventory in the form of DRP's own `drpmachines.py`: one group per profile under its own name, params of machines
 * by their own names, `rebar_uuid`, and only machines with a name and an address. Secrets, templates and params that
 * nobody may set for a machine are handled as in the other form. A profile that is called as a host is, or by a name
 * that Ansible uses otherwise, gets the group `profile_<name>`.
 *
 * @param user name of the user, for `rebar_user`
 */
export function compatInventory(
  data: InventoryData,
  wanted: Partial<InventorySettings> = {},
  user = '',
): Inventory {
  const settings: InventorySettings = { ...inventoryDefaults, ...wanted, paramStyle: 'raw' }
  const params = new HostParams(data, settings)
  const machines = data.machines
    .filter(({ Name }) => Name !== '')
    .sort((a, b) => compare(a.Name, b.Name) || compare(a.Uuid, b.Uuid))
  const { names, warnings } = nameHosts(machines, new Set(), params, settings)
  const hosts = machines
    .map((machine) => hostOf(machine, names.get(machine.Uuid) ?? machine.Uuid, params, settings))
    .filter(({ hasAddress }) => hasAddress)

  const taken = new Set([...RESERVED, ...hosts.map(({ name }) => name)])
  const groupNames = new Map<string, string>()
  const renamed: string[] = []
  for (const { Name } of data.profiles) {
    if (NO_GROUP.has(Name)) continue
    groupNames.set(Name, taken.has(Name) ? `profile_${Name}` : Name)
    if (taken.has(Name)) renamed.push(`The group of profile ${Name} is called profile_${Name}.`)
  }
  const members = membersOf(hosts)
  const groups = [...data.profiles]
    .sort((a, b) => compare(a.Name, b.Name))
    .flatMap((profile) => {
      const name = groupNames.get(profile.Name)
      if (name === undefined) return []
      const children = childrenBelow(profile, data.profiles, settings).flatMap(
        (one) => groupNames.get(one) ?? [],
      )
      const group: JsonObject = {
        hosts: [...(members.get(profile.Name) ?? [])].sort(compare),
        vars: settings.groupVars ? Object.fromEntries(params.ofProfile(profile.Name)) : {},
        children: children.sort(compare),
      }
      return [[name, group] as const]
    })
  const list: (readonly [string, JsonValue])[] = [
    [
      '_meta',
      {
        hostvars: Object.fromEntries(hosts.map(({ name, variables }) => [name, flat(variables)])),
        rebar_url: data.endpoint,
        rebar_user: user,
      },
    ],
    ['all', { hosts: hosts.map(({ name }) => name).sort(compare) }],
    ...groups,
  ]
  return { list: Object.fromEntries(list), warnings: [...warnings, ...renamed, ...refusedParams(params)] }
}

/** What only the other form has is left out. */
function flat(variables: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !['drp', 'drp_uuid', 'drp_name'].includes(name)),
  )
}

function membersOf(hosts: readonly Host[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>()
  for (const { name, machine } of hosts) {
    for (const profile of machine.Profiles) {
      const list = members.get(profile) ?? []
      members.set(profile, list)
      list.push(name)
    }
  }
  return members
}

/** Children of a profile without those that it is itself inside of. */
function childrenBelow(
  profile: ParamHolder,
  profiles: readonly ParamHolder[],
  settings: InventorySettings,
): readonly string[] {
  if (!settings.parents) return []
  const byName = new Map(profiles.map((one) => [one.Name, one]))
  const leadsBack = (from: string, seen = new Set<string>()): boolean => {
    if (from === profile.Name) return true
    const next = byName.get(from)
    if (next === undefined || seen.has(from)) return false
    seen.add(from)
    return childrenOf(next, settings).some((child) => leadsBack(child, seen))
  }
  return childrenOf(profile, settings).filter((child) => !leadsBack(child))
}

import type { JsonObject, JsonValue } from '../models/json.ts'
import type { Profile } from '../models/profile.ts'
import type { InventoryData } from './data.ts'
import { type Group, groupMachines, groupName } from './groups.ts'
import { HostParams } from './host-params.ts'
import { type Host, hostOf, nameHosts } from './hosts.ts'
import { profilePriorities } from './profile-order.ts'
import { safeName } from './safe-name.ts'
import { type InventorySettings, inventoryDefaults } from './settings.ts'

/** An inventory as Ansible's script contract wants it. */
export interface Inventory {
  /** What `--list` prints: groups by name, and `_meta` with the variables of all hosts. */
  readonly list: JsonObject
  /** What is odd, one sentence each; none of it spoils the inventory. */
  readonly warnings: readonly string[]
}

/** Param of a profile with the names of profiles that are its children. */
const CHILDREN = 'ansible/children'

/**
 * An Ansible inventory of what the API says. Hosts, groups and variables are sorted, so that equal data gives an equal
 * text. Secret params, sealed values and passwords are never in it, and texts that Ansible would take for templates are
 * marked as unsafe.
 */
export function ansibleInventory(data: InventoryData, wanted: Partial<InventorySettings> = {}): Inventory {
  const settings = { ...inventoryDefaults, ...wanted }
  const params = new HostParams(data, settings)
  const machines = [...data.machines].sort((a, b) => compare(a.Name, b.Name) || compare(a.Uuid, b.Uuid))
  const grouping = groupMachines(machines, params, settings)
  const groups = new Map(grouping.groups)
  const warnings = [...grouping.warnings]
  if (settings.parents) warnings.push(...addChildren(groups, data.profiles, settings))

  const [main, lost] = [safeName(`${settings.groupPrefix.replace(/_$/, '') || 'drp'}`), noAddress(settings)]
  const named = nameHosts(machines, new Set([...groups.keys(), main, lost]), params, settings)
  warnings.push(...named.warnings)
  const hosts = machines
    .map((machine) =>
      hostOf(machine, named.names.get(machine.Uuid) ?? machine.Uuid, data.endpoint, params, settings),
    )
    .filter(({ hasAddress }) => hasAddress || !settings.requireAddress)

  const priorities = settings.groupVars ? profilePriorities(machines) : new Map()
  if (priorities === undefined) {
    warnings.push('Machines have profiles in different orders; use params = aggregate where that matters.')
  }
  const list = new Map<string, JsonValue>()
  list.set('_meta', { hostvars: Object.fromEntries(hosts.map(({ name, variables }) => [name, variables])) })
  list.set('all', {
    hosts: [],
    children: [main, 'ungrouped'],
    vars: settings.groupVars ? Object.fromEntries(params.variables(params.ofProfile('global'), false)) : {},
  })
  list.set(main, {
    hosts: hosts.map(({ name }) => name).sort(compare),
    vars: { drp_endpoint: data.endpoint },
  })
  const homeless = hosts.filter(({ hasAddress }) => !hasAddress)
  if (homeless.length > 0) list.set(lost, { hosts: homeless.map(({ name }) => name).sort(compare) })
  for (const [name, group] of [...groups].sort(([a], [b]) => compare(a, b))) {
    list.set(name, groupOf(group, hosts, params, settings, priorities))
  }
  return { list: Object.fromEntries(list), warnings }
}

/** The text that `--list` prints. */
export function inventoryText({ list }: Inventory): string {
  return `${JSON.stringify(list, null, 2)}\n`
}

function groupOf(
  group: Group,
  hosts: readonly Host[],
  params: HostParams,
  { groupVars }: InventorySettings,
  priorities: ReadonlyMap<string, number> | undefined,
): JsonObject {
  const members = hosts.filter(({ machine }) => group.members.has(machine.Uuid)).map(({ name }) => name)
  const { profile } = group
  const own = groupVars && profile !== undefined ? params.variables(params.ofProfile(profile), false) : []
  const priority = profile === undefined ? undefined : priorities?.get(profile)
  const variables: JsonObject = {
    ...Object.fromEntries(own),
    ...(priority === undefined || group.members.size === 0 ? {} : { ansible_group_priority: priority }),
  }
  return {
    hosts: members.sort(compare),
    ...(Object.keys(variables).length > 0 ? { vars: variables } : {}),
    ...(group.children.size > 0 ? { children: [...group.children].sort(compare) } : {}),
  }
}

/** Makes profiles inside profiles children of their groups; what would close a circle is left out. */
function addChildren(
  groups: Map<string, Group>,
  profiles: readonly Profile[],
  settings: InventorySettings,
): readonly string[] {
  const byName = new Map(profiles.map((profile) => [profile.Name, profile]))
  const warnings: string[] = []
  const open = [...groups].flatMap(([, { profile }]) => (profile === undefined ? [] : [profile]))
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    const group = ensure(groups, name, settings)
    const profile = byName.get(name)
    for (const child of profile === undefined ? [] : childrenOf(profile)) {
      const inner = groupName('profile', child, settings)
      if (reaches(groups, inner, groupName('profile', name, settings))) {
        warnings.push(`Profile ${child} is inside itself by way of ${name}; that way is left out.`)
        continue
      }
      if (!groups.has(inner)) open.push(child)
      ensure(groups, child, settings)
      group.children.add(inner)
    }
  }
  return warnings
}

function ensure(groups: Map<string, Group>, profile: string, settings: InventorySettings): Group {
  const name = groupName('profile', profile, settings)
  const group = groups.get(name) ?? {
    raw: `profile ${profile}`,
    members: new Set(),
    children: new Set(),
    profile,
  }
  groups.set(name, group)
  return group
}

function childrenOf({ Profiles, Params }: Profile): readonly string[] {
  const more = Object.hasOwn(Params, CHILDREN) ? Params[CHILDREN] : []
  const named = Array.isArray(more) ? more.filter((name) => typeof name === 'string' && name !== '') : []
  return [...new Set([...Profiles, ...named.map(String)])]
}

/** Whether one group is inside another, or is it. */
function reaches(groups: ReadonlyMap<string, Group>, from: string, to: string): boolean {
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

/** The group of hosts without an address. */
function noAddress({ groupPrefix }: InventorySettings): string {
  return safeName(`${groupPrefix}no_address`)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

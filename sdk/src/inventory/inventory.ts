import type { JsonObject, JsonValue } from '../models/json.ts'
import type { InventoryData, ParamHolder } from './data.ts'
import { type Group, groupMachines, groupName, reaches } from './groups.ts'
import { HostParams } from './host-params.ts'
import { type Host, hostOf, nameHosts } from './hosts.ts'
import { compare } from './order.ts'
import { profilePriorities } from './profile-order.ts'
import { safeName } from './safe-name.ts'
import { type InventorySettings, inventoryDefaults } from './settings.ts'
import { withoutTemplates } from './unsafe-text.ts'

/** An inventory as Ansible's script contract wants it. */
export interface Inventory {
  /** What `--list` prints: groups by name, and `_meta` with the variables of all hosts. */
  readonly list: JsonObject
  /** What is odd, one sentence each; none of it spoils the inventory. */
  readonly warnings: readonly string[]
}

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
    .map((machine) => hostOf(machine, named.names.get(machine.Uuid) ?? machine.Uuid, params, settings))
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
  const byUuid = new Map(hosts.map((host) => [host.machine.Uuid, host]))
  for (const [name, group] of [...groups].sort(([a], [b]) => compare(a, b))) {
    list.set(name, groupOf(name, group, byUuid, params, settings, priorities))
  }
  warnings.push(...refusedParams(params))
  return { list: Object.fromEntries(list), warnings }
}

/** Says which params of machines were not believed. */
export function refusedParams({ refused }: HostParams): readonly string[] {
  if (refused.length === 0) return []
  const names = `${refused.slice(0, 5).join(', ')}${refused.length > 5 ? ' …' : ''}`
  return [
    `Params that machines have of their own and that change what the computer with Ansible does are left out: ${names}. ` +
      'Put them into a profile, or allow them (allow_connection) where nobody else may change params of machines.',
  ]
}

/** The text that `--list` prints. */
export function inventoryText({ list }: Inventory): string {
  return `${JSON.stringify(list, null, 2)}\n`
}

function groupOf(
  name: string,
  group: Group,
  hosts: ReadonlyMap<string, Host>,
  params: HostParams,
  { groupVars, allowTemplates }: InventorySettings,
  priorities: ReadonlyMap<string, number> | undefined,
): JsonObject {
  const members = [...group.members].flatMap((uuid) => hosts.get(uuid)?.name ?? [])
  const { profile, value } = group
  const own = groupVars && profile !== undefined ? params.variables(params.ofProfile(profile), false) : []
  const priority = profile === undefined ? undefined : priorities?.get(profile)
  const variables: JsonObject = {
    ...Object.fromEntries(own),
    ...(priority === undefined || group.members.size === 0 ? {} : { ansible_group_priority: priority }),
    // What the name no longer tells.
    ...(name.endsWith(value) ? {} : { drp_group: allowTemplates ? value : withoutTemplates(value) }),
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
  profiles: readonly ParamHolder[],
  settings: InventorySettings,
): readonly string[] {
  const byName = new Map(profiles.map((profile) => [profile.Name, profile]))
  const warnings: string[] = []
  const open = [...groups].flatMap(([, { profile }]) => (profile === undefined ? [] : [profile]))
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    const group = ensure(groups, name, settings)
    const profile = byName.get(name)
    for (const child of profile === undefined ? [] : childrenOf(profile, settings)) {
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
    value: profile,
    members: new Set(),
    children: new Set(),
    profile,
  }
  groups.set(name, group)
  return group
}

/** Names of the profiles that are children of one: those inside it, and those its param lists. */
export function childrenOf(
  { Profiles, Params }: ParamHolder,
  { childrenParam }: InventorySettings,
): readonly string[] {
  const more = Object.hasOwn(Params, childrenParam) ? Params[childrenParam] : []
  const named = Array.isArray(more) ? more.filter((name) => typeof name === 'string' && name !== '') : []
  return [...new Set([...Profiles, ...named.map(String)])]
}

/** The group of hosts without an address. */
function noAddress({ groupPrefix }: InventorySettings): string {
  return safeName(`${groupPrefix}no_address`)
}

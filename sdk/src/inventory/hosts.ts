import type { JsonObject, JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { HostParams } from './host-params.ts'
import type { InventorySettings } from './settings.ts'
import { withoutTemplates } from './unsafe-text.ts'

/** A machine as a host. */
export interface Host {
  readonly name: string
  readonly machine: Machine
  readonly hasAddress: boolean
  readonly variables: JsonObject
}

/** Names that mean something else to Ansible. */
const reserved = new Set(['all', 'ungrouped', 'localhost', '_meta'])

/** What a host may be called; anything else could be read as a pattern or a template. */
const hostName = /^[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$/u

/** Gives every machine a name of its own. Returns the hosts by UUID, and what was odd. */
export function nameHosts(
  machines: readonly Machine[],
  groups: ReadonlySet<string>,
  params: HostParams,
  settings: InventorySettings,
): { readonly names: ReadonlyMap<string, string>; readonly warnings: readonly string[] } {
  const taken = new Set<string>()
  const names = new Map<string, string>()
  const warnings: string[] = []
  for (const machine of machines) {
    const wanted = wantedName(machine, params, settings)
    let name = wanted
    if (reserved.has(wanted) || groups.has(wanted)) {
      name = machine.Uuid
      warnings.push(`Host ${wanted} would be called as a group is; it is ${name} instead.`)
    } else if (taken.has(wanted)) {
      name = `${wanted}-${machine.Uuid.slice(0, 8)}`
      warnings.push(`More than one host would be called ${wanted}; one is ${name} instead.`)
    }
    if (taken.has(name)) name = machine.Uuid
    taken.add(name)
    names.set(machine.Uuid, name)
  }
  return { names, warnings }
}

function wantedName(machine: Machine, params: HostParams, { hostName: sources }: InventorySettings): string {
  for (const source of sources) {
    const name = nameFrom(machine, source, params)
    if (hostName.test(name)) return name
  }
  return machine.Uuid
}

function nameFrom(machine: Machine, source: string, params: HostParams): string {
  switch (source) {
    case 'name':
      return machine.Name
    case 'short':
      return machine.Name.split('.')[0] ?? ''
    case 'uuid':
      return machine.Uuid
    case 'address':
      return addressOf(machine)
    default:
      return textOf(params.effective(machine, source.slice('param:'.length)))
  }
}

/** A machine as a host, with its variables. */
export function hostOf(
  machine: Machine,
  name: string,
  endpoint: string,
  params: HostParams,
  settings: InventorySettings,
): Host {
  const found = settings.address.map((source) => nameFrom(machine, source, params))
  const address = found.find((one) => one !== '')
  const user = textOf(params.effective(machine, 'ansible_user')) || settings.user
  const facts: JsonObject = {
    ...(address === undefined ? {} : { ansible_host: address }),
    ...(user === '' ? {} : { ansible_user: user }),
    drp_uuid: machine.Uuid,
    drp_name: machine.Name,
    drp_endpoint: endpoint,
    rebar_uuid: machine.Uuid,
    drp: factsOf(machine),
  }
  const safe = settings.allowTemplates ? facts : safeFacts(facts)
  const connection = [...params.connection(machine)].filter(
    ([key]) => key !== 'ansible_user' && key !== 'ansible_host',
  )
  const own = settings.params === 'none' ? [] : params.variables(params.ofMachine(machine), true)
  return {
    name,
    machine,
    hasAddress: address !== undefined,
    variables: Object.fromEntries([...own, ...connection, ...Object.entries(safe)]),
  }
}

function safeFacts(facts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, withoutTemplates(value)]))
}

function factsOf(machine: Machine): JsonObject {
  return {
    pool: machine.Pool,
    pool_status: machine.PoolStatus,
    pool_allocated: machine.PoolAllocated,
    stage: machine.Stage,
    bootenv: machine.BootEnv,
    workflow: machine.Workflow,
    workflow_complete: machine.WorkflowComplete,
    runnable: machine.Runnable,
    locked: machine.Locked,
    os: machine.OS,
    arch: machine.Arch,
    context: machine.Context,
    address: machine.Address,
    hardware_addrs: machine.HardwareAddrs,
    profiles: machine.Profiles,
    tasks: machine.Tasks.length,
    current_task: machine.CurrentTask,
    meta: machine.Meta,
  }
}

/** The address of a machine; empty when it has none. */
function addressOf({ Address }: Machine): string {
  return Address === '0.0.0.0' ? '' : Address
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

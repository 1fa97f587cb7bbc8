import type { JsonObject, JsonValue } from '../models/json.ts'
import { addressIn, userIn } from './connection-params.ts'
import type { HostMachine } from './data.ts'
import type { HostParams } from './host-params.ts'
import { RESERVED } from './reserved.ts'
import type { InventorySettings } from './settings.ts'
import { sourceValue } from './source-value.ts'
import { withoutTemplates } from './unsafe-text.ts'

/** A machine as a host. */
export interface Host {
  readonly name: string
  readonly machine: HostMachine
  readonly hasAddress: boolean
  readonly variables: JsonObject
}

/** What a host may be called; anything else could be read as a pattern or a template. */
const hostName = /^[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$/u

/** Gives every machine a name of its own. Returns the hosts by UUID, and what was odd. */
export function nameHosts(
  machines: readonly HostMachine[],
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
    if (RESERVED.has(wanted) || groups.has(wanted)) {
      name = machine.Uuid
      warnings.push(`Host ${wanted} would have a name that Ansible uses otherwise; it is ${name} instead.`)
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

function wantedName(
  machine: HostMachine,
  params: HostParams,
  { hostName: sources }: InventorySettings,
): string {
  for (const source of sources) {
    const name = nameFrom(machine, source, params)
    if (hostName.test(name)) return name
  }
  return machine.Uuid
}

function nameFrom(machine: HostMachine, source: string, params: HostParams): string {
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
  machine: HostMachine,
  name: string,
  params: HostParams,
  settings: InventorySettings,
): Host {
  const address = hostAddress(machine, params, settings)
  const login = params.effective(machine, 'ansible_user')
  const user = (settings.allowTemplates ? textOf(login) : userIn(login)) || settings.user
  const facts: JsonObject = {
    ...(address === undefined ? {} : { ansible_host: address }),
    ...(user === '' ? {} : { ansible_user: user }),
    drp_uuid: machine.Uuid,
    drp_name: machine.Name,
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
    variables: Object.fromEntries([
      ...own,
      ...connection,
      ...composed(machine, params, settings),
      ...Object.entries(safe),
    ]),
  }
}

/** Where a machine is reached; undefined where nothing says it, or what says it is no address. */
export function hostAddress(
  machine: HostMachine,
  params: HostParams,
  settings: InventorySettings,
): string | undefined {
  for (const source of settings.address) {
    const address = addressIn(nameFrom(machine, source, params))
    if (address !== undefined) return address
  }
  return undefined
}

function composed(
  machine: HostMachine,
  params: HostParams,
  { compose, allowTemplates }: InventorySettings,
): (readonly [string, JsonValue])[] {
  return Object.entries(compose).flatMap(([name, source]) => {
    const value = sourceValue(machine, source, params)
    if (value === undefined) return []
    return [[name, allowTemplates ? value : withoutTemplates(value)] as const]
  })
}

function safeFacts(facts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, withoutTemplates(value)]))
}

function factsOf(machine: HostMachine): JsonObject {
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
    hardware_addrs: [...machine.HardwareAddrs],
    profiles: [...machine.Profiles],
    tasks: machine.Tasks.length,
    current_task: machine.CurrentTask,
    meta: machine.Meta,
  }
}

/** The address of a machine; empty when it has none. */
function addressOf({ Address }: HostMachine): string {
  return Address === '0.0.0.0' ? '' : Address
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

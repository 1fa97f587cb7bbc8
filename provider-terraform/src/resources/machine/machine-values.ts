import type { Hardware } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import type { Changes } from '../../framework/object-view.ts'
import { fromJson, type Json } from '../../values/plain.ts'
import type { Value } from '../../values/value.ts'
import type { JobFacts } from './machine-claims.ts'

/** What is shown of a machine besides its own fields. */
export interface MachineFacts {
  readonly machine: Machine
  readonly hardware: Hardware | null
  /** Newest job; null when there is none, or it is not known. */
  readonly job: JobFacts | null
  /** Parameters that are exported; null when none are asked for. */
  readonly exported: Readonly<Record<string, Json>> | null
}

/** The computed attributes, from a machine as the server has it. */
export function machineValues({ machine, hardware, job, exported }: MachineFacts): Changes {
  return {
    id: machine.Uuid,
    uuid: machine.Uuid,
    name: machine.Name,
    address: addressesOf(machine)[0] ?? null,
    addresses: addressesOf(machine),
    arch: machine.Arch,
    hardware_addrs: machine.HardwareAddrs,
    inventory: hardware && inventoryValue(hardware),
    status: machine.PoolStatus,
    stage: machine.Stage,
    workflow: machine.Workflow,
    bootenv_current: machine.BootEnv,
    os: machine.OS || null,
    context: machine.Context,
    workflow_complete: machine.WorkflowComplete,
    runnable: machine.Runnable,
    profiles: machine.Profiles,
    last_job: job && object({ uuid: machine.CurrentJob, state: job.state, task: job.task }),
    exported_parameters: exported && fromJson(exported),
  }
}

/** Its address, and those that the inventory has found on its interfaces. */
function addressesOf(machine: Machine): string[] {
  const nics = parameter(machine, 'inventory/nics')
  const found = (Array.isArray(nics) ? nics : []).flatMap((nic: Json) => {
    const { addresses } = jsonObject(nic)
    return Array.isArray(addresses) ? addresses.filter((text) => typeof text === 'string') : []
  })
  return [...new Set([machine.Address, ...found])].filter((text) => text !== '' && text !== '0.0.0.0')
}

function inventoryValue({ cpu, memoryGib, disks, nics, serial, vendor, model }: Hardware): Value {
  return object({
    cpu,
    memory_gib: memoryGib,
    disks: disks.map(({ name, bytes, model: kind, serial: number, rotational }) =>
      object({ name, bytes, model: kind, serial: number, rotational }),
    ),
    nics: nics.map(({ name, mac, driver, speed }) => object({ name, mac, driver, speed })),
    serial,
    vendor,
    model,
  })
}

function object(members: Readonly<Record<string, Value>>): Value {
  return new Map(Object.entries(members))
}

/** A parameter that is set on the machine itself; undefined when it is not. */
export function parameter(machine: Machine, name: string): Json | undefined {
  return Object.hasOwn(machine.Params, name) ? machine.Params[name] : undefined
}

/** The members of a JSON object; none for anything else. */
export function jsonObject(json: Json | undefined): Readonly<Record<string, Json>> {
  return typeof json === 'object' && json !== null && !isList(json) ? json : {}
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json)
}

import { hardwareOf } from '@metalwright/sdk/claims'
import { memberOf } from '@metalwright/sdk/kinds'
import type { JsonObject, Machine } from '@metalwright/sdk/models'
import { isSealed } from '@metalwright/sdk/secure'
import type { Api } from '../../sdk/api.ts'
import { fromJson, type Json } from '../../values/json.ts'
import { type PropertyMap, Secret, type Value } from '../../values/value.ts'
import { View } from '../../values/view.ts'
import { IMPORTED } from './imported.ts'

/** Longest time in milliseconds to find out what is only shown. */
const LOOK_WITHIN_MS = 10_000
const NO_JOB = /^0{8}(-0{4}){3}-0{12}$/

/** What of a machine does not come from the server. */
export interface Holding {
  readonly inputs: PropertyMap
  readonly claimId: string
  /** Outputs before; empty for a new machine. */
  readonly olds: PropertyMap
}

/** Everything that the state holds of a machine: the inputs as given, and what the server says. */
export async function machineOutputs(
  api: Api,
  machine: Machine,
  { inputs, claimId, olds }: Holding,
): Promise<PropertyMap> {
  const outputs = new Map<string, Value>(inputs)
  const addresses = addressesOf(machine)
  const facts: Record<string, Json> = {
    uuid: machine.Uuid,
    claimId,
    pool: machine.Pool,
    name: machine.Name,
    address: addresses[0] ?? null,
    addresses,
    arch: machine.Arch,
    hardwareAddrs: machine.HardwareAddrs,
    status: machine.PoolStatus,
    stage: machine.Stage,
    workflow: machine.Workflow,
    bootenvCurrent: machine.BootEnv,
    os: machine.OS === '' ? null : machine.OS,
    workflowComplete: machine.WorkflowComplete,
    runnable: machine.Runnable,
    locked: machine.Locked,
    context: machine.Context,
    profiles: machine.Profiles,
    inventory: inventoryOf(machine),
    lastJob: await lastJob(api, machine, olds),
  }
  for (const [name, value] of Object.entries(facts)) {
    if (value === null) outputs.delete(name)
    else outputs.set(name, fromJson(value))
  }
  if (!outputs.has('claimKey')) outputs.set('claimKey', claimId)
  if (olds.has(IMPORTED)) outputs.set(IMPORTED, true)
  const exported = new View(inputs).texts('exportParameters')
  if (exported === undefined) outputs.delete('exportedParameters')
  else outputs.set('exportedParameters', new Secret(fromJson(await values(api, machine, exported))))
  return outputs
}

/** Its address, and those that the inventory has found on its interfaces. */
function addressesOf(machine: Machine): string[] {
  const nics: Json = machine.Params['inventory/nics'] ?? null
  const found = (Array.isArray(nics) ? nics : []).flatMap((nic) => {
    const addresses = memberOf(nic, 'addresses')
    return Array.isArray(addresses) ? addresses.filter((text) => typeof text === 'string') : []
  })
  return [...new Set([machine.Address, ...found])].filter((text) => text !== '' && text !== '0.0.0.0')
}

function inventoryOf(machine: Machine): Json {
  const hardware = hardwareOf(machine)
  if (hardware === undefined) return null
  const { disks, nics, ...facts } = hardware
  return {
    ...known(facts),
    disks: disks.map(({ removable: _, ...disk }) => disk),
    nics: nics.map(({ link: _, ...nic }) => known(nic)),
  }
}

/** The members that are not null. */
function known(members: Readonly<Record<string, Json>>): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}

/** The newest job. One that had ended in the state is not asked for again: a refresh looks at many machines. */
async function lastJob(api: Api, { CurrentJob }: Machine, olds: PropertyMap): Promise<Json> {
  if (CurrentJob === '' || NO_JOB.test(CurrentJob)) return null
  const before = new View(olds).object('lastJob')
  const state = before?.text('state') ?? ''
  if (before?.text('uuid') === CurrentJob && ['finished', 'failed'].includes(state)) {
    return { uuid: CurrentJob, state, task: before.text('task') ?? '' }
  }
  try {
    const job = await api.client.jobs.get(CurrentJob, { signal: AbortSignal.timeout(LOOK_WITHIN_MS) })
    return { uuid: CurrentJob, state: job.State, task: job.Task }
  } catch {
    // Jobs are cleaned away sooner than machines.
    return { uuid: CurrentJob, state: '', task: '' }
  }
}

/** The parameters asked for, with those of profiles and stages; sealed ones tell nothing, so they are left out. */
async function values(api: Api, machine: Machine, names: readonly string[]): Promise<Json> {
  if (names.length === 0) return {}
  const signal = AbortSignal.timeout(LOOK_WITHIN_MS)
  const view = { aggregate: true, decode: false }
  const all = await api.objects
    .params('machines', machine.Uuid, view, { signal })
    .catch((): JsonObject => machine.Params)
  const wanted = Object.entries(all ?? {}).filter(([name, value]) => names.includes(name) && !isSealed(value))
  return Object.fromEntries(wanted)
}

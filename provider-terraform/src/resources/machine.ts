import type { Connection } from '../connection.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { Changes } from '../framework/object-view.ts'
import type { ImportContext, PlanContext, Resource, StateContext } from '../framework/resource.ts'
import { timeoutOf } from '../framework/timeouts.ts'
import { equalValues } from '../values/equal.ts'
import { unknown } from '../values/value.ts'
import { markChange, markOf, markParameter } from './claim-mark.ts'
import { createMachine } from './machine-create.ts'
import { findMachine } from './machine-import.ts'
import { nameOf } from './machine-messages.ts'
import { machineSchema, machineTimeouts } from './machine-schema.ts'
import { holdingOf } from './machine-state.ts'
import { updateMachine } from './machine-update.ts'
import { configuredValues, jsonObject, machineValues } from './machine-values.ts'

/** Attributes that change while a machine is being built. */
const building = [
  'status',
  'stage',
  'workflow',
  'bootenv',
  'os',
  'workflow_complete',
  'runnable',
  'locked',
  'profiles',
  'name',
  'address',
]

/** `drp_machine`: a machine claimed from a pool. */
export const machineResource: Resource<Connection> = {
  typeName: 'drp_machine',
  schema: machineSchema,
  plan: planMachine,
  create: createMachine,
  read: readMachine,
  update: updateMachine,
  delete: deleteMachine,
  import: importMachine,
}

/** An interrupted wait is a change to be made: building, to be in use. */
function planMachine({ prior, planned, warn }: PlanContext): Changes {
  if (prior === null) return {}
  for (const name of ['filters', 'allocate_workflow']) {
    if (equalValues(prior.type.attributes.get(name) ?? 'dynamic', prior.get(name), planned.get(name)))
      continue
    warn(
      `A change of ${name} keeps the machine`,
      `${name} is used when a machine is claimed. The claimed machine stays as it is; use "terraform apply -replace=…" for another one.`,
      [{ attribute: name }],
    )
  }
  if (prior.string('status') !== 'Building') return {}
  return Object.fromEntries(building.map((name) => [name, unknown]))
}

async function readMachine(context: StateContext<Connection>): Promise<Changes | null> {
  const { connection, state } = context
  const timeLimit = AbortSignal.timeout(timeoutOf(state, 'read', machineTimeouts))
  const signal = AbortSignal.any([context.signal, timeLimit])
  const holding = await holdingOf(connection, state, { signal })
  if (!holding.held) {
    context.warn(
      'The machine is not held any more',
      `At ${connection.endpoint}: ${holding.why}. It is dropped from the state; the next apply claims another machine.`,
    )
    return null
  }
  const { machine, claimId } = holding
  if (machine.PoolStatus.startsWith('Hold')) {
    context.warn(
      `The machine is in ${machine.PoolStatus}`,
      `A workflow of ${nameOf(machine)} at ${connection.endpoint} failed. It stays claimed. Repair it, or replace it with "terraform apply -replace=…".`,
    )
  }
  // An earlier run may have been cut off between saving the state and taking the mark off.
  if (markOf(machine)) {
    await (await connection.claims()).update(machine.Uuid, claimId, markChange(null), { signal })
  }
  return { pool: machine.Pool, ...machineValues(machine), ...configuredValues(state, machine) }
}

/** A machine that is on its way back already is waited for; one that is held by another claim is left alone. */
async function deleteMachine(context: StateContext<Connection>): Promise<void> {
  const { connection, state, signal } = context
  const claims = await connection.claims()
  await claims.release(state.string('id') ?? '', state.string('claim_id') ?? '', {
    workflow: state.string('deallocate_workflow'),
    removeProfiles: state.strings('add_profiles') ?? [],
    removeParameters: [...Object.keys(jsonObject(state.json('add_parameters'))), markParameter],
    timeoutMs: timeoutOf(state, 'delete', machineTimeouts),
    setting: 'timeouts.delete',
    onProgress: (text) => context.log(text),
    signal,
  })
}

async function importMachine({ connection, id, signal }: ImportContext<Connection>): Promise<Changes> {
  const machine = await findMachine(connection, id, { signal })
  const claimId = (await connection.claims()).claimIdOf(machine)
  if (claimId === null) {
    throw new DiagnosticError(
      'The machine is not claimed',
      `${nameOf(machine)} at ${connection.endpoint} is ${machine.PoolStatus} and has no claim that could be imported. Let a drp_machine resource claim it instead.`,
    )
  }
  return { pool: machine.Pool, claim_id: claimId, on_timeout: 'taint', ...machineValues(machine) }
}

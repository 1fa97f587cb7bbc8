import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { CallLimits, MachineClaims } from './machine-claims.ts'
import { machineValues } from './machine-values.ts'

const nilUuid = '00000000-0000-0000-0000-000000000000'

/** The computed attributes without asking the server for more than the machine. */
export function quickValues(claims: MachineClaims, machine: Machine): Changes {
  return machineValues({ machine, hardware: claims.hardwareOf(machine), job: null, exported: null })
}

/** The computed attributes with the newest job and the exported parameters. */
export async function fullValues(
  connection: Connection,
  view: ObjectView,
  machine: Machine,
  limits: CallLimits,
): Promise<Changes> {
  const claims = await connection.claims()
  const names = view.strings('export_parameters')
  const { CurrentJob } = machine
  const hasJob = CurrentJob !== '' && CurrentJob !== nilUuid
  const [job, exported] = await Promise.all([
    hasJob ? claims.job(CurrentJob, limits) : null,
    names === null ? null : claims.parameters(machine.Uuid, names, limits),
  ])
  return machineValues({ machine, hardware: claims.hardwareOf(machine), job, exported })
}

/**
 * As {@link fullValues}, for refreshing many: a job that had ended in the state is not asked for again.
 */
export async function refreshedValues(
  connection: Connection,
  state: ObjectView,
  machine: Machine,
  limits: CallLimits,
): Promise<Changes> {
  const last = state.object('last_job')
  const ended = ['finished', 'failed'].includes(last?.string('state') ?? '')
  const known = last !== null && ended && last.string('uuid') === machine.CurrentJob
  if (!known) return fullValues(connection, state, machine, limits)
  const values = await fullValues(connection, state, { ...machine, CurrentJob: '' }, limits)
  return { ...values, last_job: state.get('last_job') }
}

import type { Connection } from '../../connection.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { ReadContext } from '../../framework/resource.ts'
import { timeoutOf } from '../../framework/timeouts.ts'
import { configuredValues } from './machine-drift.ts'
import { refreshedValues } from './machine-facts.ts'
import { nameOf } from './machine-messages.ts'
import { holdingOf } from './machine-state.ts'
import { machineTimeouts } from './schema-rules.ts'

/** Refreshes a machine. One that is not held any more is drift, never an error. */
export async function readMachine(context: ReadContext<Connection>): Promise<Changes | null> {
  const { connection, state } = context
  const timeLimit = AbortSignal.timeout(timeoutOf(state, 'read', machineTimeouts))
  const signal = AbortSignal.any([context.signal, timeLimit])
  const holding = await holdingOf(connection, state, { signal, shared: 'all' })
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
  await (await connection.recovery()).confirm(machine, claimId, { signal })
  const values = await refreshedValues(connection, state, machine, { signal })
  return { pool: machine.Pool, ...values, ...configuredValues(state, machine) }
}

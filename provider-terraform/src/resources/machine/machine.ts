import type { Connection } from '../../connection.ts'
import type { Resource, StateContext } from '../../framework/resource.ts'
import { timeoutOf } from '../../framework/timeouts.ts'
import { createMachine } from './machine-create.ts'
import { machineIdentity } from './machine-identity.ts'
import { importMachine } from './machine-import.ts'
import { machineLocked } from './machine-messages.ts'
import { planMachine } from './machine-plan.ts'
import { readMachine } from './machine-read.ts'
import { releaseOptions, waitsForRelease } from './machine-release.ts'
import { machineSchema } from './machine-schema.ts'
import { updateMachine } from './machine-update.ts'
import { moveFromRackn, upgradeFromVersion0 } from './machine-upgrade.ts'
import { machineTimeouts } from './schema-rules.ts'

/** `drp_machine`: a machine claimed from a pool. */
export const machineResource: Resource<Connection> = {
  typeName: 'drp_machine',
  schema: machineSchema,
  identity: machineIdentity,
  plan: planMachine,
  planDelete: refuseLocked,
  create: createMachine,
  read: readMachine,
  update: updateMachine,
  delete: deleteMachine,
  import: importMachine,
  upgrades: [upgradeFromVersion0],
  moves: [moveFromRackn],
}

/** A locked machine is not given back, which is said before anything is done. */
function refuseLocked({ state }: StateContext<Connection>): void {
  if (state.bool('locked') === true) throw machineLocked('destroyed')
}

/** A machine that is on its way back already is waited for; one that is held by another claim is left alone. */
async function deleteMachine(context: StateContext<Connection>): Promise<void> {
  const { connection, state, privateState, signal } = context
  refuseLocked(context)
  const claims = await connection.claims()
  const wait = {
    timeoutMs: timeoutOf(state, 'delete', machineTimeouts),
    setting: 'timeouts.delete',
    onProgress: (text: string) => context.log(text),
    signal,
  }
  await claims.release(state.string('id') ?? '', state.string('claim_id') ?? '', {
    ...releaseOptions(state, privateState),
    wait: waitsForRelease(state) ? wait : undefined,
    signal,
  })
}

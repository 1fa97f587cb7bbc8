import type { Connection } from '../connection.ts'
import type { Changes, ObjectView } from '../framework/object-view.ts'
import type { CreateContext } from '../framework/resource.ts'
import { timeoutOf } from '../framework/timeouts.ts'
import { ClaimLease } from './claim-lease.ts'
import type { MarkedClaim } from './claim-recovery.ts'
import type { Claim, ClaimRequest } from './machine-claims.ts'
import { claimTakenOver } from './machine-messages.ts'
import { machineTimeouts } from './machine-schema.ts'
import { jsonObject, machineValues } from './machine-values.ts'
import { waitForMachine } from './machine-wait.ts'

/** Key in the private state under which the holder's name is kept. */
export const holderNote = 'holder'

/**
 * Claims a machine and waits for it. From the claim on, every way out leaves the machine in the state: by
 * the answer while this process lives, by {@link ClaimRecovery} or the `claim_key` when it is killed.
 */
export async function createMachine(context: CreateContext<Connection>): Promise<Changes> {
  const { connection, planned, privateState, signal } = context
  const request = claimRequest(planned, connection.defaultPool)
  const claimKey = planned.string('claim_key')
  if (claimKey !== null) {
    const claim = await connection.claims().allocate({ ...request, claimKey }, { signal })
    return waitForClaim(context, claim, request.pool, signal)
  }
  const claim = await connection.recovery().claim(request, { signal })
  privateState.set(holderNote, claim.mark.holder)
  return holdWhile(context, claim, (held) => waitForClaim(context, claim, request.pool, held))
}

async function waitForClaim(
  context: CreateContext<Connection>,
  claim: Claim,
  pool: string,
  signal: AbortSignal,
): Promise<Changes> {
  const { planned } = context
  const own = { pool, claim_id: claim.claimId }
  context.save({ ...own, ...machineValues(claim.machine) })
  const values = await waitForMachine(context, {
    claim,
    signal,
    timeoutMs: timeoutOf(planned, 'create', machineTimeouts),
    operation: 'create',
    own,
  })
  return { ...own, ...values }
}

/** Gives signs of life during the action, and hands the claim over to Terraform after it. */
async function holdWhile(
  context: CreateContext<Connection>,
  claim: MarkedClaim,
  action: (held: AbortSignal) => Promise<Changes>,
): Promise<Changes> {
  const { connection, signal } = context
  const lease = new ClaimLease(connection.claims(), claim, connection.pace)
  lease.start()
  const ended = await action(AbortSignal.any([signal, lease.lost])).then(
    (values) => ({ values }),
    (error: unknown) => ({ error }),
  )
  if (!(await lease.confirm())) throw claimTakenOver(connection.endpoint, claim.machine)
  if ('error' in ended) throw ended.error
  return ended.values
}

function claimRequest(planned: ObjectView, defaultPool: string): Omit<ClaimRequest, 'claimKey'> {
  const pool = planned.isKnown('pool') ? planned.string('pool') : null
  return {
    pool: pool ?? defaultPool,
    filters: planned.strings('filters') ?? [],
    workflow: planned.string('allocate_workflow'),
    addProfiles: planned.strings('add_profiles') ?? [],
    addParameters: jsonObject(planned.json('add_parameters')),
    authorizedKeys: planned.strings('authorized_keys') ?? [],
  }
}

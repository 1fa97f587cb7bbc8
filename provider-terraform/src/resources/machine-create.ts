import type { Connection } from '../connection.ts'
import type { Changes, ObjectView } from '../framework/object-view.ts'
import type { CreateContext } from '../framework/resource.ts'
import { timeoutOf } from '../framework/timeouts.ts'
import { ClaimLease } from './claim-lease.ts'
import type { Claim, ClaimRequest } from './machine-claims.ts'
import { claimLost, nameOf } from './machine-messages.ts'
import { machineTimeouts } from './machine-schema.ts'
import { jsonObject, machineValues } from './machine-values.ts'
import { waitForMachine } from './machine-wait.ts'

/**
 * Claims a machine and waits for it. From the claim on, every way out leaves the machine in the state: by
 * the answer while this process lives, by the recovery of claims when it is killed.
 */
export async function createMachine(context: CreateContext<Connection>): Promise<Changes> {
  const { connection, planned, signal } = context
  const request = claimRequest(planned, connection.defaultPool)
  const claims = await connection.claims()
  const recovery = await connection.recovery()
  const claim = await recovery.claim(request, planned.string('claim_key'), { signal })
  const lease = new ClaimLease(claims, claim, connection.pace)
  lease.start()
  const ended = await waitForClaim(context, claim, request.pool, AbortSignal.any([signal, lease.lost])).then(
    (values) => ({ values }),
    (error: unknown) => ({ error }),
  )
  if (!(await lease.confirm())) {
    throw claimLost(
      connection.endpoint,
      `${nameOf(claim.machine)} was released or taken over during the wait`,
    )
  }
  if ('error' in ended) throw ended.error
  return ended.values
}

async function waitForClaim(
  context: CreateContext<Connection>,
  claim: Claim,
  pool: string,
  signal: AbortSignal,
): Promise<Changes> {
  const own = { pool, claim_id: claim.claimId }
  context.save({ ...own, ...machineValues(claim.machine) })
  const timeoutMs = timeoutOf(context.planned, 'create', machineTimeouts)
  const values = await waitForMachine(context, { claim, signal, timeoutMs, operation: 'create', own })
  return { ...own, ...values }
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

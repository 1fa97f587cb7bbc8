import type { Claim, ClaimRequest, OnFailure } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { DiagnosticError } from '../../framework/diagnostic.ts'
import { parseDuration } from '../../framework/duration.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { CreateContext } from '../../framework/resource.ts'
import { timeoutOf } from '../../framework/timeouts.ts'
import { fullValues, quickValues } from './machine-facts.ts'
import { buildFailedAndReleased, claimLost, keyInUse, nameOf } from './machine-messages.ts'
import { noteSecretNames, noteUnfinished, noteUserData } from './machine-notes.ts'
import { releaseOptions } from './machine-release.ts'
import { claimIdentity, claimRequest, digestOf } from './machine-request.ts'
import { BuildFailure, waitForMachine, waitUntil } from './machine-wait.ts'
import { machineTimeouts } from './schema-rules.ts'

/** What is known of a machine that is being created, and goes into every saved state. */
interface Own {
  readonly pool: string
  readonly claim_id: string
}

/**
 * Claims a machine and waits for it. From the claim on, every way out leaves the machine in the state: by
 * the answer while this process lives, by the recovery of claims when it is killed.
 */
export async function createMachine(context: CreateContext<Connection>): Promise<Changes> {
  const { connection, planned, config, signal, privateState } = context
  const request = await claimRequest(connection, planned, config, { signal })
  const claims = await connection.claims()
  const recovery = await connection.recovery()
  const patience = parseDuration(planned.string('wait_for_capacity') ?? '')
  const claimKey = planned.string('claim_key')
  const claim = await recovery.claim(
    { request, claimKey, identity: claimIdentity(request, claimKey) },
    {
      signal,
      waitForCapacity: patience === undefined ? undefined : { timeoutMs: patience, onProgress: context.log },
    },
  )
  if (claim.origin === 'found') throw keyInUse(claim.claimId, claim.machine)
  const own = { pool: request.pool, claim_id: claim.claimId }
  context.save({ ...own, ...quickValues(claims, claim.machine) })
  noteSecretNames(privateState, Object.keys(request.secretParameters ?? {}))
  noteUserData(privateState, digestOf(config.string('user_data_wo'), claim.claimId))
  const lease = recovery.hold(claim)
  const until = AbortSignal.any([signal, lease.lost])
  const ended = await build(context, request, claim, own, until).then(
    (values) => ({ values }),
    (error: unknown) => ({ error }),
  )
  if (!(await lease.confirm())) {
    throw claimLost(
      connection.endpoint,
      `${nameOf(claim.machine)} was released or taken over during the wait`,
    )
  }
  if (!('error' in ended)) return ended.values
  if (ended.error instanceof BuildFailure) throw await settled(context, claim, ended.error)
  throw ended.error
}

/** Prepares the machine, waits for it and locks it. */
async function build(
  context: CreateContext<Connection>,
  request: Omit<ClaimRequest, 'claimKey'>,
  claim: Claim,
  own: Own,
  signal: AbortSignal,
): Promise<Changes> {
  const { connection, planned, privateState } = context
  const claims = await connection.claims()
  const { claimId } = claim
  const seen = (machine: Machine) => context.save({ ...own, ...quickValues(claims, machine) })
  const machine = await claims.prepare(claim, { ...request, claimKey: claimId }, { signal })
  seen(machine)
  const wait = {
    claim: { claimId, machine },
    until: waitUntil(planned),
    restarted: false,
    signal,
    timeoutMs: createTimeout(planned),
    operation: 'create',
  } as const
  const waited = await waitForMachine(context, wait, seen)
  seen(waited.machine)
  noteUnfinished(privateState, waited.settled ? undefined : 'wait')
  if (!waited.settled) return { ...own, ...quickValues(claims, waited.machine) }
  const built = planned.bool('locked')
    ? await claims.update(machine.Uuid, claimId, { locked: true, signal })
    : waited.machine
  return { ...own, ...(await fullValues(connection, planned, built, { signal })) }
}

/** Does with a machine whose build has failed what the user wants; gives the error to end with. */
async function settled(
  context: CreateContext<Connection>,
  { claimId, machine }: Claim,
  failure: BuildFailure,
): Promise<DiagnosticError> {
  const { connection, planned, privateState, signal } = context
  const onFailure = onFailureOf(planned)
  if (onFailure === 'keep') return failure.kept(connection.endpoint)
  const options = { ...releaseOptions(planned, privateState), signal }
  const claims = await connection.claims()
  try {
    await claims.settleFailure(machine.Uuid, claimId, onFailure, failure.reason, options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return failure.kept(`${connection.endpoint} (it could not be released: ${why})`)
  }
  return buildFailedAndReleased(connection.endpoint, failure.reason, onFailure)
}

function onFailureOf(planned: ObjectView): OnFailure {
  const text = planned.string('on_failure')
  return text === 'release' || text === 'quarantine' ? text : 'keep'
}

function createTimeout(planned: ObjectView): number {
  const old = planned.isKnown('timeout') ? planned.string('timeout') : null
  const usual = parseDuration(old ?? '') ?? machineTimeouts.create
  return timeoutOf(planned, 'create', { ...machineTimeouts, create: usual })
}

import type { Machine } from '../models/machine.ts'
import type { PoolRequest } from '../models/pool-request.ts'
import { backOff, ConflictError, NotFoundError } from '../transport/index.ts'
import type { ClaimState } from './claim.ts'
import { ClaimLostError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { mayHaveHappened } from './lost-answer.ts'
import { marksOn } from './mark.ts'
import { type WaitOptions, type WaitPorts, waitForMachine } from './wait.ts'

/** What releasing does besides giving the machine back. */
export interface ReleaseOptions {
  /** Workflow instead of the pool's own. */
  readonly workflow?: string | undefined
  /** Profiles the claim has added. */
  readonly removeProfiles?: readonly string[] | undefined
  /** Params the claim has added. */
  readonly removeParameters?: readonly string[] | undefined
  /** Wait until the machine is free; left out, it goes on by itself. */
  readonly wait?: Omit<WaitOptions, 'until'> | undefined
  readonly signal?: AbortSignal | undefined
}

/** How often a release is sent whose answer was lost. */
const ATTEMPTS = 4

/** Gives a machine back; see `Claims.release`. */
export async function releaseMachine(
  client: ClaimsClient,
  uuid: string,
  claimId: string,
  options: ReleaseOptions,
  ports: WaitPorts,
  look: () => Promise<ClaimState>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const claim = await look()
    if (claim.state === 'gone' || claim.state === 'foreign') return
    if (claim.state === 'released') break
    const body = requestBody(claim.machine, claimId, options)
    try {
      const { signal } = options
      await client.pools.release(claim.machine.Pool, body, { idempotent: true, signal })
      break
    } catch (error) {
      options.signal?.throwIfAborted()
      // Whether it was released meanwhile is seen by looking again.
      const unclear =
        mayHaveHappened(error) || error instanceof ConflictError || error instanceof NotFoundError
      if (!unclear || attempt === ATTEMPTS) throw error
      await ports.clock.sleep(backOff(attempt, { maxWaitMs: 5_000, random: ports.random }), options.signal)
    }
  }
  if (options.wait === undefined) return
  try {
    const wait: WaitOptions = { ...options.wait, until: 'Free' }
    await waitForMachine(client, uuid, wait, ports, claimId)
  } catch (error) {
    if (!(error instanceof ClaimLostError)) throw error
  }
}

function requestBody(machine: Machine, claimId: string, options: ReleaseOptions): PoolRequest {
  const own = options.removeParameters ?? []
  const body: PoolRequest = {
    'pool/machine-list': [machine.Uuid],
    'pool/claim-key': claimId,
    'pool/remove-parameters': [...new Set([...marksOn(machine), ...own])],
  }
  if (options.workflow) body['pool/workflow'] = options.workflow
  if (options.removeProfiles?.length) body['pool/remove-profiles'] = [...options.removeProfiles]
  return body
}

import type { Machine } from '../models/machine.ts'
import { type Clock, NotFoundError, type Random } from '../transport/index.ts'
import { ClaimFailedError, ClaimLostError, ClaimTimeoutError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { type MachineTest, machineTest } from './condition.ts'
import { durationText } from './duration-text.ts'
import { hasFailed, reportFailure } from './failure-report.ts'
import { CLAIM_KEY, isHeld, textParam } from './mark.ts'

/**
 * What a wait ends at: the machine is `InUse` or `Free` in its pool, `WorkflowComplete`, `Allocated` (which it is
 * from the claim on), or meets a condition on one of its fields or own params, such as `app/ready=Eq(true)`.
 */
export type WaitUntil = 'InUse' | 'Free' | 'WorkflowComplete' | 'Allocated' | `${string}=${string}`

/** What to wait for, and how long. */
export interface WaitOptions {
  readonly until: WaitUntil
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Called with one line whenever something visible has changed. */
  readonly onProgress?: ((text: string) => void) | undefined
  /** Name of the setting to raise, for the message of a time-out; `timeoutMs` by default. */
  readonly setting?: string | undefined
  /** The machine was built again since: a failure of before does not end the wait. */
  readonly restarted?: boolean | undefined
}

/** Where the wait gets time and chance from. */
export interface WaitPorts {
  readonly clock: Clock
  readonly random: Random
}

/**
 * Waits until a machine is in a state of its pool. Survives a server that is away for a while.
 *
 * @param claimId claim that was released; when another one holds the machine, it was free in between
 * @throws ClaimFailedError, ClaimTimeoutError, ClaimLostError when the machine is gone, or was released while
 *   waiting for `InUse`
 */
export async function waitForMachine(
  client: ClaimsClient,
  uuid: string,
  options: WaitOptions,
  ports: WaitPorts,
  claimId?: string,
): Promise<Machine> {
  const { clock } = ports
  const { until, timeoutMs, signal, onProgress, setting = 'timeoutMs', restarted = false } = options
  const isThere = arrival(until, claimId)
  const started = clock.now()
  let machine: Machine | undefined
  let progress = ''
  let away: unknown
  try {
    // A pool is a matter of DRP v4, which holds looks back; a connection for events would be one more.
    for await (const sighting of client.machines.follow(uuid, { timeoutMs, signal, by: 'looks' })) {
      if (sighting.kind === 'away') {
        away = sighting.error
        report('the server does not answer, still trying')
        continue
      }
      away = undefined
      machine = sighting.object
      if (isThere(machine)) return machine
      await refuseDeadEnd(client, machine, until, restarted)
      report(describe(machine))
    }
  } catch (error) {
    throw error instanceof NotFoundError ? gone(uuid) : error
  }
  throw timeout(away)

  function report(text: string): void {
    if (text === progress) return
    progress = text
    onProgress?.(`${text} (${durationText(clock.now() - started)})`)
  }

  function timeout(cause: unknown): ClaimTimeoutError {
    const waitedMs = clock.now() - started
    const status = machine?.PoolStatus ?? ''
    return new ClaimTimeoutError({ uuid, until, progress, status, waitedMs, setting }, cause)
  }
}

function arrival(until: WaitUntil, claimId: string | undefined): MachineTest {
  switch (until) {
    case 'InUse':
      return ({ PoolStatus }) => PoolStatus === 'InUse'
    case 'WorkflowComplete':
      return ({ WorkflowComplete }) => WorkflowComplete
    case 'Allocated':
      return isHeld
    case 'Free':
      return (machine) => {
        if (machine.PoolStatus === 'Free') return true
        // Somebody else has claimed it since, so it was free in between.
        return claimId !== undefined && isHeld(machine) && textParam(machine, CLAIM_KEY) !== claimId
      }
    default:
      return machineTest(until)
  }
}

/** Throws when the machine will not get there by itself. */
async function refuseDeadEnd(
  client: ClaimsClient,
  machine: Machine,
  until: WaitUntil,
  restarted: boolean,
): Promise<void> {
  const onHold = machine.PoolStatus.startsWith('Hold')
  const stopped = machine.PoolStatus === 'InUse' && !machine.Runnable && !machine.WorkflowComplete
  // A machine in use that is built again has no state of its pool for a failure: its job tells.
  if ((onHold && !restarted) || ((onHold || stopped) && (await hasFailed(client, machine)))) {
    throw new ClaimFailedError(machine, until, await reportFailure(client, machine))
  }
  if (until !== 'Free' && !isHeld(machine)) {
    throw new ClaimLostError(
      machine.Uuid,
      'released',
      '',
      'Somebody released it while it was being built; claim again.',
    )
  }
}

function gone(uuid: string): ClaimLostError {
  return new ClaimLostError(uuid, 'gone', '', 'Somebody deleted it; claim another machine.')
}

function describe(machine: Machine): string {
  const parts = [`${machine.Name} is ${machine.PoolStatus}`]
  if (machine.Stage !== '') parts.push(`stage ${machine.Stage}`)
  const count = machine.Tasks.length
  const task = machine.Tasks[machine.CurrentTask]
  if (task !== undefined) parts.push(`task ${machine.CurrentTask + 1} of ${count}: ${task}`)
  else if (count > 0) parts.push(machine.CurrentTask < 0 ? `${count} tasks to do` : `all ${count} tasks done`)
  return parts.join(', ')
}

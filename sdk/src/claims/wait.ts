import type { Watched } from '../collections/index.ts'
import type { Machine } from '../models/machine.ts'
import {
  ApiError,
  backOff,
  type Clock,
  ConnectionError,
  NotFoundError,
  type Random,
} from '../transport/index.ts'
import { ClaimFailedError, ClaimLostError, ClaimTimeoutError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { durationText } from './duration-text.ts'
import { reportFailure } from './failure-report.ts'
import { CLAIM_KEY, isHeld, textParam } from './mark.ts'

/** What to wait for, and how long. */
export interface WaitOptions {
  readonly until: 'InUse' | 'Free'
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Called with one line whenever something visible has changed. */
  readonly onProgress?: ((text: string) => void) | undefined
  /** Name of the setting to raise, for the message of a time-out; `timeoutMs` by default. */
  readonly setting?: string | undefined
}

/** Where the wait gets time and chance from. */
export interface WaitPorts {
  readonly clock: Clock
  readonly random: Random
}

/** Pause between looks at a server that cannot say when something changes, in milliseconds. */
const POLL_MS = 5_000
/** Shortest pause between two looks. */
const BREATH_MS = 250
/** How much later than asked an answer may come, in milliseconds. */
const GRACE_MS = 5_000
/** Longest time the server is asked to hold a look back, in seconds. */
const HOLD_SECONDS = 60

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
  const { clock, random } = ports
  const { until, timeoutMs, signal, onProgress, setting = 'timeoutMs' } = options
  const started = clock.now()
  let etag: string | undefined
  let machine: Machine | undefined
  let progress = ''
  let failures = 0
  for (let look = 1; ; look += 1) {
    signal?.throwIfAborted()
    const remaining = Math.max(0, started + timeoutMs - clock.now())
    if (remaining === 0 && look > 1) throw timeout(undefined)
    const asked = clock.now()
    let pause: number
    try {
      const waitSeconds = Math.min(HOLD_SECONDS, Math.max(1, Math.ceil(remaining / 1000)))
      const seen = await client.machines.watch(uuid, { etag, waitSeconds, signal: within(remaining, signal) })
      failures = 0
      etag = seen.etag
      if (seen.changed) {
        machine = seen.object
        if (isThere(machine, until, claimId)) return machine
        await refuseDeadEnd(client, machine, until)
        report(describe(machine))
      }
      pause = pauseAfter(seen, clock.now() - asked)
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof NotFoundError) throw gone(uuid)
      if (!isPassing(error)) throw error
      failures += 1
      pause = backOff(failures, { maxWaitMs: 10_000, random })
      if (clock.now() + pause >= started + timeoutMs) throw timeout(error)
      report('the server does not answer, still trying')
    }
    await clock.sleep(Math.min(pause, Math.max(0, started + timeoutMs - clock.now())), signal)
  }

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

/** A look at a server that does not answer at all must end with the wait. */
function within(remainingMs: number, signal: AbortSignal | undefined): AbortSignal {
  const late = AbortSignal.timeout(Math.min(remainingMs + GRACE_MS, 2 ** 31 - 1))
  return signal === undefined ? late : AbortSignal.any([signal, late])
}

function pauseAfter(seen: Watched<Machine>, tookMs: number): number {
  if (seen.etag === undefined) return POLL_MS
  // A server that knows ETags but does not wait answers "unchanged" at once.
  return !seen.changed && tookMs < BREATH_MS ? POLL_MS : BREATH_MS
}

function isThere(machine: Machine, until: 'InUse' | 'Free', claimId: string | undefined): boolean {
  if (machine.PoolStatus === until) return true
  if (until === 'InUse' || claimId === undefined) return false
  return isHeld(machine) && textParam(machine, CLAIM_KEY) !== claimId
}

/** Throws when the machine will not get there by itself. */
async function refuseDeadEnd(client: ClaimsClient, machine: Machine, until: 'InUse' | 'Free'): Promise<void> {
  if (machine.PoolStatus.startsWith('Hold')) {
    throw new ClaimFailedError(machine, until, await reportFailure(client, machine))
  }
  if (until === 'InUse' && !isHeld(machine)) {
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

function isPassing(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError'
  return (
    error instanceof ConnectionError ||
    (error instanceof ApiError && (error.status >= 500 || error.status === 429))
  )
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

import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { Changes } from '../framework/object-view.ts'
import type { CreateContext } from '../framework/resource.ts'
import type { Operation } from '../framework/timeouts.ts'
import type { Claim, MachineClaims } from './machine-claims.ts'
import { buildFailed, interrupted, nameOf, notInTime } from './machine-messages.ts'
import { machineValues } from './machine-values.ts'

const lookWithinMs = 10_000

/** What to wait for. */
export interface Wait {
  readonly claim: Claim
  /** Ends the wait early. */
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly operation: Operation
  /** Values that go into every saved state beside those of the machine. */
  readonly own: Changes
}

/**
 * Waits until a claimed machine is in use and returns its values. An interrupted wait, and one that ran out
 * of time with `on_timeout = "resume"`, ends with a warning and the values reached: the next plan shows the
 * machine as still building and goes on.
 * @throws DiagnosticError when the build failed or took too long; the state reached is saved before.
 */
export async function waitForMachine(context: CreateContext<Connection>, wait: Wait): Promise<Changes> {
  const { connection, planned } = context
  const { claim, signal, timeoutMs, operation, own } = wait
  const claims = await connection.claims()
  const ended = await claims.wait(claim.machine.Uuid, {
    timeoutMs,
    setting: `timeouts.${operation}`,
    signal,
    onProgress: (text) => context.log(`${nameOf(claim.machine)}: ${text}`),
  })
  if (ended.outcome === 'ready') return machineValues(ended.machine)
  const machine = await lastSeen(claims, claim)
  const values = machineValues(machine)
  context.save({ ...own, ...values })
  if (ended.outcome === 'failed') throw buildFailed(connection.endpoint, ended.reason)
  if (ended.outcome === 'interrupted') {
    const { summary, detail } = interrupted(connection.endpoint, machine)
    if (context.signal.aborted) context.warn(summary, detail)
    return values
  }
  const { summary, detail } = notInTime(connection.endpoint, ended.reason, operation)
  if (planned.string('on_timeout') !== 'resume') throw new DiagnosticError(summary, detail)
  context.warn(summary, detail)
  return values
}

/** The machine as it is now; as it was claimed when the server does not tell quickly. */
async function lastSeen(claims: MachineClaims, claim: Claim): Promise<Machine> {
  try {
    const signal = AbortSignal.timeout(lookWithinMs)
    const found = await claims.get(claim.machine.Uuid, claim.claimId, { signal })
    return found.state === 'held' ? found.machine : claim.machine
  } catch {
    return claim.machine
  }
}

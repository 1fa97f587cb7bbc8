import type { Machine } from '@metalwright/sdk/models'
import { DiagnosticError } from '../framework/diagnostic.ts'
import { formatDuration } from '../framework/duration.ts'
import type { Operation } from '../framework/timeouts.ts'

/** A machine in a sentence: its name and UUID. */
export function nameOf({ Name, Uuid }: Machine): string {
  return `machine ${Name} (${Uuid})`
}

/** The build of a claimed machine failed. */
export function buildFailed(endpoint: string, machine: Machine, reason: string): DiagnosticError {
  return new DiagnosticError(
    'The build of the machine failed',
    `${nameOf(machine)} at ${endpoint} did not get into use: ${reason}\n\nThe machine stays claimed and in the state. Repair the cause and apply again: that releases it and claims another one. To look at it first, leave it as it is.`,
  )
}

/** What is told when a machine was not built in time; the next step depends on `on_timeout`. */
export function notInTime(
  endpoint: string,
  machine: Machine,
  reason: string,
  operation: Operation,
  timeoutMs: number,
): { summary: string; detail: string } {
  return {
    summary: 'The machine was not ready in time',
    detail: `${nameOf(machine)} at ${endpoint} is ${machine.PoolStatus}, not InUse, after ${formatDuration(timeoutMs)}: ${reason}\n\nThe machine stays claimed and in the state. Raise timeouts.${operation}, or set on_timeout = "resume" to let the next apply go on waiting.`,
  }
}

/** What is told when Ctrl-C ended the wait. */
export function interrupted(endpoint: string, machine: Machine): { summary: string; detail: string } {
  return {
    summary: 'Interrupted while the machine was being built',
    detail: `${nameOf(machine)} at ${endpoint} stays claimed, in the state and goes on building. The next apply goes on waiting for it; "terraform destroy" gives it back.`,
  }
}

/** Another run took the claim over while this process gave no sign of life. */
export function claimTakenOver(endpoint: string, machine: Machine): DiagnosticError {
  return new DiagnosticError(
    'The claim was taken over by another run',
    `This process gave no sign of life for too long, so another run with an equal configuration now holds ${nameOf(machine)} at ${endpoint}. Apply again to claim another machine. A claim_key of its own for every resource avoids this.`,
  )
}

/** The claim is not held any more. */
export function claimLost(endpoint: string, what: string): DiagnosticError {
  return new DiagnosticError(
    'The machine is not claimed any more',
    `${what} at ${endpoint}. Nothing was changed. Run "terraform apply" again: the refresh drops it from the state and plans a new claim.`,
  )
}

import type { Machine } from '@metalwright/sdk/models'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Operation } from '../../framework/timeouts.ts'
import { path } from '../../values/path.ts'

/** Summary and detail of a message. */
export interface Message {
  readonly summary: string
  readonly detail: string
}

/** A machine in a few words: its name and UUID. */
export function nameOf({ Name, Uuid }: Machine): string {
  return `machine ${Name} (${Uuid})`
}

/** The build of a claimed machine failed. */
export function buildFailed(endpoint: string, reason: string): DiagnosticError {
  return new DiagnosticError(
    'The build of the machine failed',
    `${reason}\n\nThe machine stays claimed at ${endpoint} and in the state. The next apply releases it and claims another one.`,
  )
}

/** The build of a claimed machine failed, and the machine was given back. */
export function buildFailedAndReleased(
  endpoint: string,
  reason: string,
  how: 'release' | 'quarantine',
): DiagnosticError {
  const next =
    how === 'release'
      ? 'It was released (on_failure = "release"); the next apply claims a machine anew.'
      : 'It was released and is handed out no more until its parameter claim/quarantine is taken off (on_failure = "quarantine"); the next apply claims another machine.'
  return new DiagnosticError('The build of the machine failed', `${reason}\n\nAt ${endpoint}: ${next}`)
}

/** A redeployment failed; the machine is still held. */
export function redeployFailed(endpoint: string, reason: string): DiagnosticError {
  return new DiagnosticError(
    'The redeployment of the machine failed',
    `${reason}\n\nThe machine stays claimed at ${endpoint} and in the state. The next apply tries again; "terraform apply -replace=…" claims another one.`,
  )
}

/** The machine is locked. */
export function machineLocked(what: string): DiagnosticError {
  return new DiagnosticError(
    'The machine is locked',
    `It cannot be ${what} while locked is true. Set locked = false and apply that first.`,
    { path: path('locked') },
  )
}

/** What is told when a machine was not built in time. */
export function notInTime(endpoint: string, reason: string, operation: Operation): Message {
  return {
    summary: 'The machine was not ready in time',
    detail: `${reason}\n\nThe machine stays claimed at ${endpoint} and in the state. Raise timeouts.${operation}, or set on_timeout = "resume" to let the next apply go on waiting.`,
  }
}

/** What is told when Ctrl-C ended the wait. */
export function interrupted(endpoint: string, machine: Machine): Message {
  return {
    summary: 'Interrupted while the machine was being built',
    detail: `${nameOf(machine)} at ${endpoint} stays claimed and in the state, and goes on building. The next apply goes on waiting for it; "terraform destroy" gives it back.`,
  }
}

/** The claim is not held any more. */
export function claimLost(endpoint: string, why: string): DiagnosticError {
  return new DiagnosticError(
    'The machine is not held any more',
    `At ${endpoint}: ${why}. Nothing was changed. Apply again: that drops it from the state and claims another machine.`,
  )
}

/** The key that the user gave belongs to a claim that is not this object's. */
export function keyInUse(claimKey: string, machine: Machine): DiagnosticError {
  return new DiagnosticError(
    'The claim key is used for another claim',
    `claim_key "${claimKey}" already holds ${nameOf(machine)}. Every resource needs a key of its own, and one that is replaced with create_before_destroy a new one. If the state of a run was lost, import the machine: terraform import ADDRESS Name:${machine.Name}`,
    { path: path('claim_key') },
  )
}

import type { WaitUntil } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { CreateContext } from '../../framework/resource.ts'
import type { Operation } from '../../framework/timeouts.ts'
import type { Claim, MachineClaims } from './machine-claims.ts'
import { buildFailed, interrupted, nameOf, notInTime } from './machine-messages.ts'

const lookWithinMs = 10_000

/** What to wait for. */
export interface Wait {
  readonly claim: Claim
  readonly until: WaitUntil
  /** The machine was built again: a failure of before does not count. */
  readonly restarted: boolean
  /** Ends the wait early. */
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly operation: Operation
}

/** How a wait ended that raised no error. `settled` is false when the machine is not there yet. */
export interface Waited {
  readonly machine: Machine
  readonly settled: boolean
}

/** The build failed; the machine is as it was seen last. */
export class BuildFailure extends Error {
  readonly machine: Machine
  readonly reason: string

  constructor(machine: Machine, reason: string) {
    super(reason)
    this.name = 'BuildFailure'
    this.machine = machine
    this.reason = reason
  }

  /** The message for the user, with the machine kept. */
  kept(endpoint: string): DiagnosticError {
    return buildFailed(endpoint, this.reason)
  }
}

/** The state that the configuration waits for. */
export function waitUntil(planned: ObjectView): WaitUntil {
  const text = planned.string('wait_for') ?? 'in_use'
  switch (text) {
    case 'in_use':
      return 'InUse'
    case 'workflow_complete':
      return 'WorkflowComplete'
    case 'allocated':
      return 'Allocated'
    default: {
      const at = text.indexOf('=')
      return `${text.slice(0, at)}=${text.slice(at + 1)}`
    }
  }
}

/**
 * Waits until a claimed machine is as wanted. An interrupted wait, and one that ran out of time with
 * `on_timeout = "resume"`, ends with a warning and the machine as it is: the next plan shows it as still
 * building and goes on.
 * @param seen told the machine as it is, before any error
 * @throws BuildFailure
 * @throws DiagnosticError when it took too long
 */
export async function waitForMachine(
  context: CreateContext<Connection>,
  wait: Wait,
  seen: (machine: Machine) => void,
): Promise<Waited> {
  const { connection, planned } = context
  const { claim, signal, operation } = wait
  const claims = await connection.claims()
  const ended = await claims.wait(claim.machine.Uuid, {
    until: wait.until,
    restarted: wait.restarted,
    timeoutMs: wait.timeoutMs,
    setting: `timeouts.${operation}`,
    signal,
    onProgress: (text) => context.log(`${nameOf(claim.machine)}: ${text}`),
  })
  if (ended.outcome === 'ready') return { machine: ended.machine, settled: true }
  const machine = await lastSeen(claims, claim)
  seen(machine)
  if (ended.outcome === 'failed') throw new BuildFailure(machine, ended.reason)
  if (ended.outcome === 'interrupted') {
    const { summary, detail } = interrupted(connection.endpoint, machine)
    if (context.signal.aborted) context.warn(summary, detail)
    return { machine, settled: false }
  }
  const { summary, detail } = notInTime(connection.endpoint, ended.reason, operation)
  if (planned.string('on_timeout') !== 'resume') throw new DiagnosticError(summary, detail)
  context.warn(summary, detail)
  return { machine, settled: false }
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

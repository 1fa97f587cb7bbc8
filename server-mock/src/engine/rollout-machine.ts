import type { Machine, PoolStatus, Rollout, RolloutMachine } from '@metalwright/sdk/models'
import { parseDuration } from './duration.ts'
import { startWorkflow, type WorkflowStages } from './task-list.ts'

const RESTING: readonly PoolStatus[] = ['Free', 'InUse']

/** Why a machine does not take part in a rollout now. */
export interface NotNow {
  readonly reason: string
  /** It may be able to later in the same pass. */
  readonly later: boolean
}

/**
 * Why a machine cannot begin with a rollout now; undefined when it can.
 *
 * @param allowed whether its owner allows it (param `rollout/allowed`)
 */
export function notNow(rollout: Rollout, machine: Machine, allowed: boolean): NotNow | undefined {
  const never = (reason: string) => ({ reason, later: false })
  if (machine.Locked) return never('it is locked')
  if (rollout.Pool !== '' && machine.Pool !== rollout.Pool) return never(`it is in pool ${machine.Pool} now`)
  if (!machine.Available) return never(`it is not available: ${machine.Errors.slice(0, 3).join('; ')}`)
  if (workflowFor(rollout, machine) === '') return never('it has no workflow of its own')
  if (machine.PoolStatus.startsWith('Hold')) return never(`it is held (${machine.PoolStatus})`)
  if (!RESTING.includes(machine.PoolStatus)) return { reason: `it was ${machine.PoolStatus}`, later: true }
  if (machine.PoolAllocated && rollout.Claimed === 'skip') return never('somebody holds a claim on it')
  if (machine.PoolAllocated && rollout.Claimed === 'allowed' && !allowed) {
    return never('its owner does not allow it (param rollout/allowed)')
  }
  return undefined
}

/** Workflow that a machine runs in a rollout; empty when it has none. */
export function workflowFor(rollout: Rollout, machine: Machine): string {
  const own = rollout.Workflow === '' || (machine.PoolAllocated && rollout.RedeployClaimed)
  return own ? machine.Workflow : rollout.Workflow
}

/**
 * Has a machine begin with a workflow. Nobody can claim it meanwhile, and a claimed one stays claimed: it is built
 * anew in place. When it ends the machine is `Free` or `InUse` as before, and when it fails it is held.
 */
export function beginRollout(machine: Machine, workflow: string, stages: WorkflowStages): void {
  machine.PoolStatus = machine.PoolAllocated ? 'Building' : 'Joining'
  startWorkflow(machine, workflow, stages)
  machine.Runnable = true
}

/**
 * How a machine that has begun stands now: `done`, `failed` with a reason, `skipped` when it is gone, or undefined as
 * long as it is under way. One that had failed and was repaired is done.
 *
 * @param machine undefined when it was deleted
 * @param now milliseconds since the epoch
 */
export function outcome(
  rollout: Rollout,
  member: RolloutMachine,
  machine: Machine | undefined,
  now: number,
): Pick<RolloutMachine, 'State' | 'Reason'> | undefined {
  const failed = (Reason: string) => ({ State: 'failed' as const, Reason })
  if (machine === undefined) return { State: 'skipped', Reason: 'it was deleted' }
  if (machine.Workflow !== member.Workflow) {
    return failed(
      machine.Workflow === '' ? 'its workflow was taken away' : `it was given workflow ${machine.Workflow}`,
    )
  }
  const { PoolStatus, WorkflowComplete } = machine
  if (RESTING.includes(PoolStatus)) {
    return WorkflowComplete ? { State: 'done', Reason: '' } : failed('it was taken out before its end')
  }
  if (PoolStatus.startsWith('Hold')) {
    return failed(`task ${machine.Tasks[machine.CurrentTask] ?? 'of its workflow'} failed`)
  }
  if (PoolStatus !== 'Joining' && PoolStatus !== 'Building')
    return failed(`it was taken away (${PoolStatus})`)
  return now >= deadline(rollout, member) ? failed(`it did not end within ${rollout.Timeout}`) : undefined
}

/** When a machine that has begun has failed, however it stands, milliseconds since the epoch. */
export function deadline(rollout: Rollout, member: RolloutMachine): number {
  return Date.parse(member.StartTime) + (parseDuration(rollout.Timeout) ?? Number.POSITIVE_INFINITY)
}

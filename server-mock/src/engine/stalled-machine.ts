import type { Job, Machine } from '@metalwright/sdk/models'
import { isComplete } from './task-list.ts'

const MINUTE = 60_000
/** A time of DRP before it was set. */
const NEVER = Date.parse('0001-01-01T00:00:00Z')

/** What is known of a machine beside its object, when somebody asks why it does not go on. */
export interface MachineSituation {
  readonly machine: Machine
  /** Its newest job. */
  readonly job: Job | undefined
  /** Last time anything was heard of it, milliseconds since the epoch: a phase, a piece of a log. */
  readonly lastSign: number | undefined
  /** Place in the line of its workflow, from 1 on; 0 when it does not wait for a turn. */
  readonly place: number
  /** When its task is tried again, milliseconds since the epoch; absent when it is not. */
  readonly retryAt: number | undefined
  /** Minutes a running task may be silent; the Meta `silent-minutes` of the task, 120 when it has none. */
  readonly silence: number | undefined
}

/** What a machine waits for: since when, and what it means when that lasts. */
export interface Wait {
  /** Milliseconds since the epoch; -Infinity when nobody knows. */
  readonly since: number
  /** How long it may be so, milliseconds. */
  readonly within: number
  /** What happened, and what should have happened since. */
  readonly reason: string
  /** What to look at. */
  readonly next: string
}

/** Longest silence of a running task, minutes, from the Meta `silent-minutes` of the task. */
export function silentMinutes(meta: Readonly<Record<string, string>> | undefined): number | undefined {
  const text = meta?.['silent-minutes'] ?? ''
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined
}

/**
 * What a machine that has not done its task list waits for now: there is always exactly one thing.
 *
 * @returns undefined for machines that have nothing to do
 */
export function waitOf(situation: MachineSituation): Wait | undefined {
  const { machine } = situation
  if (machine.PoolStatus.startsWith('Hold')) return heldWait(situation)
  if (machine.Tasks.length === 0 || isComplete(machine)) return undefined
  if (!machine.Available) {
    const errors = machine.Errors.slice(0, 3).join('; ')
    const reason = `cannot be used: ${errors === '' ? 'it is not available' : errors}`
    return wait(situation, 0, reason, 'Set right what its Errors name, then set Runnable to true.')
  }
  if (!machine.Runnable) return stoppedWait(situation)
  return machine.Context === '' ? agentWait(situation) : contextWait(situation)
}

/** Says whether a machine makes no progress: what it waits for lasts longer than it may. */
export function stalledMachine(situation: MachineSituation, now: number): Wait | undefined {
  const found = waitOf(situation)
  return found === undefined || now - found.since < found.within ? undefined : found
}

function heldWait(situation: MachineSituation): Wait {
  const { machine, job } = situation
  const task = machine.Tasks[machine.CurrentTask] ?? job?.Task ?? ''
  const reason = `has stopped at task ${task}, which failed, and is held (${machine.PoolStatus})`
  return wait(
    situation,
    0,
    reason,
    'The log of its job says why. Set Runnable to true to try the task again, or release the machine.',
  )
}

function stoppedWait(situation: MachineSituation): Wait {
  const { machine, job, place, retryAt } = situation
  if (place > 0) {
    return wait(
      situation,
      24 * 60,
      `waits for its turn in workflow ${machine.Workflow}, at place ${place}`,
      'Machines that hold the turns of the workflow may have failed: they keep their turn. Repair or release them.',
    )
  }
  if (retryAt !== undefined) {
    const reason = `was to try task ${job?.Task ?? ''} again`
    return { since: retryAt, within: 5 * MINUTE, reason, next: 'Set Runnable to true to try it now.' }
  }
  if (job?.State === 'failed') {
    const next = 'The log of its job says why. Set Runnable to true to try the task again.'
    return wait(situation, 0, `has stopped at task ${job.Task}, which failed`, next)
  }
  if (job?.State === 'incomplete') {
    const next =
      'Does it boot? Its agent sets Runnable to true when it is back, and does the rest of the task.'
    return wait(situation, 15, `has left task ${job.Task} half done, and was to come back`, next)
  }
  if (job?.State === 'running' || job?.State === 'created') {
    const next =
      'The log of its job shows how far it is. Set Runnable to true when its agent may go on afterwards.'
    return wait(situation, 15, `was stopped during task ${job.Task}, whose end nobody told`, next)
  }
  if (job?.ExitState === 'stop' || job?.ExitState === 'poweroff') {
    const next = 'Start it, or set Runnable to true, to go on with its workflow.'
    return wait(situation, 15, `was stopped by task ${job.Task} (${job.ExitState})`, next)
  }
  const next =
    'Is it powered on, and is the network first in its boot order? Its agent sets Runnable to true when it is there.'
  return wait(situation, 15, `was to boot into ${machine.BootEnv}, and its agent has not called`, next)
}

function agentWait(situation: MachineSituation): Wait {
  const { job } = situation
  if (job?.State === 'running') return runningWait(situation, job)
  if (job?.State === 'created') {
    const next = 'Is its agent alive? A reboot makes a new one, which takes up the task again.'
    return wait(situation, 15, `was given task ${job.Task}, and has not begun it`, next)
  }
  const next = 'Is its agent alive, and does it reach this server? Look at its console, or reboot it.'
  return wait(situation, 15, 'may run, and its agent takes no job', next)
}

function contextWait(situation: MachineSituation): Wait {
  const { machine, job } = situation
  const { Context } = machine
  if (job?.State === 'running') return runningWait(situation, job)
  const given = job?.State === 'created' ? `, which was given task ${job.Task}` : ''
  const next = `Start an agent with RS_CONTEXT=${Context}, or set Context of the machine to "" to have its own agent go on.`
  return wait(situation, 15, `waits for an agent of context ${Context}${given}`, next)
}

function runningWait(situation: MachineSituation, job: Job): Wait {
  const within = situation.silence ?? 120
  const reason = `gives no sign of life from task ${job.Task} for more than ${within} minutes`
  const next = 'The log of its job shows how far it is. A reboot has the task begin again.'
  return wait(situation, within, reason, next)
}

function wait(situation: MachineSituation, minutes: number, reason: string, next: string): Wait {
  return { since: lastMove(situation), within: minutes * MINUTE, reason, next }
}

/** When the machine last moved, as far as its job and its signs tell. */
function lastMove({ job, lastSign }: MachineSituation): number {
  const times = [job?.StartTime, job?.EndTime].map((text) => Date.parse(text ?? ''))
  return Math.max(
    lastSign ?? Number.NEGATIVE_INFINITY,
    ...times.filter((time) => time > NEVER),
    Number.NEGATIVE_INFINITY,
  )
}

import type { Job, Machine } from '@metalwright/sdk/models'

/** A stage or bootenv entry of a task list that was reached. */
export interface Transition {
  readonly kind: 'stage' | 'bootenv'
  readonly name: string
}

/** What an agent that asks for work gets. `failCurrent` says that the current job was left behind: mark it failed. */
export type NextJob =
  | { readonly kind: 'not-runnable' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'rerun' }
  | { readonly kind: 'done'; readonly currentTask: number; readonly failCurrent: boolean }
  | {
      readonly kind: 'transition'
      readonly index: number
      readonly transition: Transition
      readonly failCurrent: boolean
    }
  | { readonly kind: 'task'; readonly index: number; readonly task: string; readonly failCurrent: boolean }

/**
 * Decides what a machine does next, in the order DRP 3.11 decides it: one stage or bootenv change per call,
 * entries that change nothing are skipped.
 *
 * @param current the job named by `CurrentJob`; when absent the machine behaves as after a failed one
 */
export function nextJob(machine: Machine, current: Job | undefined): NextJob {
  if (!machine.Runnable || !machine.Available) return { kind: 'not-runnable' }
  const length = machine.Tasks.length
  if (machine.CurrentTask >= length) return { kind: 'done', currentTask: length, failCurrent: false }

  const state = current?.State ?? 'failed'
  const ended = state === 'finished' || state === 'failed'
  const index = current?.CurrentIndex ?? machine.CurrentTask
  let failCurrent = false
  let next: number
  if (index !== machine.CurrentTask && !ended) {
    failCurrent = true
    next = machine.CurrentTask
  } else if (state === 'incomplete') {
    return { kind: 'rerun' }
  } else if (state === 'finished') {
    next = machine.CurrentTask + 1
  } else if (state === 'failed') {
    next = machine.CurrentTask
  } else {
    return { kind: 'busy' }
  }

  next = Math.max(next, 0)
  for (; next < length; next++) {
    const entry = machine.Tasks[next] ?? ''
    const transition = parseTransition(entry)
    if (transition === undefined) return { kind: 'task', index: next, task: entry, failCurrent }
    const present = transition.kind === 'stage' ? machine.Stage : machine.BootEnv
    if (present !== transition.name) return { kind: 'transition', index: next, transition, failCurrent }
  }
  return { kind: 'done', currentTask: length, failCurrent }
}

function parseTransition(entry: string): Transition | undefined {
  const colon = entry.indexOf(':')
  if (colon === -1) return undefined
  const name = entry.slice(colon + 1)
  switch (entry.slice(0, colon)) {
    case 'stage':
      return { kind: 'stage', name }
    case 'bootenv':
      return { kind: 'bootenv', name }
    default:
      return undefined
  }
}

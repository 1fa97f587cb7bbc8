import type { Job, Machine } from '@metalwright/sdk/models'

/** A stage, bootenv or context entry of a task list that was reached. */
export interface Transition {
  readonly kind: 'stage' | 'bootenv' | 'context'
  /** What the machine changes to; for a context the empty name is the machine itself. */
  readonly name: string
}

/** Who asks for work, and where the machine belongs. */
export interface Asker {
  /** Context the asking agent works for; empty for the machine's own agent. */
  readonly context: string
  /** Context the entry `context:` goes back to; empty for the machine itself. */
  readonly baseContext: string
}

/** The machine's own agent, of a machine that runs its tasks itself. */
export const OWN_AGENT: Asker = { context: '', baseContext: '' }

/** What an agent that asks for work gets. `failCurrent` says that the current job was left behind: mark it failed. */
export type NextJob =
  | { readonly kind: 'not-runnable' }
  /** The tasks that are due are those of an agent elsewhere: the one that asked waits. */
  | { readonly kind: 'elsewhere'; readonly context: string }
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
 * Decides what a machine does next, in the order DRP 3.11 decides it: one stage, bootenv or context change per
 * call, entries that change nothing are skipped. Work of a machine that is in a context (DRP v4) is only for agents
 * of that context.
 *
 * @param current the job named by `CurrentJob`; when absent the machine behaves as after a failed one
 */
export function nextJob(machine: Machine, current: Job | undefined, asker: Asker = OWN_AGENT): NextJob {
  if (!machine.Runnable || !machine.Available) return { kind: 'not-runnable' }
  const length = machine.Tasks.length
  if (machine.CurrentTask >= length) return { kind: 'done', currentTask: length, failCurrent: false }
  if (machine.Context !== asker.context) return { kind: 'elsewhere', context: machine.Context }

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
    const transition = parseTransition(entry, asker.baseContext)
    if (transition === undefined) return { kind: 'task', index: next, task: entry, failCurrent }
    if (machine[FIELDS[transition.kind]] !== transition.name)
      return { kind: 'transition', index: next, transition, failCurrent }
  }
  return { kind: 'done', currentTask: length, failCurrent }
}

/** Field of the machine that an entry changes. */
const FIELDS = { stage: 'Stage', bootenv: 'BootEnv', context: 'Context' } as const

/** Changes a machine as an entry of its task list says. */
export function applyTransition(machine: Machine, { kind, name }: Transition): void {
  if (kind === 'stage') machine.Params['change-stage/map'] = { [machine.Stage]: name }
  machine[FIELDS[kind]] = name
}

/**
 * Context a machine is in when it is about to begin with an entry of its task list: that of the last `context:` entry
 * before it.
 *
 * @param index of the entry; -1 for before the first
 */
export function contextAt(tasks: readonly string[], index: number, baseContext: string): string {
  for (let at = index - 1; at >= 0; at--) {
    const transition = parseTransition(tasks[at] ?? '', baseContext)
    if (transition?.kind === 'context') return transition.name
  }
  return baseContext
}

function parseTransition(entry: string, baseContext: string): Transition | undefined {
  const colon = entry.indexOf(':')
  if (colon === -1) return undefined
  const name = entry.slice(colon + 1)
  switch (entry.slice(0, colon)) {
    case 'stage':
      return { kind: 'stage', name }
    case 'bootenv':
      return { kind: 'bootenv', name }
    case 'context':
      return { kind: 'context', name: name === '' ? baseContext : name }
    default:
      return undefined
  }
}

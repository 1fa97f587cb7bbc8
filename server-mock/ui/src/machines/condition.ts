import type { MachineSummary } from '../objects/machine.ts'

/** Whether a machine can go on by itself, in words, and why not. */
export interface Condition {
  readonly tone: 'good' | 'waiting' | 'bad'
  readonly word: string
  readonly reasons: readonly string[]
}

/** Reads `Available`, `Runnable` and `Errors` of a machine. */
export function conditionOf(machine: MachineSummary): Condition {
  const { Available, Runnable, Errors, WorkflowComplete, Tasks } = machine
  if (!Available) {
    const reasons = Errors.length === 0 ? ['The server gives no reason'] : Errors
    return { tone: 'bad', word: 'Unusable', reasons }
  }
  if (!Runnable) {
    const reasons = Errors.length === 0 ? ['Stopped after its last task; see the log of its job'] : Errors
    return { tone: 'bad', word: 'Stopped', reasons }
  }
  if (WorkflowComplete || Tasks.length === 0) return { tone: 'good', word: 'Ready', reasons: Errors }
  return { tone: 'waiting', word: 'Working', reasons: Errors }
}

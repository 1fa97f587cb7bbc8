import type { MachineSummary } from '../objects/machine.ts'

/** How far a machine is in its task list. */
export interface TaskProgress {
  readonly done: number
  readonly total: number
  /** Entry it works on; empty before the first and after the last. */
  readonly current: string
}

/** Progress by `CurrentTask`, which is -1 before the first task and the number of tasks after the last. */
export function taskProgress({ Tasks, CurrentTask }: MachineSummary): TaskProgress {
  const done = Math.min(Math.max(CurrentTask, 0), Tasks.length)
  return { done, total: Tasks.length, current: (CurrentTask < 0 ? undefined : Tasks[done]) ?? '' }
}

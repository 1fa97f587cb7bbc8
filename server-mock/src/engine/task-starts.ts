import type { Machine } from '@metalwright/sdk/models'

/** How often a task may be started in one run of a workflow, unless its Meta says otherwise in `max-starts`. */
const MAX_STARTS = 30

/** How often each entry of a task list was started, by its index, since the machine began with the list. */
export type TaskStarts = Readonly<Record<string, number>>

/** Counts a start; `undefined` when the entry was started as often as it may be: it boots or crashes in circles. */
export function countStart(starts: TaskStarts, index: number, limit: number): TaskStarts | undefined {
  const count = starts[index] ?? 0
  return count >= limit ? undefined : { ...starts, [index]: count + 1 }
}

/** How often a task may be started, from the Meta `max-starts` of the task. */
export function startLimit(meta: Readonly<Record<string, string>> | undefined): number {
  const text = meta?.['max-starts'] ?? ''
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : MAX_STARTS
}

/** Whether a machine begins anew with its task list: what was started before does not count any more. */
export function beginsAnew(old: Machine, next: Machine): boolean {
  return (
    old.Workflow !== next.Workflow ||
    old.PoolStatus !== next.PoolStatus ||
    (old.WorkflowComplete && !next.WorkflowComplete)
  )
}

/** What the log of a job says whose task is not started any more. */
export function circleText(task: string, limit: number): string {
  return [
    `Task ${task} was started ${limit} times and never ended: it reboots or crashes in circles.`,
    'The machine was stopped. Find the cause in the logs of its jobs, then set Runnable to true to let it try again.',
    '(A task that needs more starts says so in its Meta: max-starts.)',
    '',
  ].join('\n')
}

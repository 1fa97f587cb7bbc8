import type { Machine } from '@metalwright/sdk/models'

/** Task lists that may wait for each other: a task that handles a failure may have such tasks itself. */
const DEEPEST = 4

/** Tasks that handle the failure of a task, from its Meta `on-error`: names with commas between them. */
export function errorTasks(meta: Readonly<Record<string, string>> | undefined): readonly string[] {
  const names = (meta?.['on-error'] ?? '').split(',').map((name) => name.trim())
  return names.filter((name) => name !== '' && !name.includes(':'))
}

/**
 * Lets a machine whose task failed run the tasks that handle it; its own list waits in `TaskErrorStacks` (DRP v4).
 *
 * @returns false, and changes nothing, when there are none or too many lists wait already
 */
export function enterErrorTasks(machine: Machine, tasks: readonly string[]): boolean {
  if (tasks.length === 0 || machine.TaskErrorStacks.length >= DEEPEST) return false
  machine.TaskErrorStacks.push({ CurrentTask: machine.CurrentTask, TaskList: machine.Tasks })
  machine.Tasks = [...tasks]
  machine.CurrentTask = -1
  machine.Runnable = true
  return true
}

/**
 * Brings back the list that waited first, at the task that failed: all that handles the failure is done, or has failed
 * itself.
 *
 * @returns the index and the name of the task that failed; undefined when no list waits
 */
export function leaveErrorTasks(machine: Machine): { index: number; task: string } | undefined {
  const [first] = machine.TaskErrorStacks
  if (first === undefined) return undefined
  machine.TaskErrorStacks = []
  machine.Tasks = first.TaskList
  machine.CurrentTask = first.CurrentTask
  machine.Runnable = false
  return { index: first.CurrentTask, task: first.TaskList[first.CurrentTask] ?? '' }
}

import type { Machine } from '@metalwright/sdk/models'

/**
 * What forbids an edit of `Tasks` or `CurrentTask` by a caller, or `undefined` when it may be made. Tasks that
 * have run or run now, and those behind the next stage, are fixed; the rest of the current stage may be edited.
 * The index may only be written as -1.
 */
export function taskEditProblem(old: Machine, next: Machine): string | undefined {
  const sameList = equal(old.Tasks, next.Tasks)
  if (old.CurrentTask !== next.CurrentTask) {
    if (!sameList) return 'Cannot change task list and current task at the same time'
    if (next.CurrentTask !== -1)
      return `Cannot change CurrentTask from ${old.CurrentTask} to ${next.CurrentTask}`
    return undefined
  }
  if (sameList) return undefined
  const past = Math.max(0, old.CurrentTask + 1)
  if (next.Tasks.length < past)
    return 'Cannot remove tasks that have already executed or are already executing'
  if (!equal(old.Tasks.slice(0, past), next.Tasks.slice(0, past))) {
    return 'Cannot change tasks that have already executed or are executing'
  }
  const future = (tasks: readonly string[]) => {
    const at = tasks.findIndex((task, index) => index >= past && task.startsWith('stage:'))
    return at === -1 ? [] : tasks.slice(at)
  }
  if (!equal(future(old.Tasks), future(next.Tasks))) {
    return 'Cannot change tasks that are past the next stage transition'
  }
  return undefined
}

/**
 * Where a machine that comes back from a boot resumes (`CurrentTask: -1` with `Runnable: true`): the earliest
 * `stage:` entry reached by going back from the old index through stages that run in the machine's bootenv.
 * -1 when the stage it was in runs in another one.
 *
 * @param bootEnvOf bootenv of a stage, empty when it keeps the one before
 */
export function rewind(machine: Machine, oldIndex: number, bootEnvOf: (stage: string) => string): number {
  let target = -1
  for (let at = Math.min(oldIndex, machine.Tasks.length - 1); at >= 0; at--) {
    const entry = machine.Tasks[at] ?? ''
    if (!entry.startsWith('stage:')) continue
    const bootEnv = bootEnvOf(entry.slice('stage:'.length))
    if (bootEnv === '') continue
    if (bootEnv !== machine.BootEnv) break
    target = at
  }
  return target
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((task, index) => task === b[index])
}

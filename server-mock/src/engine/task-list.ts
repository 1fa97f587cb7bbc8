import type { Machine, Stage } from '@metalwright/sdk/models'

/** The stages of a workflow in order. */
export type WorkflowStages = readonly Pick<Stage, 'Name' | 'BootEnv' | 'Tasks'>[]

/**
 * Task list of a workflow (DRP): for each stage `stage:<name>`, then `bootenv:<env>` where the stage names one
 * that is not the last one named, then its tasks.
 */
export function taskList(stages: WorkflowStages): string[] {
  const tasks: string[] = []
  let bootEnv = ''
  for (const stage of stages) {
    tasks.push(`stage:${stage.Name}`)
    if (stage.BootEnv !== '' && stage.BootEnv !== bootEnv) {
      bootEnv = stage.BootEnv
      tasks.push(`bootenv:${bootEnv}`)
    }
    tasks.push(...stage.Tasks)
  }
  return tasks
}

/**
 * Puts a machine at the start of a workflow. Only the first stage and its own bootenv apply at once; the later
 * ones are applied as the agent reaches them.
 */
export function startWorkflow(machine: Machine, workflow: string, stages: WorkflowStages): void {
  const [first] = stages
  machine.Workflow = workflow
  beginList(machine, taskList(stages))
  if (first === undefined) return
  machine.Stage = first.Name
  if (first.BootEnv !== '') machine.BootEnv = first.BootEnv
}

/** Takes a machine out of its workflow; the stage becomes `none` unless the caller chose another. */
export function leaveWorkflow(machine: Machine, previousStage: string): void {
  delete machine.Params['change-stage/map']
  beginList(machine, [])
  if (machine.Stage === previousStage) machine.Stage = 'none'
}

/** Puts a machine without a workflow into a stage. */
export function enterStage(machine: Machine, stage: Pick<Stage, 'Name' | 'BootEnv' | 'Tasks'>): void {
  machine.Stage = stage.Name
  beginList(machine, [...stage.Tasks])
  if (stage.BootEnv !== '') machine.BootEnv = stage.BootEnv
}

/** Whether every entry of the task list is done. */
export function isComplete(machine: Machine): boolean {
  return machine.Tasks.length > 0 && machine.CurrentTask >= machine.Tasks.length
}

/**
 * Whether a machine begins with a task list, from its first entry on, and so in the context it belongs to. Not when
 * the caller chose a context himself, nor for the tasks that handle a failure.
 *
 * @param old the machine before; undefined for a new one
 */
export function beginsList(old: Machine | undefined, machine: Machine): boolean {
  if (machine.CurrentTask !== -1 || machine.Tasks.length === 0 || machine.TaskErrorStacks.length > 0)
    return false
  if (old === undefined) return machine.Context === ''
  if (old.Context !== machine.Context) return false
  return (
    old.CurrentTask !== -1 ||
    old.Workflow !== machine.Workflow ||
    old.TaskErrorStacks.length > 0 ||
    old.Stage !== machine.Stage
  )
}

/** A new list begins before its first entry; what waited for a failure to be handled waits no more. */
function beginList(machine: Machine, tasks: string[]): void {
  machine.Tasks = tasks
  machine.CurrentTask = -1
  machine.TaskErrorStacks = []
}

/** A task a machine is about to run. */
export interface PlannedTask {
  readonly name: string
  /** Where it would run. */
  readonly system: 'discovery' | 'deployed'
  /** How often this machine has begun a task of this name before, since it was made. */
  readonly before: number
}

/** Something that goes wrong around a task. */
export type TaskFault =
  /** The kernel stops when the task has done its work; a kernel started with `panic=` reboots. */
  | { readonly kind: 'crash' }
  /** The power goes: in the middle of the image when `afterBytes` is given, else when the work is done. */
  | { readonly kind: 'power-loss'; readonly afterBytes?: number }
  /** The server acts on a call, but the machine never hears of it: taking the job, its log, or its result. */
  | { readonly kind: 'lose-answer'; readonly to: 'start' | 'log' | 'result' }
  /** The result is sent once more, some milliseconds later, when other work is under way. */
  | { readonly kind: 'duplicate-result'; readonly after: number }

/** What happens when a task runs. No script is ever executed. */
export interface TaskOutcome {
  /** Time it takes, milliseconds; default the machine's pace. */
  readonly takes?: number
  /** How its script ends. Absent: the machine does what it can do for the task, which otherwise succeeds. */
  readonly exitCode?: number
  /** Lines of its log. */
  readonly log?: readonly string[]
  readonly faults?: readonly TaskFault[]
}

/** Says how the tasks of a machine turn out; what it leaves open goes well. */
export interface TaskPlan {
  outcome(task: PlannedTask): TaskOutcome | undefined
}

import { type Job, type Machine, NIL_UUID, ZERO_TIME } from '@metalwright/sdk/models'

/** What makes a new job. */
export interface JobSource {
  readonly uuid: string
  /** Position in the task list, and the entry there. */
  readonly index: number
  readonly task: string
  /** RFC 3339. */
  readonly now: string
  /** Job before it on the machine; absent for the first. */
  readonly previous: Job | undefined
}

/** A job for an entry of a machine's task list, given out and not begun. */
export function newJob(machine: Machine, { uuid, index, task, now, previous }: JobSource): Job {
  return {
    Description: '',
    Meta: {},
    Validated: true,
    Available: true,
    Errors: [],
    ReadOnly: false,
    Endpoint: '',
    Bundle: '',
    Uuid: uuid,
    Previous: previous?.Uuid ?? NIL_UUID,
    Machine: machine.Uuid,
    Task: task,
    Stage: machine.Stage,
    BootEnv: machine.BootEnv,
    Workflow: machine.Workflow,
    State: 'created',
    ExitState: '',
    StartTime: now,
    EndTime: ZERO_TIME,
    Archived: false,
    Current: true,
    CurrentIndex: index,
    NextIndex: index + 1,
    Context: machine.Context,
  }
}

/** A job that has come to its end without its agent. */
export function endedJob(job: Job, how: 'finished' | 'failed', now: string): Job {
  return { ...job, State: how, ExitState: how === 'failed' ? 'failed' : 'complete', EndTime: now }
}

import type { Job } from '@metalwright/sdk/models'
import { isFields, textField } from './fields.ts'

/** What the console shows of a job. */
export type JobSummary = Readonly<
  Pick<Job, 'Uuid' | 'Machine' | 'Task' | 'Stage' | 'Workflow' | 'StartTime' | 'EndTime'>
> & {
  /** A `JobState`, or what a newer server calls it. */
  readonly State: string
  readonly ExitState: string
}

/** Reads a job as the API sends it; `undefined` when it is none. */
export function readJob(value: unknown): JobSummary | undefined {
  if (!isFields(value) || textField(value, 'Uuid') === '') return undefined
  return {
    Uuid: textField(value, 'Uuid'),
    Machine: textField(value, 'Machine'),
    Task: textField(value, 'Task'),
    Stage: textField(value, 'Stage'),
    Workflow: textField(value, 'Workflow'),
    StartTime: textField(value, 'StartTime'),
    EndTime: textField(value, 'EndTime'),
    State: textField(value, 'State'),
    ExitState: textField(value, 'ExitState'),
  }
}

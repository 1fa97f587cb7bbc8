import { z } from 'zod'
import { common, flag, integer, NIL_UUID, stringMap, text, time, uuid } from './fields.ts'

/** How far a job is. */
export const JobState = z.enum(['created', 'running', 'failed', 'finished', 'incomplete'])
export type JobState = z.infer<typeof JobState>

/** How the agent ended a job, and what it does next. */
export const JobExitState = z.enum(['', 'reboot', 'poweroff', 'stop', 'complete', 'failed'])
export type JobExitState = z.infer<typeof JobExitState>

/** One run of a task on a machine. */
export const Job = z.object({
  ...common,
  Uuid: uuid,
  /** Job before this one on the machine; all zero for the first. */
  Previous: z.string().default(NIL_UUID),
  Machine: uuid,
  Task: text,
  Stage: text,
  BootEnv: text,
  Workflow: text,
  State: JobState.default('created'),
  ExitState: JobExitState.default(''),
  StartTime: time,
  /** Set when the job becomes finished or failed. */
  EndTime: time,
  Archived: flag,
  /** Newest job of its machine. */
  Current: flag,
  /** Position in the machine's `Tasks`. */
  CurrentIndex: integer,
  NextIndex: integer,
  Context: text,
})
export type Job = z.infer<typeof Job>

/** A rendered template of a job's task: a file to write when `Path` is set, else a script to run. */
export const JobAction = z.object({ Name: text, Path: text, Content: text, Meta: stringMap })
export type JobAction = z.infer<typeof JobAction>

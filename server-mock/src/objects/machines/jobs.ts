import type { Job, JsonObject, Machine } from '@metalwright/sdk/models'
import { NIL_UUID, ZERO_TIME } from '@metalwright/sdk/models'
import { enterErrorTasks, errorTasks, leaveErrorTasks } from '../../engine/error-tasks.ts'
import { type NextJob, nextJob } from '../../engine/next-job.ts'
import { failed } from '../../engine/pool-life.ts'
import { retryDelay, retryRule } from '../../engine/task-retry.ts'
import { circleText, countStart, startLimit, type TaskStarts } from '../../engine/task-starts.ts'
import { type Ports, timestamp } from '../ports.ts'
import { conflict, invalid, Problem } from '../problem.ts'
import type { Edit } from '../session.ts'
import { type SaveContext, STARTS, saveMachine } from './machines.ts'
import { takeTurn } from './workflow-turns.ts'

/** Internal prefix under which machines wait to try a task again: which job failed, and when to go on. */
export const RETRIES = 'retries'

/** Answer to an agent that asks for work. */
export type JobAnswer =
  | { readonly kind: 'created'; readonly job: Job }
  | { readonly kind: 'rerun'; readonly job: Job }
  /** Nothing to run, or a stage or bootenv change was just applied. */
  | { readonly kind: 'nothing'; readonly log?: { readonly job: string; readonly text: string } }
  /** Too many machines run the workflow; this one goes on by itself when it is its turn. */
  | { readonly kind: 'in line'; readonly workflow: string; readonly place: number }

/**
 * Gives a machine's agent its next job (`POST /jobs`).
 *
 * @throws Problem 400 without a machine, 422 for an unknown one, 409 when it is not runnable or has a job
 */
export async function createJob(
  edit: Edit,
  context: SaveContext,
  request: { readonly Machine: string; readonly Uuid: string },
): Promise<JobAnswer> {
  const uuid = request.Machine
  if (uuid === '') throw new Problem(400, ['A job needs a Machine'], { model: 'jobs' })
  const machine = await edit.get('machines', uuid)
  if (machine === undefined) throw invalid('jobs', '', [`Machine ${uuid} does not exist`])
  const old = structuredClone(machine)
  const current = await edit.get('jobs', machine.CurrentJob)
  const next = nextJob(machine, current)
  if (next.kind === 'not-runnable') throw conflict('jobs', '', [`Machine ${uuid} is not runnable`])
  if (next.kind === 'busy') throw conflict('jobs', '', [`Machine ${uuid} already has running or created job`])
  if (machine.CurrentTask === -1 && machine.Workflow !== '') {
    const place = await takeTurn(edit, machine)
    if (place > 0) {
      machine.Runnable = false
      await saveMachine(edit, context, old, machine, 'update')
      return { kind: 'in line', workflow: machine.Workflow, place }
    }
  }
  if (next.kind === 'rerun') {
    if (current === undefined) throw new Error(`job ${machine.CurrentJob} vanished while it was rerun`)
    const stopped = await countedStart(edit, machine, current.CurrentIndex, current.Task)
    if (stopped === undefined) return { kind: 'rerun', job: current }
    edit.put('jobs', ended(current, context.ports), 'update')
    return stop(edit, context, { old, machine, job: current.Uuid, text: stopped })
  }
  if (current !== undefined && next.failCurrent) {
    edit.put('jobs', ended(current, context.ports), 'save')
  }
  if (next.kind === 'done') {
    if (machine.CurrentTask === next.currentTask && machine.WorkflowComplete) return { kind: 'nothing' }
    machine.CurrentTask = next.currentTask
    if (machine.TaskErrorStacks.length > 0) await hold(edit, machine)
    await saveMachine(edit, context, old, machine, 'update')
    return { kind: 'nothing' }
  }
  if (next.kind === 'transition') return applyTransition(edit, context, { old, machine, current, next })
  const job = newJob(machine, current, context.ports, {
    uuid: request.Uuid,
    index: next.index,
    task: next.task,
  })
  const stopped = await countedStart(edit, machine, next.index, next.task)
  const begun = stopped === undefined ? job : ended(job, context.ports)
  await makeCurrent(edit, machine, current, begun)
  if (current?.CurrentIndex !== next.index) machine.RetryTaskAttempt = 0
  machine.CurrentTask = next.index
  if (stopped !== undefined) return stop(edit, context, { old, machine, job: job.Uuid, text: stopped })
  await saveMachine(edit, context, old, machine, 'update')
  return { kind: 'created', job }
}

/** Counts the start of a task; the reason when it was started too often and is not to be started any more. */
async function countedStart(
  edit: Edit,
  machine: Machine,
  index: number,
  task: string,
): Promise<string | undefined> {
  const limit = startLimit((await edit.get('tasks', task))?.Meta)
  const starts = countStart(startsOf(await edit.internal(STARTS, machine.Uuid)), index, limit)
  edit.putInternal(STARTS, machine.Uuid, starts)
  return starts === undefined ? circleText(task, limit) : undefined
}

function startsOf(body: JsonObject | undefined): TaskStarts {
  return Object.fromEntries(Object.entries(body ?? {}).map(([index, count]) => [index, Number(count)]))
}

/** Stops a machine whose job has failed without its agent, with the reason in the log of the job. */
async function stop(
  edit: Edit,
  context: SaveContext,
  { old, machine, job, text }: { old: Machine; machine: Machine; job: string; text: string },
): Promise<JobAnswer> {
  machine.Runnable = false
  await hold(edit, machine)
  await saveMachine(edit, context, old, machine, 'update')
  return { kind: 'nothing', log: { job, text } }
}

/** Holds a machine at the task that failed, with the job of that task as its newest. */
async function hold(edit: Edit, machine: Machine): Promise<void> {
  const origin = leaveErrorTasks(machine)
  failed(machine)
  if (origin === undefined) return
  let job = await edit.get('jobs', machine.CurrentJob)
  while (job !== undefined && (job.Task !== origin.task || job.CurrentIndex !== origin.index)) {
    if (job.Current) edit.put('jobs', { ...job, Current: false }, 'save')
    job = await edit.get('jobs', job.Previous)
  }
  if (job === undefined) return
  machine.CurrentJob = job.Uuid
  edit.put('jobs', { ...job, Current: true }, 'save')
}

function ended(job: Job, ports: Ports): Job {
  return { ...job, State: 'failed', ExitState: 'failed', EndTime: timestamp(ports) }
}

interface Step<Kind extends NextJob['kind']> {
  readonly old: Machine
  readonly machine: Machine
  readonly current: Job | undefined
  readonly next: Extract<NextJob, { kind: Kind }>
}

/** A stage or bootenv entry runs nothing: it is applied and leaves a finished job as its trace. */
async function applyTransition(
  edit: Edit,
  context: SaveContext,
  step: Step<'transition'>,
): Promise<JobAnswer> {
  const { old, machine, current, next } = step
  const { kind, name } = next.transition
  if (kind === 'stage') {
    machine.Params['change-stage/map'] = { [machine.Stage]: name }
    machine.Stage = name
  } else {
    machine.BootEnv = name
  }
  const entry = `${kind}:${name}`
  const job: Job = {
    ...newJob(machine, current, context.ports, { uuid: '', index: next.index, task: entry }),
    State: 'finished',
    ExitState: 'complete',
    EndTime: timestamp(context.ports),
  }
  await makeCurrent(edit, machine, current, job)
  machine.CurrentTask = next.index
  await saveMachine(edit, context, old, machine, 'update')
  return { kind: 'nothing', log: { job: job.Uuid, text: `Changed ${kind} to ${name}\n` } }
}

function newJob(
  machine: Machine,
  previous: Job | undefined,
  ports: Ports,
  at: { readonly uuid: string; readonly index: number; readonly task: string },
): Job {
  return {
    Description: '',
    Meta: {},
    Validated: true,
    Available: true,
    Errors: [],
    ReadOnly: false,
    Endpoint: '',
    Bundle: '',
    Uuid: at.uuid === '' ? ports.uuid() : at.uuid,
    Previous: previous?.Uuid ?? NIL_UUID,
    Machine: machine.Uuid,
    Task: at.task,
    Stage: machine.Stage,
    BootEnv: machine.BootEnv,
    Workflow: machine.Workflow,
    State: 'created',
    ExitState: '',
    StartTime: timestamp(ports),
    EndTime: ZERO_TIME,
    Archived: false,
    Current: true,
    CurrentIndex: at.index,
    NextIndex: at.index + 1,
    Context: machine.Context,
  }
}

async function makeCurrent(edit: Edit, machine: Machine, previous: Job | undefined, job: Job): Promise<void> {
  if (previous !== undefined) {
    const latest = (await edit.get('jobs', previous.Uuid)) ?? previous
    edit.put('jobs', { ...latest, Current: false }, 'save')
  }
  machine.CurrentJob = job.Uuid
  edit.put('jobs', job, 'create')
}

/**
 * What an edit of a job means for the job and its machine: times, and when the job failed another attempt, the tasks
 * that handle the failure, or the hold of a pool step.
 */
export async function applyJobEdit(edit: Edit, context: SaveContext, old: Job, next: Job): Promise<void> {
  const ended = next.State === 'finished' || next.State === 'failed'
  if (ended && next.State !== old.State) next.EndTime = timestamp(context.ports)
  if (next.State !== 'failed' || old.State === 'failed') return
  const machine = await edit.get('machines', next.Machine)
  if (machine === undefined || machine.CurrentJob !== next.Uuid) return
  // An agent stops its machine before it fails a job; one that comes back from a boot only buries the job
  // it was torn from, and goes on.
  if (machine.Runnable) return
  const before = structuredClone(machine)
  const task = await edit.get('tasks', next.Task)
  const delay = retryDelay(retryRule(task?.Meta), machine.RetryTaskAttempt)
  if (delay !== undefined) {
    machine.RetryTaskAttempt++
    const At = new Date(context.ports.now() + delay).toISOString()
    edit.putInternal(RETRIES, machine.Uuid, { Job: next.Uuid, At })
  } else if (!enterErrorTasks(machine, errorTasks(task?.Meta))) {
    await hold(edit, machine)
  }
  await saveMachine(edit, context, before, machine, 'update')
}

/** Why a job cannot be deleted, or `undefined` when it can. */
export async function jobDeletionProblem(edit: Edit, job: Job): Promise<string | undefined> {
  if (job.State === 'finished' || job.State === 'failed') return undefined
  if ((await edit.get('machines', job.Machine)) === undefined) return undefined
  return `Jobs ${job.Uuid} is not in a deletable state: ${job.State}`
}

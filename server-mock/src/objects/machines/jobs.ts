import type { Job, JsonObject, Machine } from '@metalwright/sdk/models'
import { enterErrorTasks, errorTasks, leaveErrorTasks } from '../../engine/error-tasks.ts'
import { endedJob, newJob } from '../../engine/new-job.ts'
import { applyTransition, type NextJob, nextJob } from '../../engine/next-job.ts'
import { failed } from '../../engine/pool-life.ts'
import { retryDelay, retryRule } from '../../engine/task-retry.ts'
import { circleText, countStart, startLimit, type TaskStarts } from '../../engine/task-starts.ts'
import { timestamp } from '../ports.ts'
import { conflict, invalid, Problem } from '../problem.ts'
import type { Edit } from '../session.ts'
import { baseContext } from './base-context.ts'
import { type SaveContext, STARTS, saveMachine } from './machines.ts'
import { takeTurn } from './workflow-turns.ts'

/** Internal prefix under which machines wait to try a task again: which job failed, and when to go on. */
export const RETRIES = 'retries'

/** Answer to an agent that asks for work. */
export type JobAnswer =
  | { readonly kind: 'created'; readonly job: Job }
  | { readonly kind: 'rerun'; readonly job: Job }
  /** Nothing to run for this agent, or a stage, bootenv or context change was just applied. */
  | { readonly kind: 'nothing'; readonly log?: { readonly job: string; readonly text: string } }
  /** Too many machines run the workflow; this one goes on by itself when it is its turn. */
  | { readonly kind: 'in line'; readonly workflow: string; readonly place: number }

/**
 * Gives a machine's agent its next job (`POST /jobs`). `Context` of the request is where the agent works: empty for
 * the machine itself.
 *
 * @throws Problem 400 without a machine, 422 for an unknown one, 409 when it is not runnable or has a job
 */
export async function createJob(
  edit: Edit,
  context: SaveContext,
  request: { readonly Machine: string; readonly Uuid: string; readonly Context: string },
): Promise<JobAnswer> {
  const uuid = request.Machine
  if (uuid === '') throw new Problem(400, ['A job needs a Machine'], { model: 'jobs' })
  const machine = await edit.get('machines', uuid)
  if (machine === undefined) throw invalid('jobs', '', [`Machine ${uuid} does not exist`])
  const old = structuredClone(machine)
  const current = await edit.get('jobs', machine.CurrentJob)
  // Only the entry that goes back there needs to know where the machine belongs.
  const base = machine.Tasks.includes('context:') ? await baseContext(edit, machine) : ''
  const asker = { context: request.Context, baseContext: base }
  const next = nextJob(machine, current, asker)
  if (next.kind === 'not-runnable') throw conflict('jobs', '', [`Machine ${uuid} is not runnable`])
  if (next.kind === 'busy') throw conflict('jobs', '', [`Machine ${uuid} already has running or created job`])
  if (next.kind === 'elsewhere') return { kind: 'nothing' }
  const now = timestamp(context.ports)
  if (next.kind !== 'done' && machine.Workflow !== '') {
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
    if (stopped === undefined) {
      // Somebody may have put the machine into another context since.
      const job = { ...current, Context: machine.Context }
      if (current.Context !== job.Context) edit.put('jobs', job, 'save')
      return { kind: 'rerun', job }
    }
    edit.put('jobs', endedJob(current, 'failed', now), 'update')
    return stop(edit, context, { old, machine, job: current.Uuid, text: stopped })
  }
  if (current !== undefined && next.failCurrent) {
    edit.put('jobs', endedJob(current, 'failed', now), 'save')
  }
  if (next.kind === 'done') {
    if (machine.CurrentTask === next.currentTask && machine.WorkflowComplete) return { kind: 'nothing' }
    machine.CurrentTask = next.currentTask
    if (machine.TaskErrorStacks.length > 0) await hold(edit, machine)
    await saveMachine(edit, context, old, machine, 'update')
    return { kind: 'nothing' }
  }
  if (next.kind === 'transition') return applyEntry(edit, context, { old, machine, current, next })
  const id = request.Uuid === '' ? context.ports.uuid() : request.Uuid
  const job = newJob(machine, { uuid: id, index: next.index, task: next.task, now, previous: current })
  const stopped = await countedStart(edit, machine, next.index, next.task)
  const begun = stopped === undefined ? job : endedJob(job, 'failed', now)
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
  const newest = await edit.get('jobs', machine.CurrentJob)
  let job = newest
  while (job !== undefined && (job.Task !== origin.task || job.CurrentIndex !== origin.index)) {
    job = await edit.get('jobs', job.Previous)
  }
  if (job === undefined || newest === undefined) return
  if (newest.Uuid !== job.Uuid) edit.put('jobs', { ...newest, Current: false }, 'save')
  machine.CurrentJob = job.Uuid
  edit.put('jobs', { ...job, Current: true }, 'save')
}

interface Step<Kind extends NextJob['kind']> {
  readonly old: Machine
  readonly machine: Machine
  readonly current: Job | undefined
  readonly next: Extract<NextJob, { kind: Kind }>
}

/** A stage, bootenv or context entry runs nothing: it is applied and leaves a finished job as its trace. */
async function applyEntry(edit: Edit, context: SaveContext, step: Step<'transition'>): Promise<JobAnswer> {
  const { old, machine, current, next } = step
  const { kind, name } = next.transition
  applyTransition(machine, next.transition)
  const { ports } = context
  const now = timestamp(ports)
  const task = `${kind}:${name}`
  const source = { uuid: ports.uuid(), index: next.index, task, now, previous: current }
  const job = endedJob(newJob(machine, source), 'finished', now)
  await makeCurrent(edit, machine, current, job)
  machine.CurrentTask = next.index
  await saveMachine(edit, context, old, machine, 'update')
  return {
    kind: 'nothing',
    log: { job: job.Uuid, text: `Changed ${kind} to ${name || 'the machine itself'}\n` },
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
  if (machine.CurrentTask !== next.CurrentIndex) {
    // Somebody has given the machine other work meanwhile: a failure of what it was at before says nothing of that.
    if (machine.BootEnv !== next.BootEnv) return
    machine.Runnable = true
    await saveMachine(edit, context, before, machine, 'update')
    return
  }
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

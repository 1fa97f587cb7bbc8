import type { Job } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import { type ActionEntry, actionEntry } from '../engine/action-entry.ts'
import type { JobLogs } from '../objects/machines/job-logs.ts'
import type { Objects } from '../objects/objects.ts'
import { Problem } from '../objects/problem.ts'
import type { Actions } from './actions.ts'

/** What entries of task lists are run with. */
export interface TaskActionsOptions {
  readonly objects: Objects
  readonly actions: Pick<Actions, 'run'>
  readonly logs: JobLogs
}

/** Runs the entries of task lists that are actions of plugins (`action:…`, DRP 3.13), in place of an agent. */
export class TaskActions {
  readonly #options: TaskActionsOptions

  constructor(options: TaskActionsOptions) {
    this.#options = options
  }

  /**
   * Runs a new job whose entry is an action, to its end. It fails as a task fails: the machine stops.
   *
   * @param principal who asked for the job
   * @returns false for a job that the agent has to run itself
   */
  async run(job: Job, principal: string): Promise<boolean> {
    const entry = actionEntry(job.Task)
    if (entry === undefined) return false
    await this.#move(job.Uuid, 'created', { State: 'running' })
    const faults = await this.#act(job.Machine, entry, principal)
    const text = faults.length === 0 ? 'ended well' : `failed: ${faults.join('; ')}`
    await this.#options.logs.append(job.Uuid, Buffer.from(`${job.Task} ${text}\n`))
    if (faults.length === 0) {
      await this.#move(job.Uuid, 'running', { State: 'finished', ExitState: 'complete' })
    } else if ((await this.#options.objects.session().get('jobs', job.Uuid))?.State === 'running') {
      // An agent does it in this order: a machine that goes on is not held when its job fails.
      await this.#stop(job.Machine)
      await this.#move(job.Uuid, 'running', { State: 'failed', ExitState: 'failed' })
    }
    return true
  }

  /** @returns why it failed, one text each; what it answers may hold secrets and is kept by nobody */
  async #act(
    machine: string,
    { plugin, command }: ActionEntry,
    principal: string,
  ): Promise<readonly string[]> {
    const { objects, actions } = this.#options
    const body = await objects.session().body('machines', machine)
    if (body === undefined) return [`Machine ${machine} does not exist`]
    try {
      const target = { type: 'machines', key: machine, body }
      // The work is the machine's: it goes on when the agent that asked has gone.
      const { signal } = new AbortController()
      await actions.run(target, { command, plugin, principal, params: {}, signal })
      return []
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return error.messages
    }
  }

  /** Changes a job unless somebody has moved it on meanwhile, as an agent does that has come back. */
  async #move(job: string, from: Job['State'], fields: Partial<Job>): Promise<void> {
    await this.#options.objects.change(SYSTEM, 'jobs', job, { force: false }, (body) =>
      body['State'] === from ? { ...body, ...fields } : body,
    )
  }

  async #stop(machine: string): Promise<void> {
    await this.#options.objects.change(SYSTEM, 'machines', machine, { force: true }, (body) => ({
      ...body,
      Runnable: false,
    }))
  }
}

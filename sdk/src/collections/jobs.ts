import type { Readable } from 'node:stream'
import type { AvailableAction } from '../models/action.ts'
import { Job, JobAction, type JobExitState, type JobState } from '../models/job.ts'
import type { JsonValue } from '../models/json.ts'
import { type Answer, ApiError, apiPath, type Request } from '../transport/index.ts'
import { type ActionOptions, Actions } from './actions.ts'
import type { Api, CallOptions } from './api.ts'
import { EditableCollection } from './collection.ts'
import { followLog } from './follow-log.ts'

/**
 * What asking for work gave: a `new` job, the one that was left `incomplete` and shall be run again, or `none`
 * because there is nothing to do or the machine was just moved on.
 */
export type NextJob = { readonly kind: 'new' | 'incomplete'; readonly job: Job } | { readonly kind: 'none' }

/** How a job moves on. */
export interface JobMove extends CallOptions {
  /** State the job must be in; the one it is in now by default. */
  readonly from?: JobState | undefined
  /** How it ended, and what the agent does next. */
  readonly exitState?: JobExitState | undefined
}

/** Jobs, their logs and their rendered actions. */
export class Jobs extends EditableCollection<'jobs'> {
  constructor(api: Api) {
    super(api, 'jobs')
  }

  /**
   * Asks for the next job of a machine, as its agent does.
   *
   * @param machine UUID
   * @param options with the context that the agent works for, when it does not run on the machine itself
   * @throws ConflictError when the machine is not runnable, or a job is running already
   */
  async create(
    machine: string,
    options: CallOptions & { readonly context?: string | undefined } = {},
  ): Promise<NextJob> {
    const { context = '', signal } = options
    const json = { Machine: machine, ...(context === '' ? {} : { Context: context }) }
    const request = { method: 'POST', path: apiPath('jobs'), json, signal } as const
    const answer = await this.api.transport.send(request)
    if (answer.status === 204) return { kind: 'none' }
    return { kind: answer.status === 202 ? 'incomplete' : 'new', job: this.api.object(Job, answer) }
  }

  /**
   * Moves a job to another state, if it is still in the one it moves on from: of two who try, one succeeds.
   *
   * @throws ConflictError when it is in another state
   * @throws ValidationError when DRP has no such transition
   */
  async setState(uuid: string, state: JobState, options: JobMove = {}): Promise<Job> {
    const { exitState, signal } = options
    const from = options.from ?? (await this.get(uuid, { signal })).State
    const moves = [
      { op: 'test', path: '/State', value: from },
      { op: 'replace', path: '/State', value: state },
    ] as const
    const exits =
      exitState === undefined ? [] : [{ op: 'replace', path: '/ExitState', value: exitState } as const]
    return this.patch(uuid, [...moves, ...exits], { signal })
  }

  /**
   * The log of a job as a stream of bytes, as far as it is there; read it to its end or destroy it. What is in it is
   * not to be trusted.
   */
  async log(uuid: string, options: CallOptions = {}): Promise<Readable> {
    return (await this.api.transport.download(logRequest(uuid, options))).body
  }

  /**
   * The log of a job as text, piece by piece as it grows, until the job has ended and all of it was given. Nothing
   * is lost or given twice when connections break; while the server cannot be reached it keeps trying, so set a
   * signal to give up.
   *
   * @throws NotFoundError when there is no such job
   */
  followLog(uuid: string, options: CallOptions = {}): AsyncGenerator<string, void, undefined> {
    const { transport } = this.api
    const open = async (from: number): Promise<Answer<Readable> | 'nothing more'> => {
      // The bytes that are counted are those of the log, not of a compressed form of it.
      const headers = { range: `bytes=${from}-`, 'accept-encoding': 'identity' }
      try {
        return await transport.download({ ...logRequest(uuid, options), headers })
      } catch (error) {
        if (error instanceof ApiError && error.status === 416) return 'nothing more'
        throw error
      }
    }
    return followLog({ transport, job: () => this.get(uuid, options), open }, options.signal)
  }

  /** Adds to the log of a job. Not repeated once it may have arrived, so that nothing is logged twice. */
  async appendLog(uuid: string, content: string | Uint8Array, options: CallOptions = {}): Promise<void> {
    const path = apiPath('jobs', uuid, 'log')
    await this.api.transport.send({ method: 'PUT', path, content, idempotent: false, ...options })
  }

  /**
   * The rendered scripts and files of a job.
   *
   * @param os only those for this operating system, such as `linux`
   */
  actions(
    uuid: string,
    options: CallOptions & { readonly os?: string | undefined } = {},
  ): Promise<JobAction[]> {
    const { os, ...callOptions } = options
    const query: [string, string][] = os === undefined ? [] : [['os', os]]
    const path = apiPath('jobs', uuid, 'actions')
    return this.api.many(JobAction, { method: 'GET', path, query, ...callOptions })
  }

  /** Actions that plugins offer on a job and that can be run now; `actions` are the scripts of its task. */
  pluginActions(uuid: string, options: ActionOptions = {}): Promise<AvailableAction[]> {
    return this.#onJob(uuid).list(options)
  }

  /** One action of a plugin. @throws NotFoundError, ApiError 400 when something it requires is not set */
  pluginAction(uuid: string, command: string, options: ActionOptions = {}): Promise<AvailableAction> {
    return this.#onJob(uuid).get(command, options)
  }

  /** Runs an action of a plugin on a job and gives what the plugin answers. Never sent twice. @throws ApiError */
  run(
    uuid: string,
    command: string,
    params: Readonly<Record<string, JsonValue>> = {},
    options: ActionOptions = {},
  ): Promise<JsonValue> {
    return this.#onJob(uuid).run(command, params, options)
  }

  #onJob(uuid: string): Actions {
    return new Actions(this.api, apiPath('jobs', uuid, 'plugin_actions'))
  }
}

function logRequest(uuid: string, options: CallOptions): Request {
  return { method: 'GET', path: apiPath('jobs', uuid, 'log'), signal: options.signal }
}

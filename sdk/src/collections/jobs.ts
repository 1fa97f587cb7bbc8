import type { Readable } from 'node:stream'
import { Job, JobAction } from '../models/job.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { EditableCollection } from './collection.ts'

/**
 * What asking for work gave: a `new` job, the one that was left `incomplete` and shall be run again, or `none`
 * because there is nothing to do or the machine was just moved on.
 */
export type NextJob = { readonly kind: 'new' | 'incomplete'; readonly job: Job } | { readonly kind: 'none' }

/** Jobs, their logs and their rendered actions. */
export class Jobs extends EditableCollection<'jobs'> {
  constructor(api: Api) {
    super(api, 'jobs')
  }

  /**
   * Asks for the next job of a machine, as its agent does.
   *
   * @param machine UUID
   * @throws ConflictError when the machine is not runnable, or a job is running already
   */
  async create(machine: string, options: CallOptions = {}): Promise<NextJob> {
    const request = { method: 'POST', path: apiPath('jobs'), json: { Machine: machine }, ...options } as const
    const answer = await this.api.transport.send(request)
    if (answer.status === 204) return { kind: 'none' }
    return { kind: answer.status === 202 ? 'incomplete' : 'new', job: this.api.object(Job, answer) }
  }

  /** The log of a job as a stream of bytes; read it to its end or destroy it. What is in it is not to be trusted. */
  async log(uuid: string, options: CallOptions = {}): Promise<Readable> {
    const path = apiPath('jobs', uuid, 'log')
    return (await this.api.transport.download({ method: 'GET', path, ...options })).body
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
}

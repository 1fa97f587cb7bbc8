import type { Job, JobAction } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import { invalid } from '../objects/problem.ts'
import type { DeferredFor, RenderedFiles } from '../render/files.ts'
import type { Renderer } from '../render/renderer.ts'
import type { Addresses } from '../render/source.ts'

/** What scripts are rendered from. */
export interface JobActionsOptions {
  readonly objects: Objects
  readonly renderer: Renderer
  readonly files: RenderedFiles
  readonly deferred: DeferredFor
  readonly addresses: (server: string) => Addresses
}

/** Renders the scripts and files of jobs from the objects as they are now. */
export class JobActions {
  readonly #options: JobActionsOptions

  constructor(options: JobActionsOptions) {
    this.#options = options
  }

  /** @throws Problem 422 when the task or a param it requires is missing; RenderError */
  async render(job: Job, os: string, server: string): Promise<JobAction[]> {
    const { objects, renderer, files, deferred: deferredFor, addresses } = this.#options
    await files.settled()
    const session = objects.session()
    const machine = await session.get('machines', job.Machine)
    const task = await session.get('tasks', job.Task)
    const stage = await session.get('stages', job.Stage)
    const bootEnv = await session.get('bootenvs', job.BootEnv)
    if (machine === undefined) throw invalid('jobs', job.Uuid, [`Machine ${job.Machine} does not exist`])
    if (task === undefined) throw invalid('jobs', job.Uuid, [`Task ${job.Task} does not exist`])
    const deferred = deferredFor(machine)
    const missing: string[] = []
    for (const name of task.RequiredParams) {
      if ((await deferred.param(name)) === undefined)
        missing.push(`Missing required parameter ${name} for tasks ${task.Name}`)
    }
    if (missing.length > 0) throw invalid('jobs', job.Uuid, missing)
    const source = {
      machine,
      task,
      ...(stage === undefined ? {} : { stage }),
      ...(bootEnv === undefined ? {} : { bootEnv }),
    }
    return renderer.actions(source, os, addresses(server), deferred)
  }
}

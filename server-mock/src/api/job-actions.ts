import type { Job, JobAction } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import { invalid } from '../objects/problem.ts'
import type { DeferredFor, RenderedFiles } from '../render/files.ts'
import { RenderError, type Renderer } from '../render/renderer.ts'
import type { Addresses } from '../render/source.ts'
import { TemplateError } from '../render/template/index.ts'
import type { Call } from './route.ts'
import { SecretAccess } from './secret-access.ts'

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

  /**
   * Renders the task of a job. This is the only rendering that sees secure params in plain, and only as far as the
   * caller may see them.
   *
   * @throws Problem 422 when the task or a param it requires is missing; 403 when it reads a secure param that the
   *   caller may not see; RenderError, which tells only the place once a secure param was read
   */
  async render(job: Job, os: string, call: Call): Promise<JobAction[]> {
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
    const access = new SecretAccess(session, call)
    const secrets = new Set<string>()
    const opened = deferredFor(machine, async (name, held) => {
      const value = await access.plain(name, held, machine)
      if (value !== held.value) secrets.add(name)
      return value
    })
    try {
      return await renderer.actions(source, os, addresses(call.serverAddress), opened)
    } catch (error) {
      throw secrets.size > 0 && error instanceof RenderError ? withheld(task.Name, error, secrets) : error
    }
  }
}

/** Functions repeat their operands in their errors, so one that may hold a secret is not passed on. */
function withheld(task: string, { cause }: RenderError, secrets: ReadonlySet<string>): RenderError {
  const place = cause instanceof TemplateError ? `template: ${cause.template}:${cause.line}` : `task ${task}`
  const names = [...secrets].join(', ')
  return new RenderError(task, new Error(`${place}: failed; the reason is withheld, since it reads ${names}`))
}

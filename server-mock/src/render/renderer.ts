import type { JobAction, TemplateInfo } from '@metalwright/sdk/models'
import type { Session } from '../objects/session.ts'
import { renderContext } from './context.ts'
import { DeferredLookups } from './deferred-lookups.ts'
import type { Addresses, Deferred, Source } from './source.ts'
import { Budget, defaultLimits, type GoFunc, TemplateError, TemplateSet } from './template/index.ts'

/** Values that one rendering may wait for before it is given up. */
const MAX_WAITS = 200
/** Work that one rendering may do, all its starts together. */
const TOTAL_STEPS = 4 * defaultLimits.steps

/** A template that could not be rendered. The message names the template, the line and the cause. */
export class RenderError extends Error {
  readonly code = 'render_failed'

  constructor(name: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : `${name}: ${String(cause)}`, { cause })
    this.name = 'RenderError'
  }
}

/** Renders the templates of bootenvs, stages and tasks. */
export class Renderer {
  readonly #functions: ReadonlyMap<string, GoFunc>
  readonly #apiPin: string
  #set: TemplateSet

  /**
   * @param functions functions templates may call besides the language's own
   * @param apiPin base64 SHA-256 of the API certificate's public key
   */
  constructor(functions: ReadonlyMap<string, GoFunc>, apiPin: string) {
    this.#functions = functions
    this.#apiPin = apiPin
    this.#set = this.#empty()
  }

  /**
   * Takes over all stored templates, so that others can include them by their ID.
   *
   * @returns why those that are left out do not parse: one broken template must not take the others with it
   */
  async load(session: Pick<Session, 'bodies'>): Promise<readonly TemplateError[]> {
    const set = this.#empty()
    const broken: TemplateError[] = []
    for (const body of await session.bodies('templates')) {
      try {
        set.parse(String(body['ID']), String(body['Contents']))
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error
        broken.push(error)
      }
    }
    this.#set = set
    return broken
  }

  /** The fault of a template's text, or `undefined` when it parses. */
  problem(name: string, contents: string): string | undefined {
    try {
      this.#set.derive().parse(name, contents)
      return undefined
    } catch (error) {
      if (error instanceof TemplateError) return error.message
      throw error
    }
  }

  /** @throws RenderError */
  async text(
    name: string,
    contents: string,
    source: Source,
    addresses: Addresses,
    deferred: Deferred,
  ): Promise<string> {
    const set = this.#set.derive()
    try {
      set.parse(name, contents)
    } catch (error) {
      throw new RenderError(name, error)
    }
    return this.#render(set, name, source, addresses, deferred)
  }

  /** Rendered contents of a file of a bootenv or stage. @throws RenderError */
  async file(info: TemplateInfo, source: Source, addresses: Addresses, deferred: Deferred): Promise<string> {
    return info.Contents === '' && info.ID !== ''
      ? this.#render(this.#set.derive(), info.ID, source, addresses, deferred)
      : this.text(info.Name, info.Contents, source, addresses, deferred)
  }

  /** Rendered files and scripts of a task, those for another operating system left out. @throws RenderError */
  async actions(source: Source, os: string, addresses: Addresses, deferred: Deferred): Promise<JobAction[]> {
    const actions: JobAction[] = []
    for (const info of source.task?.Templates ?? []) {
      const systems = (info.Meta['OS'] ?? '').split(',').filter((name) => name !== '')
      if (systems.length > 0 && !systems.includes('any') && !systems.includes(os)) continue
      const Path = await this.text(info.Name, info.Path, source, addresses, deferred)
      const Content = await this.file(info, source, addresses, deferred)
      actions.push({ Name: info.Name, Path, Content, Meta: info.Meta })
    }
    return actions
  }

  /**
   * Runs a template. Templates run without pause, so what one asks for and is not there yet is fetched, and it
   * starts again; what was fetched is kept for it.
   */
  async #render(
    set: TemplateSet,
    name: string,
    source: Source,
    addresses: Addresses,
    deferred: Deferred,
  ): Promise<string> {
    const lookups = new DeferredLookups(set, deferred, addresses.server, this.#apiPin)
    const context = renderContext(source, addresses, lookups)
    let steps = TOTAL_STEPS
    for (let wait = 0; wait < MAX_WAITS; wait++) {
      const budget = new Budget({ steps: Math.min(steps, defaultLimits.steps) })
      try {
        return set.execute(name, context, { budget })
      } catch (error) {
        if (!(await lookups.fetchMissing())) throw new RenderError(name, error)
      }
      steps -= budget.used
    }
    throw new RenderError(name, new Error(`${name} asks for more than ${MAX_WAITS} values`))
  }

  #empty(): TemplateSet {
    return new TemplateSet({ functions: this.#functions, missingKey: 'error' })
  }
}

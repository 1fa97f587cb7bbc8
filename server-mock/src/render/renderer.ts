import type { JobAction, TemplateInfo } from '@metalwright/sdk/models'
import type { Session } from '../objects/session.ts'
import { type Lookups, renderContext } from './context.ts'
import type { Addresses, Deferred, Source } from './source.ts'
import { type GoFunc, TemplateError, TemplateSet } from './template/index.ts'

/** Values that one rendering may wait for before it is given up. */
const MAX_WAITS = 200

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

  /** Takes over all stored templates, so that others can include them by their ID. */
  async load(session: Session): Promise<void> {
    const set = this.#empty()
    for (const body of await session.bodies('templates')) {
      set.parse(String(body['ID']), String(body['Contents']))
    }
    this.#set = set
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
    return this.#render(source, addresses, deferred, (set, context) => {
      set.parse(name, contents)
      return set.execute(name, context)
    })
  }

  /** Rendered contents of a file of a bootenv or stage. @throws RenderError */
  async file(info: TemplateInfo, source: Source, addresses: Addresses, deferred: Deferred): Promise<string> {
    return this.#render(source, addresses, deferred, (set, context) => executeInfo(set, info, context))
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
   * Runs a rendering. Templates run without pause, so what they ask for and is not there yet is fetched, and
   * the rendering starts again; what was fetched is kept for it.
   */
  async #render(
    source: Source,
    addresses: Addresses,
    deferred: Deferred,
    run: (set: TemplateSet, context: unknown) => string,
  ): Promise<string> {
    const fetched = new Map<string, unknown>()
    for (let wait = 0; wait < MAX_WAITS; wait++) {
      let missing: { key: string; fetch: () => Promise<unknown> } | undefined
      const want = (key: string, fetch: () => Promise<unknown>): unknown => {
        if (fetched.has(key)) return fetched.get(key)
        missing ??= { key, fetch }
        throw new Error(`${key} has to be fetched first`)
      }
      const set = this.#set.derive()
      const lookups: Lookups = {
        param: (name) => want(`param ${name}`, () => deferred.param(name)),
        token: (kind) => String(want(`token ${kind}`, () => deferred.token(kind))),
        profileToken: (profile, seconds) =>
          String(want(`profile ${profile} ${seconds}`, () => deferred.profileToken(profile, seconds))),
        expand: (text) => {
          const expanded = this.#set.derive()
          expanded.parse('expand', text)
          return expanded.execute('expand', context)
        },
        apiPin: this.#apiPin,
      }
      const context = renderContext(source, addresses, lookups)
      try {
        return run(set, context)
      } catch (error) {
        if (missing === undefined) throw new RenderError('template', error)
        fetched.set(missing.key, await missing.fetch())
      }
    }
    throw new RenderError('template', new Error(`the template asks for more than ${MAX_WAITS} values`))
  }

  #empty(): TemplateSet {
    return new TemplateSet({ functions: this.#functions, missingKey: 'error' })
  }
}

function executeInfo(set: TemplateSet, info: TemplateInfo, context: unknown): string {
  if (info.Contents === '' && info.ID !== '') return set.execute(info.ID, context)
  set.parse(info.Name, info.Contents)
  return set.execute(info.Name, context)
}

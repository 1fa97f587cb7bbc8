import type { Readable } from 'node:stream'
import type { Content, PluginProvider } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import type { Log } from '../log.ts'
import type { Contents } from '../objects/content/contents.ts'
import type { Objects } from '../objects/objects.ts'
import { conflict, invalid, notFound, Problem } from '../objects/problem.ts'
import { Turns } from '../objects/turns.ts'
import { defineProgram } from './define-program.ts'
import { type Definition, packOf } from './definition.ts'
import type { ExecutableFolder } from './executable-folder.ts'
import { ExecutableProvider } from './executable-provider.ts'
import type { PluginLimits } from './limits.ts'
import { PluginFailure } from './plugin-failure.ts'
import { PluginPacks } from './plugin-packs.ts'
import type { Provider } from './provider.ts'
import { markProvider, writeProvider } from './provider-objects.ts'

/** Kind of the objects, for errors. */
const MODEL = 'plugin_providers'
/** Programs that are asked for their definition at one time. */
const AT_ONCE = 4

/** What the providers are kept with. */
export interface ProvidersOptions {
  readonly objects: Objects
  readonly contents: Pick<Contents, 'setPluginPacks' | 'usersOf'>
  readonly folder: ExecutableFolder
  /** Providers that are part of the server. */
  readonly builtin: readonly Provider[]
  readonly limits: PluginLimits
  /** `PATH` for programs. */
  readonly path: string
  readonly log: Log
}

/** An upload of a provider. */
export interface Upload {
  readonly name: string
  readonly content: Readable
  /** Bytes there should be; undefined when nobody said. */
  readonly expected: number | undefined
  /** Remove objects of the writable store that its content pack brings too (DRP v4). */
  readonly replaceWritable: boolean
}

/** What stands in `plugin_providers`, and what plugins are made of. */
export class Providers {
  readonly #options: ProvidersOptions
  readonly #packs: PluginPacks
  readonly #providers = new Map<string, Provider>()
  readonly #uploading = new Set<string>()
  readonly #turns = new Turns()
  readonly #closed = new AbortController()
  readonly #listeners: ((name: string) => void)[] = []
  #defined: Promise<unknown> = Promise.resolve()

  constructor(options: ProvidersOptions) {
    this.#options = options
    this.#packs = new PluginPacks(options.contents)
  }

  /** A provider that can be used now. */
  get(name: string): Provider | undefined {
    return this.#providers.get(name)
  }

  /** Calls the listener with the name of each provider that has come, changed or gone. */
  listen(listener: (name: string) => void): void {
    this.#listeners.push(listener)
  }

  /**
   * Takes up the server's own providers, and the content packs that uploaded ones had when the server ended.
   * Call it before machines are served.
   */
  async open(): Promise<void> {
    const { builtin, folder, objects } = this.#options
    for (const provider of builtin) {
      await this.#adopt(provider, packOf(provider.definition), { principal: SYSTEM })
    }
    for (const name of await folder.names()) {
      const stored = await objects.session().get(MODEL, name)
      if (stored === undefined || this.#isBuiltin(name)) continue
      try {
        await this.#packs.set(name, packOf(stored))
      } catch (error) {
        this.#warn(name, error, 'a content pack could not be loaded')
      }
    }
  }

  /**
   * Asks the programs in the folder again what they are. One that does not say is not used, and stands in
   * `plugin_providers` as not available. Resolves when all were asked; never rejects.
   */
  async define(): Promise<void> {
    this.#defined = this.#defineAll().catch((error: unknown) => {
      this.#warn('', error, 'plugin providers could not be taken up')
    })
    await this.#defined
  }

  /**
   * Takes an uploaded program as a provider, in place of the one of that name.
   *
   * @returns bytes of the program
   * @throws Problem 400 for a bad name or size, 409 for a name that is taken, 422 when it is no provider, 507
   */
  async install(principal: string, upload: Upload): Promise<number> {
    const { name, replaceWritable } = upload
    const { folder } = this.#options
    const file = folder.file(name)
    if (this.#isBuiltin(name)) throw conflict(MODEL, name, [`${name} is part of the server`])
    if (this.#uploading.has(name)) throw conflict(MODEL, name, ['Already uploading'])
    this.#uploading.add(name)
    try {
      const incoming = await folder.receive(name, upload.content, upload.expected)
      try {
        const { provider, pack } = await this.#ask(incoming.file, name)
        const place = incoming.take
        await this.#adopt(this.#executable(file, provider), pack, { principal, place, replaceWritable })
        if (provider.AutoStart) await this.#autoStart(name)
        return incoming.size
      } finally {
        await incoming.discard()
      }
    } catch (error) {
      if (!(error instanceof PluginFailure)) throw error
      throw new Problem(422, error.messages, { model: MODEL, key: name, type: 'ValidationError' }, error)
    } finally {
      this.#uploading.delete(name)
    }
  }

  /** Takes a provider away. @throws Problem 404, 409 while plugins or other objects use it, 422 for the server's own */
  async remove(principal: string, name: string): Promise<void> {
    const { objects, folder } = this.#options
    if (this.#isBuiltin(name)) throw invalid(MODEL, name, [`readonly: ${name}`])
    await this.#turns.take('', async () => {
      if ((await objects.session().get(MODEL, name)) === undefined) throw notFound(MODEL, name)
      await this.#packs.mayGo(name)
      await objects.remove(principal, MODEL, name)
      await folder.remove(name)
      this.#providers.delete(name)
      await this.#packs.set(name, undefined)
    })
    this.#tell(name)
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#defined
  }

  #isBuiltin(name: string): boolean {
    return this.#options.builtin.some(({ definition }) => definition.Name === name)
  }

  async #defineAll(): Promise<void> {
    if (this.#closed.signal.aborted) return
    const names = (await this.#options.folder.names()).filter((name) => !this.#isBuiltin(name))
    const waiting = [...names]
    const ask = async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
        await this.#defineAgain(name)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, ask))
    for (const body of await this.#options.objects.session().bodies(MODEL)) {
      const name = String(body['Name'])
      if (this.#providers.has(name) || names.includes(name)) continue
      await this.#mark(name, ['its program is no longer in the folder `plugins`; upload it again'])
    }
  }

  async #defineAgain(name: string): Promise<void> {
    const file = this.#options.folder.file(name)
    try {
      const { provider, pack } = await this.#ask(file, name)
      // A newer one may have been uploaded meanwhile.
      if (this.#providers.has(name) || this.#uploading.has(name)) return
      await this.#adopt(this.#executable(file, provider), pack, { principal: SYSTEM })
    } catch (error) {
      if (this.#closed.signal.aborted) return
      this.#warn(name, error, 'a plugin provider cannot be used')
      await this.#mark(name, PluginFailure.messagesOf(error))
    }
  }

  #ask(file: string, name: string): Promise<Definition> {
    const { limits, path } = this.#options
    return defineProgram(file, name, { limits, path, signal: this.#closed.signal })
  }

  #executable(file: string, definition: PluginProvider): Provider {
    const { limits, path } = this.#options
    return new ExecutableProvider({ file, definition, limits, path })
  }

  /**
   * Puts a provider in force: its content pack, its program, its object.
   *
   * @param how `place` puts the program into its place; when that or the store fails the old pack comes back
   */
  async #adopt(
    provider: Provider,
    pack: Content | undefined,
    how: { principal: string; place?: () => Promise<void>; replaceWritable?: boolean },
  ): Promise<void> {
    const { definition } = provider
    const name = definition.Name
    await this.#turns.take('', async () => {
      const before = this.#packs.get(name)
      await this.#packs.set(name, pack)
      try {
        await how.place?.()
        const replaces = how.replaceWritable ? pack : undefined
        await writeProvider(this.#options.objects, how.principal, definition, replaces)
      } catch (error) {
        await this.#packs.set(name, before)
        throw error
      }
      this.#providers.set(name, provider)
    })
    this.#tell(name)
  }

  async #mark(name: string, errors: readonly string[]): Promise<void> {
    await markProvider(this.#options.objects, name, errors)
    this.#tell(name)
  }

  async #autoStart(name: string): Promise<void> {
    const { objects } = this.#options
    if ((await objects.session().get('plugins', name)) !== undefined) return
    await objects.create(SYSTEM, 'plugins', { Name: name, Provider: name })
  }

  #tell(name: string): void {
    for (const listener of this.#listeners) listener(name)
  }

  #warn(provider: string, error: unknown, text: string): void {
    this.#options.log.warn({ provider, errors: PluginFailure.messagesOf(error) }, text)
  }
}

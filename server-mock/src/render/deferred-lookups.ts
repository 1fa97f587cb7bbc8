import type { BootEnv, Info, JsonValue } from '@metalwright/sdk/models'
import type { Lookups } from './lookups.ts'
import type { Deferred } from './source.ts'
import type { Call, HostObject, TemplateSet } from './template/index.ts'

/** Name under which a text that is rendered within a rendering is parsed. */
const INNER = 'expand'

/** A value that was fetched, which may be `undefined`. */
interface Held<T> {
  readonly value: T
}

/**
 * Lookups of one rendering over values that take time to get. What is asked for and not there yet ends the run;
 * it is fetched then, and the next run has it.
 */
export class DeferredLookups implements Lookups {
  readonly apiPin: string
  readonly #set: TemplateSet
  readonly #deferred: Deferred
  readonly #server: string
  readonly #params = new Map<string, Held<JsonValue | undefined>>()
  readonly #levels = new Map<string, Held<readonly JsonValue[]>>()
  readonly #tokens = new Map<string, Held<string | undefined>>()
  readonly #infos = new Map<string, Held<Info>>()
  readonly #menus = new Map<string, Held<readonly BootEnv[]>>()
  #missing: (() => Promise<void>) | undefined

  /** @param server address of the server that faces the asker */
  constructor(set: TemplateSet, deferred: Deferred, server: string, apiPin: string) {
    this.#set = set
    this.#deferred = deferred
    this.#server = server
    this.apiPin = apiPin
  }

  /** Fetches what ended the run; false when it ended by something else. */
  async fetchMissing(): Promise<boolean> {
    const fetch = this.#missing
    this.#missing = undefined
    await fetch?.()
    return fetch !== undefined
  }

  /** Effective value of a param. */
  param(name: string): JsonValue | undefined {
    return this.#want(this.#params, name, () => this.#deferred.param(name))
  }

  /** All values of a param. */
  levels(name: string): readonly JsonValue[] {
    return this.#want(this.#levels, name, () => this.#deferred.levels(name))
  }

  /** A token of the machine. */
  token(kind: 'known' | 'infinite' | 'unknown'): string {
    return this.#want(this.#tokens, kind, () => this.#deferred.token(kind)) ?? ''
  }

  /** A token over one profile. */
  profileToken(profile: string, seconds: number): string | undefined {
    return this.#want(this.#tokens, `${seconds} ${profile}`, () =>
      this.#deferred.profileToken(profile, seconds),
    )
  }

  /** What the server is. */
  info(): Info {
    return this.#want(this.#infos, '', () => this.#deferred.info(this.#server))
  }

  /** Bootenvs with a line for boot menus. */
  menuBootEnvs(): readonly BootEnv[] {
    return this.#want(this.#menus, '', () => this.#deferred.menuBootEnvs())
  }

  /** Whether something has to be fetched first. */
  waits(): boolean {
    return this.#missing !== undefined
  }

  /** Renders another text, within the limits of the call. */
  expand(text: string, root: HostObject, { budget }: Call): string {
    if (!text.includes('{{')) return text
    budget.scan(text.length)
    return this.#set.derive().parse(INNER, text).execute(INNER, root, { budget })
  }

  #want<T>(known: Map<string, Held<T>>, key: string, fetch: () => Promise<T>): T {
    const held = known.get(key)
    if (held !== undefined) return held.value
    this.#missing = async () => void known.set(key, { value: await fetch() })
    throw new Missing(key)
  }
}

/** Ends a run whose next one has the value. */
class Missing extends Error {
  readonly code = 'value_missing'

  constructor(key: string) {
    super(`${key} has to be fetched first`)
    this.name = 'Missing'
  }
}

import type { JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import type { Session } from './session.ts'

/**
 * Values a machine sees, nearest first (DRP): its own, its profiles in order (nested ones depth first), its
 * stage's params and profiles, the profile `global`, the schema's default. The first hit wins whole.
 */
export class EffectiveParams {
  readonly #session: Session
  readonly #machine: Machine | undefined
  #sources: Promise<readonly JsonObject[]> | undefined

  /** @param machine absent for machines that nobody knows: they see `global` and the defaults */
  constructor(session: Session, machine: Machine | undefined) {
    this.#session = session
    this.#machine = machine
  }

  /** Value of one param; `undefined` when it has none anywhere. */
  async get(name: string): Promise<JsonValue | undefined> {
    for (const source of await this.#all()) if (Object.hasOwn(source, name)) return source[name]
    const schema = (await this.#session.body('params', name))?.['Schema']
    if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return undefined
    return Object.hasOwn(schema, 'default') ? schema['default'] : undefined
  }

  /** All values that are set somewhere; schema defaults are left out. */
  async all(): Promise<JsonObject> {
    const merged: [string, JsonValue][] = []
    for (const source of [...(await this.#all())].reverse()) merged.push(...Object.entries(source))
    return Object.fromEntries(merged)
  }

  #all(): Promise<readonly JsonObject[]> {
    this.#sources ??= this.#collect()
    return this.#sources
  }

  async #collect(): Promise<readonly JsonObject[]> {
    const sources: JsonObject[] = []
    const seen = new Set<string>()
    if (this.#machine !== undefined) {
      sources.push(this.#machine.Params)
      for (const profile of this.#machine.Profiles) await this.#profile(profile, sources, seen)
      const stage = await this.#session.get('stages', this.#machine.Stage)
      if (stage !== undefined) sources.push(stage.Params)
      for (const profile of stage?.Profiles ?? []) await this.#profile(profile, sources, seen)
    }
    await this.#profile('global', sources, seen)
    return sources
  }

  async #profile(name: string, sources: JsonObject[], seen: Set<string>): Promise<void> {
    if (seen.has(name)) return
    seen.add(name)
    const profile = await this.#session.get('profiles', name)
    if (profile === undefined) return
    sources.push(profile.Params)
    for (const nested of profile.Profiles) await this.#profile(nested, sources, seen)
  }
}

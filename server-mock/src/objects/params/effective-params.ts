import type { JsonObject, JsonValue, Machine, Prefix } from '@metalwright/sdk/models'
import { fromStored, keyOf } from '../codec.ts'
import type { Session } from '../session.ts'

/** An object that has params. */
export interface ParamHolder {
  readonly prefix: Prefix
  readonly key: string
}

/** A value with the object that holds it. */
export interface HeldValue {
  readonly value: JsonValue
  /** Absent for the default of a schema. */
  readonly holder?: ParamHolder
}

/** The params of one object. */
interface Source {
  readonly holder: ParamHolder
  readonly params: JsonObject
}

/**
 * Values an object sees, nearest first (DRP). A machine: its own, its profiles in order (nested ones depth first),
 * its stage's params and profiles, the profile `global`, the schema's default. A profile or stage: its own and
 * those of its profiles. The first hit wins whole.
 */
export class EffectiveParams {
  readonly #session: Session
  readonly #collect: () => Promise<readonly Source[]>
  #sources: Promise<readonly Source[]> | undefined

  /** @param machine absent for machines that nobody knows: they see `global` and the defaults */
  constructor(session: Session, machine: Machine | undefined, collect = () => ofMachine(session, machine)) {
    this.#session = session
    this.#collect = collect
  }

  /** What an object of any kind sees. */
  static of(session: Session, prefix: Prefix, body: JsonObject): EffectiveParams {
    if (prefix === 'machines') return new EffectiveParams(session, fromStored(prefix, body))
    return new EffectiveParams(session, undefined, () => ofObject(session, prefix, body))
  }

  /** Only what the object itself holds; no defaults. */
  static own(prefix: Prefix, body: JsonObject): Map<string, HeldValue> {
    return entriesOf([{ holder: { prefix, key: keyOf(prefix, body) }, params: paramsOf(body) }])
  }

  /** Value of one param with its holder; `undefined` when it has none anywhere. */
  async find(name: string): Promise<HeldValue | undefined> {
    return (await this.#held(name))[0] ?? this.#default(name)
  }

  /** Value of one param; `undefined` when it has none anywhere. */
  async get(name: string): Promise<JsonValue | undefined> {
    return (await this.find(name))?.value
  }

  /** Every value of one param with its holder, nearest first, the schema's default last. */
  async levels(name: string): Promise<HeldValue[]> {
    const held = await this.#held(name)
    const fallback = await this.#default(name)
    return fallback === undefined ? held : [...held, fallback]
  }

  /** All values that are set somewhere, with their holders; schema defaults are left out. */
  async entries(): Promise<Map<string, HeldValue>> {
    return entriesOf(await this.#all())
  }

  async #held(name: string): Promise<HeldValue[]> {
    const held: HeldValue[] = []
    for (const { holder, params } of await this.#all()) {
      const value = Object.hasOwn(params, name) ? params[name] : undefined
      if (value !== undefined) held.push({ value, holder })
    }
    return held
  }

  async #default(name: string): Promise<HeldValue | undefined> {
    const schema = (await this.#session.body('params', name))?.['Schema']
    if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return undefined
    const value = Object.hasOwn(schema, 'default') ? schema['default'] : undefined
    return value === undefined ? undefined : { value }
  }

  #all(): Promise<readonly Source[]> {
    this.#sources ??= this.#collect()
    return this.#sources
  }
}

/** The `Params` of an object; empty when it has none. */
export function paramsOf(body: JsonObject | undefined): JsonObject {
  const params = body?.['Params']
  return params !== null && typeof params === 'object' && !Array.isArray(params) ? params : {}
}

function entriesOf(sources: readonly Source[]): Map<string, HeldValue> {
  const entries = new Map<string, HeldValue>()
  for (const { holder, params } of sources) {
    for (const [name, value] of Object.entries(params)) {
      if (!entries.has(name)) entries.set(name, { value, holder })
    }
  }
  return entries
}

async function ofMachine(session: Session, machine: Machine | undefined): Promise<readonly Source[]> {
  const sources: Source[] = []
  const seen = new Set<string>()
  if (machine !== undefined) {
    sources.push({ holder: { prefix: 'machines', key: machine.Uuid }, params: machine.Params })
    for (const profile of machine.Profiles) await addProfile(session, profile, sources, seen)
    const stage = await session.get('stages', machine.Stage)
    if (stage !== undefined)
      sources.push({ holder: { prefix: 'stages', key: stage.Name }, params: stage.Params })
    for (const profile of stage?.Profiles ?? []) await addProfile(session, profile, sources, seen)
  }
  await addProfile(session, 'global', sources, seen)
  return sources
}

async function ofObject(session: Session, prefix: Prefix, body: JsonObject): Promise<readonly Source[]> {
  const key = keyOf(prefix, body)
  const sources: Source[] = [{ holder: { prefix, key }, params: paramsOf(body) }]
  const seen = new Set(prefix === 'profiles' ? [key] : [])
  const profiles = body['Profiles']
  for (const profile of Array.isArray(profiles) ? profiles : [])
    await addProfile(session, String(profile), sources, seen)
  return sources
}

/** Adds a profile and, behind it, those nested in it. One that was there before stays where it was. */
async function addProfile(
  session: Session,
  name: string,
  sources: Source[],
  seen: Set<string>,
): Promise<void> {
  if (seen.has(name)) return
  seen.add(name)
  const profile = await session.get('profiles', name)
  if (profile === undefined) return
  sources.push({ holder: { prefix: 'profiles', key: name }, params: profile.Params })
  for (const nested of profile.Profiles) await addProfile(session, nested, sources, seen)
}

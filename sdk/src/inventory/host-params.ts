import type { JsonValue } from '../models/json.ts'
import { isConnectionParam, isCredential, isRisky, isUsable } from './connection-params.ts'
import type { HostMachine, InventoryData, ParamHolder } from './data.ts'
import { safeName } from './safe-name.ts'
import type { InventorySettings } from './settings.ts'
import { isTemplate, withoutTemplates } from './unsafe-text.ts'

/** Values by name. */
export type Values = ReadonlyMap<string, JsonValue>
type Params = Readonly<Record<string, JsonValue>>

/** What machines with the same profiles and stage get of them. */
interface Inherited {
  readonly sources: readonly Params[]
  /** Of these, what Ansible reads itself. */
  readonly connection: readonly Params[]
}

/** The params of machines and profiles as they may be shown: no secrets, and none that the settings leave out. */
export class HostParams {
  readonly #settings: InventorySettings
  readonly #profiles: ReadonlyMap<string, ParamHolder>
  readonly #stages: ReadonlyMap<string, ParamHolder>
  readonly #secret: ReadonlySet<string>
  readonly #inherited = new Map<string, Inherited>()
  readonly #wanted = new Map<string, boolean>()
  readonly #include: readonly RegExp[]
  readonly #exclude: readonly RegExp[]
  readonly #refused = new Set<string>()

  constructor(data: InventoryData, settings: InventorySettings) {
    this.#settings = settings
    this.#profiles = new Map(data.profiles.map((profile) => [profile.Name, profile]))
    this.#stages = new Map(data.stages.map((stage) => [stage.Name, stage]))
    this.#secret = new Set(data.params.filter(({ Secure }) => Secure).map(({ Name }) => Name))
    this.#include = settings.includeParams.map(globPattern)
    this.#exclude = settings.excludeParams.map(globPattern)
  }

  /** Names of params that machines have of their own and that are not believed, as far as they were asked for. */
  get refused(): readonly string[] {
    return [...this.#refused].sort()
  }

  /** The value of one param where a machine gets it: its own, then profiles, stage, `global`. Never a secret. */
  effective(machine: HostMachine, name: string): JsonValue | undefined {
    for (const params of [machine.Params, ...this.#inheritedBy(machine).sources]) {
      if (Object.hasOwn(params, name)) return this.#isSecret(name, params[name]) ? undefined : params[name]
    }
    return undefined
  }

  /** The params of a machine that are shown. */
  ofMachine(machine: HostMachine): Values {
    switch (this.#settings.params) {
      case 'none':
        return new Map()
      case 'own':
        return this.#shown([this.#believed(machine)])
      case 'aggregate':
        return this.#shown([this.#believed(machine), ...this.#inheritedBy(machine).sources])
    }
  }

  /** The params of a profile itself that are shown. */
  ofProfile(name: string): Values {
    const profile = this.#profiles.get(name)
    return profile === undefined ? new Map() : this.#shown([profile.Params])
  }

  /** Params that Ansible reads itself, such as `ansible_port`, of wherever a machine gets them. */
  connection(machine: HostMachine): Values {
    const sources = [connectionOf(this.#believed(machine)), ...this.#inheritedBy(machine).connection]
    return this.#merged(sources)
  }

  /**
   * Values as variables in the style that is set.
   *
   * @param whole whether they may all be in one variable; groups cannot, since Ansible does not put such together
   */
  variables(values: Values, whole: boolean): Values {
    const { paramStyle } = this.#settings
    if (paramStyle === 'raw') return values
    if (paramStyle === 'nested' && whole) return new Map([['drp_params', Object.fromEntries(values)]])
    const own = [...values].filter(([name]) => isConnectionParam(name))
    const flat = [...values].map(([name, value]) => [`drp_param_${safeName(name)}`, value] as const)
    return new Map([...own, ...flat])
  }

  /** The own params of a machine without those that nobody may set for a machine. */
  #believed({ Params }: HostMachine): Params {
    if (this.#settings.allowConnection) return Params
    const risky = Object.keys(Params).filter((name) => isRisky(name) && !isCredential(name))
    if (risky.length === 0) return Params
    for (const name of risky) this.#refused.add(name)
    return Object.fromEntries(Object.entries(Params).filter(([name]) => !risky.includes(name)))
  }

  #shown(sources: readonly Params[]): Values {
    const shown = [...this.#merged(sources)].filter(([name]) => this.#isWanted(name))
    return new Map(shown.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  #isWanted(name: string): boolean {
    let wanted = this.#wanted.get(name)
    if (wanted === undefined) {
      wanted =
        !this.#exclude.some((pattern) => pattern.test(name)) &&
        (this.#include.length === 0 || this.#include.some((pattern) => pattern.test(name)))
      this.#wanted.set(name, wanted)
    }
    return wanted
  }

  /** Of params that several have, the first one's value. */
  #merged(sources: readonly Params[]): Values {
    const { allowTemplates } = this.#settings
    const merged = new Map<string, JsonValue>()
    const seen = new Set<string>()
    for (const params of sources) {
      for (const [name, value] of Object.entries(params)) {
        // A secret one hides what lies behind it too; one that Ansible cannot use does not.
        if (seen.has(name) || (!allowTemplates && !isUsable(name, value))) continue
        seen.add(name)
        if (this.#isSecret(name, value)) continue
        if (allowTemplates) merged.set(name, value)
        else if (!isTemplate(name) && !name.startsWith('__ansible')) merged.set(name, withoutTemplates(value))
      }
    }
    return merged
  }

  /** DRP's order behind the machine itself: its profiles with those inside them, its stage, the profile `global`. */
  #inheritedBy({ Profiles, Stage }: HostMachine): Inherited {
    const key = JSON.stringify([Stage, ...Profiles])
    const known = this.#inherited.get(key)
    if (known !== undefined) return known
    const stage = this.#stages.get(Stage)
    const seen = new Set<string>()
    const sources = [
      ...this.#profileParams(Profiles, seen),
      ...(stage === undefined ? [] : [stage.Params, ...this.#profileParams(stage.Profiles, seen)]),
      ...this.#profileParams(['global'], seen),
    ]
    const inherited = { sources, connection: sources.map(connectionOf) }
    this.#inherited.set(key, inherited)
    return inherited
  }

  #profileParams(names: readonly string[], seen: Set<string>): readonly Params[] {
    return names.flatMap((name) => {
      const profile = this.#profiles.get(name)
      if (profile === undefined || seen.has(name)) return []
      seen.add(name)
      return [profile.Params, ...this.#profileParams(profile.Profiles, seen)]
    })
  }

  #isSecret(name: string, value: JsonValue | undefined): boolean {
    if (looksSealed(value)) return true
    return this.#settings.secrets === 'omit' && (this.#secret.has(name) || isCredential(name))
  }
}

function connectionOf(params: Params): Params {
  const names = Object.keys(params).filter(isConnectionParam)
  return Object.fromEntries(names.map((name) => [name, params[name] ?? null]))
}

/** A pattern in which `*` stands for any text. */
function globPattern(glob: string): RegExp {
  const parts = glob.split(/\*+/).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}

/** Whether a value has the members of a sealed one, and no others; whether it could be opened does not matter here. */
function looksSealed(value: JsonValue | undefined): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  return Object.keys(value).sort().join() === 'Key,Nonce,Payload'
}

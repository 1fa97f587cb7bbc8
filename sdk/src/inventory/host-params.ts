import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { Profile } from '../models/profile.ts'
import type { InventoryData } from './data.ts'
import { safeName } from './safe-name.ts'
import type { InventorySettings } from './settings.ts'
import { withoutTemplates } from './unsafe-text.ts'

/** Values by name. */
export type Values = ReadonlyMap<string, JsonValue>

/** Names by which Ansible takes passwords: `ansible_password`, `ansible_become_pass`, `ansible_ssh_private_key_file`. */
const credential = /^ansible_\w*(?:pass|private_key|vault)/

/** The params of machines and profiles as they may be shown: no secrets, and none that the settings leave out. */
export class HostParams {
  readonly #data: InventoryData
  readonly #settings: InventorySettings
  readonly #profiles: ReadonlyMap<string, Profile>
  readonly #secret: ReadonlySet<string>
  readonly #include: readonly RegExp[]
  readonly #exclude: readonly RegExp[]

  constructor(data: InventoryData, settings: InventorySettings) {
    this.#data = data
    this.#settings = settings
    this.#profiles = new Map(data.profiles.map((profile) => [profile.Name, profile]))
    this.#secret = new Set(data.params.filter(({ Secure }) => Secure).map(({ Name }) => Name))
    this.#include = settings.includeParams.map(globPattern)
    this.#exclude = settings.excludeParams.map(globPattern)
  }

  /** The value of one param where a machine gets it: its own, then profiles, stage, `global`. Never a secret. */
  effective(machine: Machine, name: string): JsonValue | undefined {
    for (const params of this.#sources(machine)) {
      if (Object.hasOwn(params, name)) return this.#isSecret(name, params[name]) ? undefined : params[name]
    }
    return undefined
  }

  /** The params of a machine that are shown. */
  ofMachine(machine: Machine): Values {
    switch (this.#settings.params) {
      case 'none':
        return new Map()
      case 'own':
        return this.#shown([machine.Params])
      case 'aggregate':
        return this.#shown(this.#sources(machine))
    }
  }

  /** The params of a profile itself that are shown. */
  ofProfile(name: string): Values {
    const profile = this.#profiles.get(name)
    return profile === undefined ? new Map() : this.#shown([profile.Params])
  }

  /** Params that Ansible reads itself, such as `ansible_port`, of wherever a machine gets them. */
  connection(machine: Machine): Values {
    const all = this.#merged(this.#sources(machine))
    return new Map([...all].filter(([name]) => /^ansible_\w+$/.test(name)))
  }

  /**
   * Values as variables in the style that is set.
   *
   * @param whole whether they may all be in one variable; groups cannot, since Ansible does not put such together
   */
  variables(values: Values, whole: boolean): Values {
    const { paramStyle } = this.#settings
    const own = new Map([...values].filter(([name]) => /^ansible_\w+$/.test(name)))
    if (paramStyle === 'raw') return values
    if (paramStyle === 'nested' && whole) return new Map([['drp_params', Object.fromEntries(values)]])
    const flat = [...values].map(([name, value]) => [`drp_param_${safeName(name)}`, value] as const)
    return new Map([...own, ...flat])
  }

  #shown(sources: readonly Readonly<Record<string, JsonValue>>[]): Values {
    const shown = [...this.#merged(sources)].filter(([name]) => {
      if (this.#exclude.some((pattern) => pattern.test(name))) return false
      return this.#include.length === 0 || this.#include.some((pattern) => pattern.test(name))
    })
    return new Map(shown.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Of params that several have, the first one's value. */
  #merged(sources: readonly Readonly<Record<string, JsonValue>>[]): Values {
    const merged = new Map<string, JsonValue>()
    const seen = new Set<string>()
    for (const [name, value] of sources.flatMap((params) => Object.entries(params))) {
      // A secret one hides what lies behind it too.
      if (seen.has(name)) continue
      seen.add(name)
      if (this.#isSecret(name, value)) continue
      merged.set(name, this.#settings.allowTemplates ? value : withoutTemplates(value))
    }
    return merged
  }

  /** DRP's order: the machine, its profiles with those inside them, its stage, the profile `global`. */
  #sources(machine: Machine): readonly Readonly<Record<string, JsonValue>>[] {
    const stage = this.#data.stages.find(({ Name }) => Name === machine.Stage)
    const seen = new Set<string>()
    return [
      machine.Params,
      ...this.#profileParams(machine.Profiles, seen),
      ...(stage === undefined ? [] : [stage.Params, ...this.#profileParams(stage.Profiles, seen)]),
      ...this.#profileParams(['global'], seen),
    ]
  }

  #profileParams(
    names: readonly string[],
    seen: Set<string>,
  ): readonly Readonly<Record<string, JsonValue>>[] {
    return names.flatMap((name) => {
      const profile = this.#profiles.get(name)
      if (profile === undefined || seen.has(name)) return []
      seen.add(name)
      return [profile.Params, ...this.#profileParams(profile.Profiles, seen)]
    })
  }

  #isSecret(name: string, value: JsonValue | undefined): boolean {
    return this.#secret.has(name) || looksSealed(value) || credential.test(name)
  }
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

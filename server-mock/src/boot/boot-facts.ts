import type { BootEnv, JsonObject } from '@metalwright/sdk/models'
import { loadersWith } from '../dhcp/boot/loaders.ts'
import { fromStored } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import { preference, preferredValue } from '../objects/preferences.ts'
import { architecture, bootsKernel, filesOf } from '../render/boot-file-paths.ts'
import type { Change } from '../store/port.ts'

/** What DHCP needs of a bootenv. */
export interface BootFacts {
  /** It boots something over the network, or is for machines nobody knows. */
  readonly overNetwork: boolean
  /** Loader by client architecture. */
  readonly loaders: ReadonlyMap<number, string>
  /** What Macs boot; absent without `AppleBsdp` in its Meta. */
  readonly apple?: {
    /** Boot file below the file tree. */
    readonly file: string
    /** Root path (option 17); `''` for none. */
    readonly rootPath: string
    readonly title: string
  }
}

const UNKNOWN = 'unknownBootEnv'

/** What DHCP needs of each bootenv, in memory: every packet asks for one. Follows the commits. */
export class BootFactsSource {
  readonly #stored = new Map<string, BootFacts>()
  /** Objects of content packs are the same objects as long as nothing changes. */
  readonly #layered = new WeakMap<JsonObject, BootFacts>()
  #unknown = ''

  /** Name of the bootenv for machines nobody knows. */
  get unknown(): string {
    return this.#unknown
  }

  /** Reads all bootenvs; `follow` from before on, so that none is missed. */
  async load({ store }: Pick<Objects, 'store'>): Promise<void> {
    for (const { key, body } of await store.list('bootenvs')) {
      if (!this.#stored.has(key)) this.#stored.set(key, factsOf(fromStored('bootenvs', body)))
    }
    if (this.#unknown === '') this.#unknown = await preference(store, UNKNOWN)
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    for (const { prefix, key, action, object } of changes) {
      if (prefix === 'prefs' && key === UNKNOWN) {
        this.#unknown = preferredValue(UNKNOWN, action === 'delete' ? undefined : object)
      }
      if (prefix !== 'bootenvs') continue
      if (action === 'delete') this.#stored.delete(key)
      else this.#stored.set(key, factsOf(fromStored('bootenvs', object)))
    }
  }

  /** Facts of a bootenv; undefined when there is none of this name. */
  of(objects: Objects, name: string): BootFacts | undefined {
    const stored = this.#stored.get(name)
    if (stored !== undefined) return stored
    const body = objects.session().layers.get('bootenvs', name)
    if (body === undefined) return undefined
    const known = this.#layered.get(body)
    if (known !== undefined) return known
    const facts = factsOf(fromStored('bootenvs', body))
    this.#layered.set(body, facts)
    return facts
  }
}

function factsOf(bootEnv: BootEnv): BootFacts {
  const apple = bootEnv.Meta['AppleBsdp']
  const file = `${filesOf(bootEnv)}/${bootEnv.Kernel}`
  const rootPath = apple === undefined || apple === 'true' ? '' : apple
  return {
    overNetwork: bootsKernel(bootEnv) || bootEnv.OnlyUnknown,
    loaders: loadersWith(namedLoaders(bootEnv)),
    ...(apple !== undefined && { apple: { file, rootPath, title: bootEnv.Name } }),
  }
}

/** Loaders a bootenv names: by architecture and firmware (v4), or for the UEFI of an architecture (3.12). */
function namedLoaders({ OS, Loaders }: BootEnv): Record<string, string> {
  const byArch = Object.entries(OS.SupportedArchitectures)
  return Object.fromEntries([
    ...byArch.map(([arch, { Loader }]) => [`${architecture(arch)}-uefi`, Loader]),
    ...Object.entries(Loaders),
  ])
}

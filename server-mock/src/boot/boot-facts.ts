import type { BootEnv, JsonObject } from '@metalwright/sdk/models'
import { loadersWith } from '../dhcp/boot/loaders.ts'
import { fromStored } from '../objects/codec.ts'
import type { Objects } from '../objects/objects.ts'
import { architecture, bootFilePaths, filesOf } from '../render/boot-file-paths.ts'

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

/** Bootenvs remembered; each is looked at for every packet of the machines that have it. */
const MOST = 1000

/** What DHCP needs of each bootenv, worked out once for each of its revisions. */
export class BootFactsSource {
  readonly #stored = new Map<string, { readonly revision: number; readonly facts: BootFacts }>()
  /** Objects of content packs are the same objects as long as nothing changes. */
  readonly #layered = new WeakMap<JsonObject, BootFacts>()

  /** Facts of a bootenv; undefined when there is none of this name. */
  async of(objects: Objects, name: string): Promise<BootFacts | undefined> {
    const stored = await objects.store.get('bootenvs', name)
    if (stored === undefined) {
      const body = objects.session().layers.get('bootenvs', name)
      if (body === undefined) return undefined
      const known = this.#layered.get(body)
      if (known !== undefined) return known
      const facts = factsOf(fromStored('bootenvs', body))
      this.#layered.set(body, facts)
      return facts
    }
    const known = this.#stored.get(name)
    if (known?.revision === stored.revision) return known.facts
    const facts = factsOf(fromStored('bootenvs', stored.body))
    if (this.#stored.size >= MOST) this.#stored.clear()
    this.#stored.set(name, { revision: stored.revision, facts })
    return facts
  }
}

function factsOf(bootEnv: BootEnv): BootFacts {
  const apple = bootEnv.Meta['AppleBsdp']
  const file = `${filesOf(bootEnv)}/${bootEnv.Kernel}`
  const rootPath = apple === undefined || apple === 'true' ? '' : apple
  return {
    overNetwork: bootFilePaths(bootEnv).some(({ kind }) => kind === 'kernel') || bootEnv.OnlyUnknown,
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

import type { Content } from '@metalwright/sdk/models'
import type { Contents } from '../objects/content/contents.ts'
import { Problem } from '../objects/problem.ts'

/** The content packs of the providers, each a layer of type `plugin`. */
export class PluginPacks {
  readonly #contents: Pick<Contents, 'setPluginPacks' | 'usersOf'>
  readonly #packs = new Map<string, Content>()

  constructor(contents: Pick<Contents, 'setPluginPacks' | 'usersOf'>) {
    this.#contents = contents
  }

  /** The pack of a provider. */
  get(provider: string): Content | undefined {
    return this.#packs.get(provider)
  }

  /**
   * Loads the pack of a provider in place of the one it had; `undefined` for none.
   *
   * @throws Problem 422 when it cannot be loaded; everything stays as it was then
   */
  async set(provider: string, pack: Content | undefined): Promise<void> {
    if (pack === undefined && !this.#packs.has(provider)) return
    const packs = new Map(this.#packs)
    if (pack === undefined) packs.delete(provider)
    else packs.set(provider, pack)
    const names = [...packs.keys()].sort()
    await this.#contents.setPluginPacks(names.flatMap((name) => packs.get(name) ?? []))
    if (pack === undefined) this.#packs.delete(provider)
    else this.#packs.set(provider, pack)
  }

  /** Refuses to let the pack of a provider go while it is needed. @throws Problem 409 */
  async mayGo(provider: string): Promise<void> {
    const pack = this.#packs.get(provider)
    const reasons = pack === undefined ? [] : await this.#contents.usersOf(pack)
    if (reasons.length === 0) return
    throw new Problem(409, reasons, { model: 'plugin_providers', key: provider, type: 'StillInUseError' })
  }
}

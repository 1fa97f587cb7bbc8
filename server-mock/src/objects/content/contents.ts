import type { Content, ContentSummary, JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import { isPrefix } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import type { Reader } from '../../store/port.ts'
import { packProblems, secureNames } from '../params/secure-upgrade.ts'
import { Problem } from '../problem.ts'
import { deletionProblems } from '../rules/deletion.ts'
import { Session } from '../session.ts'
import { BACKING_META, backingContent, backingCounts } from './backing-store.ts'
import { Layers } from './layers.ts'
import { BACKING_STORE, type Pack, packContent, RESERVED_NAMES, readPack, storedPack } from './pack.ts'
import { PACKS, PackLayers } from './pack-layers.ts'
import { unmetNeeds } from './pack-prerequisites.ts'
import { restrictions, stack } from './pack-stack.ts'
import { packSummary } from './pack-summary.ts'

/** Content packs: the read-only layers of objects. */
export class Contents extends PackLayers {
  /**
   * Takes the content packs of plugin providers, all of them at once: those that are not named any more go.
   *
   * @throws Problem 422 when one cannot be a layer beside the others; everything stays as it was then
   */
  async setPluginPacks(packs: readonly Content[]): Promise<void> {
    const present = new Map(
      this.groups.plugins.map((pack) => [pack.meta.Name, JSON.stringify(storedPack(pack))]),
    )
    const plugins = packs.map((content) => {
      const read = readPack(asJson(content), 'plugin')
      if (!('pack' in read) || read.faults.length > 0) throw storeError(content.meta.Name, read.faults)
      return read.pack
    })
    const isNew = (pack: Pack) => present.get(pack.meta.Name) !== JSON.stringify(storedPack(pack))
    if (plugins.length === present.size && !plugins.some(isNew)) return
    await this.change(SYSTEM, async (transaction) => {
      const groups = { ...this.groups, plugins }
      const layers = new Layers(stack(groups))
      const problems = await this.judged(transaction, layers)
      const reasons = [
        ...newNeeds(stack(this.groups), layers.packs, this.options.features),
        ...(await secureValues(transaction, this.layers(), layers)),
      ]
      if (reasons.length > 0) throw storeError('', reasons)
      for (const pack of plugins.filter(isNew)) {
        const faults = [...restrictions(pack, layers.packs, new Set()), ...ofPack(pack, layers, problems)]
        if (faults.length > 0) throw storeError(pack.meta.Name, faults)
      }
      return { groups, layers }
    })
  }

  /** Every layer with the number of its objects and with warnings; the writable one first. */
  async list(): Promise<ContentSummary[]> {
    const counts = await backingCounts(this.options.store)
    const summaries = await Promise.all(this.layers().packs.map((pack) => this.#summary(pack)))
    return [{ meta: BACKING_META, Counts: counts, Warnings: [] }, ...summaries]
  }

  /** A whole layer, as it came. @throws Problem 404 */
  async get(name: string): Promise<Content> {
    const { store } = this.options
    if (name === BACKING_STORE) return backingContent(store, new Session(store, this.layers()))
    const pack = this.#named(name)
    if (pack === undefined) throw new Problem(404, [`Cannot find ${name}`], { model: PACKS, key: name })
    return packContent(pack)
  }

  /**
   * Loads a pack as a layer of its own, whole or not at all.
   *
   * @param replaces name of the pack it takes the place of; absent for a new one
   * @throws Problem 409 when a new one exists; 400 when the name differs; 404; 422 when it cannot be loaded, with
   *   every reason
   */
  async put(principal: string, input: JsonValue, replaces?: string): Promise<ContentSummary> {
    const read = readPack(input, 'dynamic')
    if (!('pack' in read)) throw storeError('', read.faults)
    const { pack, faults } = read
    const name = pack.meta.Name
    await this.change(principal, async (transaction) => {
      const before = this.groups
      this.#mayPut(name, replaces)
      const groups = { ...before, uploaded: new Map(before.uploaded).set(name, pack) }
      const layers = new Layers(stack(groups))
      const problems = await this.judged(transaction, layers)
      const reasons = [
        ...faults,
        ...newNeeds(stack(before), layers.packs, this.options.features),
        ...restrictions(pack, layers.packs, await this.#inStore(transaction, pack)),
        ...ofPack(pack, layers, problems),
        ...(await secureValues(transaction, this.layers(), layers)),
        ...(await this.#stillUsed(transaction, layers)),
      ]
      if (reasons.length > 0) throw storeError(name, reasons)
      transaction.put(PACKS, name, storedPack(pack), before.uploaded.has(name) ? 'update' : 'create')
      return { groups, layers }
    })
    return this.#summary(pack)
  }

  /** Unloads a pack. @throws Problem 404; 422 for one that was not uploaded; 409 while it is needed */
  async remove(principal: string, name: string): Promise<void> {
    await this.change(principal, async (transaction) => {
      const before = this.groups
      if (!before.uploaded.has(name)) {
        if (this.#named(name) !== undefined || name === BACKING_STORE)
          throw storeError(name, [`readonly: ${name}`])
        throw new Problem(404, [`Cannot find ${name}`], { model: PACKS, key: name })
      }
      const uploaded = new Map(before.uploaded)
      uploaded.delete(name)
      const groups = { ...before, uploaded }
      const layers = new Layers(stack(groups))
      await this.judged(transaction, layers)
      const reasons = [
        ...newNeeds(stack(before), layers.packs, this.options.features),
        ...(await this.#stillUsed(transaction, layers)),
      ]
      if (reasons.length > 0) {
        throw new Problem(409, reasons, { model: PACKS, key: name, type: 'StillInUseError' })
      }
      transaction.remove(PACKS, name)
      return { groups, layers }
    })
  }

  /** Why a pack that is loaded cannot go: objects outside of it that name one of its objects. */
  async usersOf({ meta }: Content): Promise<string[]> {
    const without = this.layers().packs.filter((pack) => pack.meta.Name !== meta.Name)
    return this.#stillUsed(this.options.store, new Layers(without))
  }

  #summary(pack: Pack): Promise<ContentSummary> {
    return packSummary(pack, this.layers(), this.options.store, this.options.features)
  }

  #named(name: string): Pack | undefined {
    return this.layers().packs.find(({ meta }) => meta.Name === name)
  }

  #mayPut(name: string, replaces: string | undefined): void {
    const place = { model: PACKS, key: name }
    const exists = this.#named(name)
    if (replaces === undefined && (exists !== undefined || name === BACKING_STORE)) {
      throw new Problem(409, [`Content ${name} already exists`], place)
    }
    if (replaces !== undefined && replaces !== name) {
      throw new Problem(400, [`Cannot change name from ${replaces} to ${name}`], place)
    }
    if (RESERVED_NAMES.includes(name)) throw storeError(name, [`readonly: ${name}`])
    if (replaces !== undefined && exists === undefined) throw new Problem(404, [`Cannot find ${name}`], place)
    if (exists !== undefined && !this.groups.uploaded.has(name) && !exists.meta.Overwritable) {
      throw storeError(name, [`readonly: ${name}`])
    }
  }

  /** Keys of the pack that writable objects have; none when the pack lets itself be overwritten. */
  async #inStore(transaction: Reader, pack: Pack): Promise<Set<string>> {
    const found = new Set<string>()
    if (pack.meta.Overwritable) return found
    for (const [prefix, section] of pack.objects) {
      for (const key of section.keys()) if ((await transaction.get(prefix, key)) !== undefined) found.add(key)
    }
    return found
  }

  /** Why objects that the present layers have, and the next ones have not, cannot go. */
  async #stillUsed(reader: Reader, next: Layers): Promise<string[]> {
    const session = new Session(reader, next)
    const outside = new Session(this.options.store, this.layers())
    const reasons: string[] = []
    for (const prefix of this.layers().prefixes()) {
      if (!isPrefix(prefix)) continue
      const gone = new Set<string>()
      for (const key of this.layers().list(prefix).keys()) {
        const stays = next.get(prefix, key) !== undefined || (await reader.get(prefix, key)) !== undefined
        if (!stays) gone.add(key)
      }
      if (gone.size === 0) continue
      for (const texts of (await deletionProblems(session, outside, prefix, gone)).values())
        reasons.push(...texts)
    }
    return reasons
  }
}

/** Needs that are not met by the next packs and were met, or not asked for, by the present ones. */
function newNeeds(present: readonly Pack[], next: readonly Pack[], features: readonly string[]): string[] {
  const before = new Set(unmetNeeds(present, features))
  return unmetNeeds(next, features).filter((text) => !before.has(text))
}

/** Why objects of a pack are impossible, as far as they are in force. */
function ofPack(pack: Pack, layers: Layers, problems: ReadonlyMap<string, readonly string[]>): string[] {
  return [...pack.objects].flatMap(([prefix, section]: [Prefix, ReadonlyMap<string, JsonObject>]) =>
    [...section]
      .filter(([key, object]) => layers.brought(prefix, key) === object)
      .flatMap(([key]) =>
        (problems.get(`${prefix}/${key}`) ?? []).map((text) => `${prefix}/${key}: ${text}`),
      ),
  )
}

/** Values of secure params that the next packs would hold and the present ones do not. */
async function secureValues(reader: Reader, present: Layers, next: Layers): Promise<string[]> {
  const of = async (layers: Layers) => packProblems(layers, await secureNames(new Session(reader, layers)))
  const before = new Set(await of(present))
  return (await of(next)).filter((text) => !before.has(text))
}

function storeError(name: string, messages: readonly string[]): Problem {
  return new Problem(422, messages, { model: PACKS, key: name, type: 'STORE_ERROR' })
}

function asJson(value: object): JsonObject {
  const json: JsonObject = JSON.parse(JSON.stringify(value))
  return json
}

import {
  type Content,
  ContentMeta,
  Content as ContentModel,
  type ContentSummary,
  catalogue,
  DecodeError,
  decode,
  isPrefix,
  type JsonObject,
  type JsonValue,
} from '@metalwright/sdk/models'
import type { Store, Transaction } from '../store/port.ts'
import { keyOf } from './codec.ts'
import { Layers } from './layers.ts'
import { Problem } from './problem.ts'
import { stillUses, users } from './references.ts'
import { Session } from './session.ts'

/** Internal prefix under which uploaded packs are kept. */
const PACKS = 'contents'

/** Content packs: the read-only layers of objects. */
export class Contents {
  readonly #store: Store
  readonly #builtin: readonly Content[]
  readonly #features: readonly string[]
  readonly #listeners: (() => Promise<void>)[] = []
  #layers: Layers

  /** @param builtin packs that come with the server, highest first */
  constructor(store: Store, builtin: readonly JsonValue[], features: readonly string[]) {
    this.#store = store
    this.#features = features
    this.#builtin = builtin.map((pack) => readPack(pack, 'basic'))
    this.#layers = new Layers(this.#builtin)
  }

  /** The layers as they are now. */
  layers(): Layers {
    return this.#layers
  }

  /** Calls the listener, and waits for it, whenever the layers have changed. */
  listen(listener: () => Promise<void>): void {
    this.#listeners.push(listener)
  }

  /** Reads the uploaded packs again. */
  async load(): Promise<void> {
    const stored = await this.#store.list(PACKS)
    this.#layers = new Layers([...stored.map(({ body }) => readPack(body, 'dynamic')), ...this.#builtin])
    for (const listener of this.#listeners) await listener()
  }

  /** Every layer with the number of its objects; the writable one first. */
  async list(): Promise<ContentSummary[]> {
    return [await this.#writable(), ...this.#layers.packs].map((pack) => ({
      meta: pack.meta,
      Counts: Object.fromEntries(
        Object.entries(pack.sections).map(([prefix, section]) => [prefix, Object.keys(section).length]),
      ),
      Warnings: [],
    }))
  }

  /** A whole pack. @throws Problem 404 */
  async get(name: string): Promise<Content> {
    const pack =
      name === 'BackingStore'
        ? await this.#writable()
        : this.#layers.packs.find(({ meta }) => meta.Name === name)
    if (pack === undefined) throw new Problem(404, [`Cannot find ${name}`], { model: 'contents', key: name })
    return pack
  }

  /**
   * Loads a pack as a layer of its own.
   *
   * @param replaces name of the pack it takes the place of; absent for a new one
   * @throws Problem 409 when a new one exists; 400 when the name differs; 404; 422 when it cannot be loaded
   */
  async put(principal: string, input: JsonValue, replaces?: string): Promise<ContentSummary> {
    const pack = readPack(input, 'dynamic')
    const name = pack.meta.Name
    const place = { model: 'contents', key: name }
    const exists = this.#layers.packs.find(({ meta }) => meta.Name === name)
    if (replaces === undefined && exists) throw new Problem(409, [`Content ${name} already exists`], place)
    if (replaces !== undefined && replaces !== name) {
      throw new Problem(400, [`Cannot change name from ${replaces} to ${name}`], place)
    }
    if (replaces !== undefined && !exists) throw new Problem(404, [`Cannot find ${name}`], place)
    if (exists?.meta.Type === 'basic')
      throw new Problem(422, [`readonly: ${name}`], { ...place, type: 'STORE_ERROR' })
    const problems = [...this.#missingFeatures(pack), ...this.#shadowed(pack)]
    if (problems.length > 0) throw new Problem(422, problems, { ...place, type: 'STORE_ERROR' })
    await this.#store.transact(principal, async (transaction: Transaction) => {
      transaction.put(PACKS, name, asJson(pack), 'save')
    })
    await this.load()
    return (
      (await this.list()).find(({ meta }) => meta.Name === name) ?? {
        meta: pack.meta,
        Counts: {},
        Warnings: [],
      }
    )
  }

  /** Unloads a pack. @throws Problem 404; 422 for one that comes with the server; 409 while its objects are used */
  async remove(principal: string, name: string): Promise<void> {
    const pack = await this.get(name)
    if (pack.meta.Type !== 'dynamic') {
      throw new Problem(422, [`readonly: ${name}`], { model: 'contents', key: name, type: 'STORE_ERROR' })
    }
    const reasons = await this.#users(pack)
    if (reasons.length > 0) {
      throw new Problem(409, reasons, { model: 'contents', key: name, type: 'StillInUseError' })
    }
    await this.#store.transact(principal, async (transaction) => transaction.remove(PACKS, name))
    await this.load()
  }

  /** Objects outside the pack that name one of its objects. */
  async #users(pack: Content): Promise<string[]> {
    const session = new Session(this.#store, this.#layers)
    const reasons: string[] = []
    for (const [prefix, section] of Object.entries(pack.sections)) {
      if (!isPrefix(prefix)) continue
      for (const key of Object.keys(section)) {
        const outside = (await users(session, prefix, key)).filter(
          (user) => !Object.hasOwn(pack.sections[user.prefix] ?? {}, user.key),
        )
        reasons.push(...outside.map((user) => stillUses(user, key)))
      }
    }
    return reasons
  }

  #missingFeatures(pack: Content): string[] {
    const wanted = pack.meta.RequiredFeatures.split(/[\s,]+/).filter((feature) => feature !== '')
    return wanted
      .filter((feature) => !this.#features.includes(feature))
      .map(
        (feature) =>
          `Content ${pack.meta.Name} needs the feature ${feature}, which this server does not have`,
      )
  }

  #shadowed(pack: Content): string[] {
    return this.#layers.packs
      .filter(({ meta }) => meta.Name !== pack.meta.Name)
      .flatMap((other) =>
        Object.entries(pack.sections).flatMap(([prefix, section]) =>
          Object.keys(section)
            .filter((key) => Object.hasOwn(other.sections[prefix] ?? {}, key))
            .map(
              (key) =>
                `New layer violates key restrictions: keysCannotBeOverridden: ${key} is already in layer ${other.meta.Name}`,
            ),
        ),
      )
  }

  /** The writable objects as a pack (DRP's `BackingStore`); password hashes and secrets are not in it. */
  async #writable(): Promise<Content> {
    const sections: Content['sections'] = {}
    for (const prefix of Object.keys(catalogue)) {
      if (!isPrefix(prefix) || !catalogue[prefix].content) continue
      const stored = await this.#store.list(prefix)
      if (stored.length > 0)
        sections[prefix] = Object.fromEntries(
          stored.map(({ key, body }) => [key, prefix === 'users' ? { ...body, Secret: '' } : body]),
        )
    }
    const meta = ContentMeta.parse({
      Name: 'BackingStore',
      Description: 'Writable backing store',
      Version: 'user',
      Writable: true,
      Type: 'writable',
    })
    return { meta, sections }
  }
}

/** Reads a pack's objects by their models and marks them as the pack's. */
function readPack(input: JsonValue, type: string): Content {
  try {
    const pack = decode(ContentModel, input)
    const sections: Content['sections'] = {}
    for (const [prefix, section] of Object.entries(pack.sections)) {
      if (!isPrefix(prefix) || !catalogue[prefix].content) continue
      sections[prefix] = Object.fromEntries(
        Object.entries(section).map(([key, object]) => [
          key,
          readObject(prefix, key, object, pack.meta.Name),
        ]),
      )
    }
    return { meta: { ...pack.meta, Type: type }, sections }
  } catch (error) {
    if (error instanceof Problem || !(error instanceof DecodeError)) throw error
    throw new Problem(422, error.messages, { model: 'contents', type: 'STORE_ERROR' }, error)
  }
}

function readObject(
  prefix: keyof typeof catalogue,
  key: string,
  input: JsonObject,
  pack: string,
): JsonObject {
  const fail = (messages: readonly string[]) =>
    new Problem(
      422,
      messages.map((message) => `${prefix}/${key}: ${message}`),
      {
        model: 'contents',
        key: pack,
        type: 'STORE_ERROR',
      },
    )
  try {
    const object = asJson(decode(catalogue[prefix].schema, input))
    if (keyOf(prefix, object) !== key) throw fail([`the object's own key is ${keyOf(prefix, object)}`])
    return { ...object, ReadOnly: true, Bundle: pack, Validated: true, Available: true, Errors: [] }
  } catch (error) {
    if (error instanceof DecodeError) throw fail(error.messages)
    throw error
  }
}

function asJson(value: object): JsonObject {
  const json: JsonObject = JSON.parse(JSON.stringify(value))
  return json
}

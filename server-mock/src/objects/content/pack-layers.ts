import { PackError } from '@metalwright/sdk/content'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import type { Change, Reader, Store, Transaction } from '../../store/port.ts'
import type { RuleContext } from '../rules/rule.ts'
import { type Edit, Session } from '../session.ts'
import { type LayerChange, layerChanges } from './layer-changes.ts'
import { Layers } from './layers.ts'
import { type Pack, type PackType, readPack } from './pack.ts'
import { type PackGroups, stack } from './pack-stack.ts'
import { reviewLayers } from './review-layers.ts'

/** Internal prefix under which uploaded packs are kept. */
export const PACKS = 'contents'
/**
 * The object that every write of layers changes and every transaction reads: none can commit on what it read of
 * layers that have changed since.
 */
const GUARD = { prefix: 'layers', key: 'state' } as const

/** What content packs are kept with. */
export interface PackLayersOptions {
  readonly store: Store
  /** Packs that come with the server, highest first. */
  readonly builtin: readonly JsonValue[]
  /** Pack above the uploaded ones (`--local-content`). */
  readonly local?: JsonValue | undefined
  /** Pack below the uploaded ones (`--default-content`). */
  readonly default?: JsonValue | undefined
  /** What the server can do, as packs ask for it. */
  readonly features: readonly string[]
  readonly rules: Omit<RuleContext, 'session'>
  /** Told what is wrong with a pack that was stored before and is loaded all the same. */
  readonly onWarning: (text: string) => void
}

/** A state of the layers that becomes the present one when its commit holds. */
interface Step {
  readonly groups?: PackGroups
  readonly layers: Layers
  /** Objects that are seen differently, where the layers stay. */
  readonly reviews?: readonly LayerChange[]
  readonly changes: readonly LayerChange[]
}

/**
 * The read-only layers as they stand: loaded from the store, replaced in one piece when a commit holds, and told to
 * whoever follows them.
 */
export class PackLayers {
  protected readonly options: PackLayersOptions
  readonly #listeners = new Set<(changes: readonly Change[]) => void>()
  readonly #afterwards: (() => Promise<void>)[] = []
  readonly #steps = new Map<string, Step>()
  /** The packs by where they come from. */
  protected groups: PackGroups
  #layers: Layers
  /** What the guard said when the layers became what they are. */
  #version = ''
  #refreshing: Promise<void> | undefined
  #reviewing = ''
  #made = 0

  /** @throws PackError when the local, default or a built-in pack cannot be used */
  constructor(options: PackLayersOptions) {
    this.options = options
    const given = (input: JsonValue | undefined, type: PackType, name?: string) =>
      input === undefined ? [] : [faultless(input, type, name)]
    this.groups = {
      local: given(options.local, 'local', 'LocalStore'),
      uploaded: new Map(),
      default: given(options.default, 'default', 'DefaultStore'),
      plugins: [],
      builtin: options.builtin.map((pack) => faultless(pack, 'basic')),
    }
    this.#layers = new Layers(stack(this.groups))
    options.store.subscribe((changes) => this.#follow(changes))
  }

  /** The layers as they are now. */
  layers(): Layers {
    return this.#layers
  }

  /** The layers of a transaction, which begins by asking for them. */
  async layersIn(transaction: Reader): Promise<Layers> {
    const guard = await transaction.get(GUARD.prefix, GUARD.key)
    // Another server of the cluster has changed them.
    if (versionOf(guard?.body) !== this.#version) await this.#refresh()
    return this.#layers
  }

  /**
   * Calls the listener with what happened to objects of layers, and to packs (prefix `contents`), in the form and
   * in the order of commits, before the commit is acknowledged; returns how to stop it.
   */
  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls the listener, and waits for it before anybody is answered, whenever the layers have changed. */
  listen(listener: () => Promise<void>): void {
    this.#afterwards.push(listener)
  }

  /** Reads the uploaded packs; call once before serving. */
  async load(): Promise<void> {
    const { store, onWarning } = this.options
    const version = versionOf((await store.get(GUARD.prefix, GUARD.key))?.body)
    const uploaded = new Map<string, Pack>()
    for (const { key, body } of await store.list(PACKS)) {
      const read = readPack(body, 'dynamic')
      for (const fault of read.faults) onWarning(`content pack ${key}: ${fault}`)
      if ('pack' in read) uploaded.set(key, read.pack)
    }
    const groups = { ...this.groups, uploaded }
    const layers = new Layers(stack(groups))
    const problems = await this.judged(store, layers)
    for (const [place, texts] of problems) onWarning(`${place}: ${texts.join('; ')}`)
    this.#version = version
    this.groups = groups
    this.#layers = layers
  }

  /**
   * Puts what was found out about the availability of layer objects into the layers, when the transaction
   * commits. Call it once in a transaction.
   */
  review(edit: Pick<Edit, 'putInternal'>, reviews: readonly LayerChange[]): void {
    // One that did not commit is not needed any more when the next one comes.
    this.#steps.delete(this.#reviewing)
    this.#reviewing = this.#stage({ layers: this.#layers, reviews, changes: reviews }, (guard) =>
      edit.putInternal(GUARD.prefix, GUARD.key, guard),
    )
  }

  /**
   * Replaces the packs in one transaction: layers, objects and what is stored change together or not at all.
   * Whoever waits for that is done when it resolves.
   *
   * @param work runs again when it was overtaken; it writes what is stored and gives the layers that come of it
   */
  protected async change(
    principal: string,
    work: (transaction: Transaction) => Promise<{ groups: PackGroups; layers: Layers }>,
  ): Promise<void> {
    const staged: string[] = []
    try {
      await this.options.store.transact(principal, async (transaction) => {
        await this.layersIn(transaction)
        const next = await work(transaction)
        const changes: LayerChange[] = []
        for (const change of layerChanges(this.#layers, next.layers)) {
          // Where a writable object stands, nobody sees what changes below it.
          if ((await transaction.get(change.prefix, change.key)) === undefined) changes.push(change)
        }
        const put = (guard: JsonObject) => transaction.put(GUARD.prefix, GUARD.key, guard, 'save')
        staged.push(this.#stage({ ...next, changes }, put))
      })
    } finally {
      for (const version of staged) this.#steps.delete(version)
    }
    for (const listener of this.#afterwards) await listener()
  }

  #stage(step: Step, put: (guard: JsonObject) => void): string {
    this.#made += 1
    const version = `${this.options.rules.ports.uuid()}-${this.#made}`
    this.#steps.set(version, step)
    put({ Version: version })
    return version
  }

  #follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.prefix !== GUARD.prefix || change.key !== GUARD.key) continue
      const version = versionOf(change.object)
      const step = this.#steps.get(version)
      if (step === undefined) {
        this.#refresh().catch(this.#warn)
        continue
      }
      this.#steps.delete(version)
      this.#version = version
      for (const { prefix, key, object } of step.reviews ?? []) this.#layers.review(prefix, key, object)
      if (step.groups !== undefined) {
        this.groups = step.groups
        this.#layers = step.layers
      }
      // Commits that change layers never share a batch, since each reads what the other writes.
      const packs = changes.filter(({ prefix }) => prefix === PACKS)
      this.#tell(change, step.changes, packs)
    }
  }

  #tell(commit: Change, objects: readonly LayerChange[], packs: readonly Change[]): void {
    const { revision, principal, time } = commit
    const changes = [...objects.map((change) => ({ ...change, revision, principal, time })), ...packs]
    if (changes.length > 0) for (const listener of this.#listeners) listener(changes)
  }

  /** Takes over what another server has written. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#reload().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #reload(): Promise<void> {
    const before = this.#layers
    await this.load()
    const changes = layerChanges(before, this.#layers)
    const time = new Date(this.options.rules.ports.now()).toISOString()
    const commit = { revision: this.options.store.revision(), principal: SYSTEM, time }
    const told = changes.map((change) => ({ ...change, ...commit }))
    if (told.length === 0) return
    for (const listener of this.#listeners) listener(told)
    // Not waited for: what follows may itself be in a transaction that waits for the layers.
    for (const listener of this.#afterwards) listener().catch(this.#warn)
  }

  readonly #warn = (error: unknown) => this.options.onWarning(String(error))

  /** Finds out what is wrong with the objects of layers that may come, and puts it into them. */
  protected judged(transaction: Reader, layers: Layers): Promise<Map<string, readonly string[]>> {
    return reviewLayers(layers, { ...this.options.rules, session: new Session(transaction, layers) })
  }
}

function faultless(input: JsonValue, type: PackType, name?: string): Pack {
  const read = readPack(input, type, name)
  if (!('pack' in read) || read.faults.length > 0) throw new PackError(read.faults)
  return read.pack
}

function versionOf(guard: JsonObject | undefined): string {
  return String(guard?.['Version'] ?? '')
}

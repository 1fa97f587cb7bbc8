import type { JsonObject, Machine, Prefix } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import { type Change, ConflictError } from '../../store/port.ts'
import { fromStored, toStored } from '../codec.ts'
import type { Contents } from '../content/contents.ts'
import { judge, paramFaults } from '../content/judgement.ts'
import type { LayerChange } from '../content/layer-changes.ts'
import { isReviewed, reviewObject } from '../content/review-layers.ts'
import { machineErrors } from '../machines/machines.ts'
import type { Objects } from '../objects.ts'
import type { RuleContext } from '../rules/rule.ts'
import type { Edit, Session } from '../session.ts'
import { addDependents, countsForOthers, Places } from './dependents.ts'
import { MemoSession } from './memo-session.ts'
import { RANKED } from './ranks.ts'

/** Objects written by one commit at most. */
const BATCH = 64
/** Objects that are looked at before others get their turn. */
const PIECE = 256

/** What availability is found out with. */
export interface AvailabilityOptions {
  readonly objects: Objects
  readonly contents: Contents
  readonly rules: Omit<RuleContext, 'session'>
  readonly onError: (error: unknown) => void
}

/**
 * Keeps `Available` and `Errors` of every object true. When an object changes, those that name it are looked at
 * again, and where the result differs, those that name them: task → stage → workflow → machine. Kinds are taken
 * in the order in which they name each other, so that each object is looked at once when many change together.
 * Objects are found by index where there is one, and written only when something differs.
 */
export class Availability {
  readonly #options: AvailabilityOptions
  #changed = new Places()
  readonly #kinds = new Set<Prefix>()
  #writing: { readonly prefix: Prefix; readonly keys: ReadonlySet<string> } | undefined
  readonly #overheard = new Set<string>()
  #started = false
  #work: Promise<void> = Promise.resolve()
  #waiting = false

  constructor(options: AvailabilityOptions) {
    this.#options = options
  }

  /** Looks at every object once, because anything may be otherwise than when the server ended. */
  async start(): Promise<void> {
    this.#started = true
    await this.reconsider(...RANKED)
  }

  /** Takes note of commits, and of changes of layers. */
  follow(changes: readonly Change[]): void {
    if (!this.#started) return
    for (const change of changes) {
      if (!countsForOthers(change)) continue
      // It may be what this class is writing, and follows itself.
      if (this.#writing?.prefix === change.prefix && this.#writing.keys.has(change.key)) {
        this.#overheard.add(change.key)
      } else this.#changed.add(change.prefix, [change.key])
    }
    if (this.#changed.size > 0) this.#wake()
  }

  /** Looks at all objects of some kinds, for a reason outside of all objects, such as files that came or went. */
  async reconsider(...prefixes: readonly Prefix[]): Promise<void> {
    if (!this.#started) return
    for (const prefix of prefixes) this.#kinds.add(prefix)
    this.#wake()
    await this.settled()
  }

  /** Resolves when everything that followed from the changes so far is stored. */
  async settled(): Promise<void> {
    for (let work: Promise<void> | undefined; work !== this.#work; ) {
      work = this.#work
      await work
    }
  }

  #wake(): void {
    if (this.#waiting) return
    this.#waiting = true
    this.#work = this.#work
      .then(() => this.#run())
      .catch((error: unknown) => {
        // What was to be looked at is not known any more, so the next run looks at everything.
        for (const prefix of RANKED) this.#kinds.add(prefix)
        this.#options.onError(error)
      })
  }

  async #run(): Promise<void> {
    this.#waiting = false
    const { objects } = this.#options
    const changed = this.#changed
    const suspects = new Places()
    this.#changed = new Places()
    for (const prefix of [...this.#kinds]) {
      this.#kinds.delete(prefix)
      for await (const piece of objects.session().pieces(prefix)) {
        suspects.add(
          prefix,
          piece.map(({ key }) => key),
        )
      }
    }
    for (const [prefix, keys] of changed.drain()) {
      await addDependents(objects.session(), prefix, keys, suspects)
    }
    for (const prefix of RANKED) {
      // An object may name others of its kind, so one look may lead to the next.
      for (let keys = suspects.take(prefix); keys.size > 0; keys = suspects.take(prefix)) {
        const differ = await this.#differing(prefix, [...keys].sort())
        for (let at = 0; at < differ.length; at += BATCH) {
          const written = await this.#writeAlone(prefix, differ.slice(at, at + BATCH))
          await addDependents(objects.session(), prefix, new Set(written), suspects)
        }
      }
    }
  }

  /** Those of the objects that are not what they should be, as far as can be seen from outside a transaction. */
  async #differing(prefix: Prefix, keys: readonly string[]): Promise<string[]> {
    const { objects, contents } = this.#options
    const differ: string[] = []
    for (let at = 0; at < keys.length; at += PIECE) {
      const session = new MemoSession(objects.store, contents.layers())
      for (const key of keys.slice(at, at + PIECE)) {
        // One object that nobody can make sense of keeps none of the others back.
        const next = await this.#seen(session, prefix, key).catch((error: unknown) => {
          this.#options.onError(error)
          return undefined
        })
        if (next !== undefined) differ.push(key)
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    return differ
  }

  async #seen(session: Session, prefix: Prefix, key: string): Promise<JsonObject | undefined> {
    const body = await session.body(prefix, key)
    return body === undefined ? undefined : this.#next(session, prefix, key, body)
  }

  /** The object as it should be; `undefined` when it is. */
  async #next(
    session: Session,
    prefix: Prefix,
    key: string,
    body: JsonObject,
  ): Promise<JsonObject | undefined> {
    const context = { ...this.#options.rules, session }
    if (body['ReadOnly'] === true) {
      const brought = session.layers.brought(prefix, key)
      if (brought === undefined) return undefined
      const { object } = await reviewObject(prefix, brought, context)
      return isReviewed(body, object) ? undefined : object
    }
    if (prefix === 'machines') return reviewedMachine(fromStored('machines', body), context)
    const { invalid, unavailable } = await judge(prefix, structuredClone(body), context)
    const Errors = [...invalid, ...unavailable]
    return hasErrors(body, Errors)
      ? undefined
      : { ...body, Validated: true, Available: Errors.length === 0, Errors }
  }

  /** Writes, and tells what others have written to the same objects meanwhile from what it wrote itself. */
  async #writeAlone(prefix: Prefix, keys: readonly string[]): Promise<string[]> {
    this.#writing = { prefix, keys: new Set(keys) }
    let written: string[] = []
    try {
      written = await this.#write(prefix, keys)
      return written
    } finally {
      this.#writing = undefined
      this.#changed.add(
        prefix,
        [...this.#overheard].filter((key) => !written.includes(key)),
      )
      this.#overheard.clear()
      if (this.#changed.size > 0) this.#wake()
    }
  }

  /** Looks again, now under guard, and writes what differs. @returns keys that were written */
  async #write(prefix: Prefix, keys: readonly string[]): Promise<string[]> {
    const { objects } = this.#options
    try {
      return await objects.edit(SYSTEM, (edit) => this.#writeIn(edit, prefix, keys))
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      // Somebody writes one of them all the time, and each of his writes finds out the same.
      if (keys.length === 1) return []
      const written: string[] = []
      for (const key of keys) written.push(...(await this.#write(prefix, [key])))
      return written
    }
  }

  async #writeIn(edit: Edit, prefix: Prefix, keys: readonly string[]): Promise<string[]> {
    const written: string[] = []
    const reviews: LayerChange[] = []
    for (const key of keys) {
      const original = await edit.body(prefix, key)
      const object = original === undefined ? undefined : await this.#next(edit, prefix, key, original)
      if (original === undefined || object === undefined) continue
      written.push(key)
      if (await edit.isWritable(prefix, key)) edit.put(prefix, fromStored(prefix, object), 'save')
      else reviews.push({ prefix, key, action: 'save', object, original })
    }
    if (reviews.length > 0) this.#options.contents.review(edit, reviews)
    return written
  }
}

/** A machine that cannot be used runs nothing; it is made runnable again by whoever starts it (DRP). */
async function reviewedMachine(machine: Machine, context: RuleContext): Promise<JsonObject | undefined> {
  const body = toStored('machines', machine)
  const Errors = [...(await paramFaults(body, context)), ...(await machineErrors(context.session, machine))]
  const Available = Errors.length === 0
  const Runnable = machine.Runnable && Available
  if (hasErrors(body, Errors) && Runnable === machine.Runnable) return undefined
  return { ...body, Validated: true, Available, Errors, Runnable }
}

function hasErrors(body: JsonObject, errors: readonly string[]): boolean {
  const known = body['Errors']
  return body['Available'] === (errors.length === 0) && JSON.stringify(known) === JSON.stringify(errors)
}

import type { Rollout } from '@metalwright/sdk/models'
import { beginsPass, control, controlProblem, type RolloutVerb } from '../../engine/rollout-control.ts'
import { deadline } from '../../engine/rollout-machine.ts'
import type { Change } from '../../store/port.ts'
import type { Objects } from '../objects.ts'
import { conflict, notFound } from '../problem.ts'
import type { Edit } from '../session.ts'
import type { After } from './retries.ts'
import { RolloutBook } from './rollout-book.ts'
import { machinesOfPass, machinesPrefix, storedMember } from './rollout-machines.ts'
import { type Look, RolloutSteps, removeMembers } from './rollout-steps.ts'

/** Wait after a fault of the store, milliseconds. */
const AFTER_FAULT = 10_000

/**
 * Carries rollouts on: has machines begin, takes down how they end, and goes from wave to wave. Everything it knows
 * is stored, each step is one commit, so it goes on where it was after a restart, and on several servers at once.
 */
export class Rollouts {
  readonly #objects: Objects
  readonly #after: After
  readonly #onError: (error: unknown) => void
  readonly #book = new RolloutBook()
  readonly #steps: RolloutSteps
  /** What cancels the next look, by rollout. */
  readonly #timers = new Map<string, () => void>()
  /** Looks under way, by rollout. */
  readonly #looking = new Map<string, Promise<void>>()
  /** Rollouts to look at once more. */
  readonly #due = new Set<string>()
  #stopped = false

  constructor(objects: Objects, after: After, onError: (error: unknown) => void) {
    this.#objects = objects
    this.#steps = new RolloutSteps(objects, this.#book)
    this.#after = after
    this.#onError = onError
  }

  /** Takes up what was going on when the server ended. */
  async load(): Promise<void> {
    const session = this.#objects.session()
    for (const body of await session.bodies('rollouts')) {
      const name = String(body['Name'])
      for (const { key, body } of await session.internals(machinesPrefix(name))) {
        this.#book.note(name, storedMember(body))
        // It may have moved while nobody looked.
        this.#book.moved(key)
      }
      this.#look(name)
    }
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      const { prefix, key, action } = change
      const owner = this.#book.follow(change)
      if (prefix === 'rollouts') {
        if (action === 'delete') this.#forget(key)
        else this.#look(key)
      } else if (prefix === 'machines') {
        for (const rollout of this.#book.moved(key)) this.#look(rollout)
      } else if (owner !== undefined) this.#look(owner)
    }
  }

  /** Starts, pauses, resumes or cancels a rollout. @throws Problem 404, 409 */
  control(principal: string, segment: string, verb: RolloutVerb): Promise<Rollout> {
    const objects = this.#objects
    return objects.edit(
      principal,
      async (edit) => {
        const name = await edit.resolve('rollouts', segment)
        const rollout = await edit.get('rollouts', name)
        if (rollout === undefined) throw notFound('rollouts', name || segment)
        const problem = controlProblem(rollout, verb)
        if (problem !== undefined) throw conflict('rollouts', name, [problem])
        control(rollout, verb, objects.ports.now())
        edit.put('rollouts', rollout, 'update')
        return rollout
      },
      `rollouts/${segment}`,
    )
  }

  /** Resolves when nothing is to be done now. */
  async settled(): Promise<void> {
    while (this.#looking.size > 0) await Promise.all(this.#looking.values())
  }

  /** Ends after the step under way; what goes on stays stored. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    await this.settled()
  }

  #forget(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
    this.#look(name)
  }

  #look(name: string): void {
    if (this.#stopped) return
    this.#due.add(name)
    if (this.#looking.has(name)) return
    const looking = this.#lookWhileDue(name).finally(() => {
      this.#looking.delete(name)
      if (this.#due.has(name)) this.#look(name)
    })
    this.#looking.set(name, looking)
  }

  async #lookWhileDue(name: string): Promise<void> {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
    let at: number | undefined
    while (this.#due.delete(name) && !this.#stopped) {
      try {
        const look = await this.#step(name)
        if (look === 'again') this.#due.add(name)
        else at = look.at
      } catch (error) {
        this.#onError(error)
        at = this.#objects.ports.now() + AFTER_FAULT
      }
    }
    if (at === undefined || this.#stopped) return
    const wait = Math.max(0, at - this.#objects.ports.now())
    this.#timers.set(
      name,
      this.#after(wait, () => this.#look(name)),
    )
  }

  async #step(name: string): Promise<Look> {
    const session = this.#objects.session()
    const rollout = await session.get('rollouts', name)
    if (rollout === undefined) return this.#clear(name)
    if (beginsPass(rollout)) {
      const members = await machinesOfPass(session, rollout)
      return this.#edit(name, (edit, now) => this.#steps.beginPass(edit, rollout, members, now))
    }
    const moved = this.#book.takeMoved(
      name,
      (member) => deadline(rollout, member) <= this.#objects.ports.now(),
    )
    for (const uuid of moved)
      await this.#edit(name, (edit) => this.#steps.settle(edit, name, uuid), `machines/${uuid}`)
    const next = this.#book.next(name)
    const look = await this.#edit(
      name,
      (edit) => this.#steps.advance(edit, name, next),
      next && `machines/${next}`,
    )
    if (look === 'again') return look
    const times = [look.at, this.#book.firstDeadline(name, (member) => deadline(rollout, member))]
    const at = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY))
    return { at: Number.isFinite(at) ? at : undefined }
  }

  /** The machines of a rollout that was deleted are forgotten. */
  async #clear(name: string): Promise<Look> {
    this.#book.forget(name)
    if ((await this.#objects.session().internals(machinesPrefix(name))).length === 0) return { at: undefined }
    return this.#edit(name, async (edit) => {
      if ((await edit.get('rollouts', name)) === undefined) await removeMembers(edit, name)
      return { at: undefined }
    })
  }

  #edit(name: string, work: (edit: Edit, now: number) => Promise<Look>, object?: string): Promise<Look> {
    return this.#objects.edit(`rollout:${name}`, (edit) => work(edit, this.#objects.ports.now()), object)
  }
}

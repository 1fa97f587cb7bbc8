import type { RolloutMachine } from '@metalwright/sdk/models'
import type { Change } from '../../store/port.ts'
import { rolloutOf, storedMember } from './rollout-machines.ts'

interface Page {
  /** Machines that wait, by UUID. */
  readonly waiting: Map<string, RolloutMachine>
  /** Their UUIDs, the next one last; may name some that wait no more. Undefined when it has to be made anew. */
  line: string[] | undefined
  /** Machines that have begun and may still end another way, by UUID. */
  readonly begun: Map<string, RolloutMachine>
  /** Those of them that have changed since they were looked at. */
  readonly moved: Set<string>
}

/** Which machines rollouts are about: kept in memory from commits, so that a change of a machine costs a look-up. */
export class RolloutBook {
  readonly #pages = new Map<string, Page>()
  /** Rollouts that a machine has begun with, by its UUID. */
  readonly #rollouts = new Map<string, Set<string>>()

  /** Takes note of how a machine stands in a rollout; what has ended well, or was left out, is forgotten. */
  note(rollout: string, member: RolloutMachine): void {
    const page = this.#page(rollout)
    this.#drop(rollout, page, member.Machine)
    if (member.State === 'waiting') {
      page.waiting.set(member.Machine, member)
      page.line = undefined
    } else if (member.State === 'running' || member.State === 'failed') {
      page.begun.set(member.Machine, member)
      const rollouts = this.#rollouts.get(member.Machine) ?? new Set()
      this.#rollouts.set(member.Machine, rollouts.add(rollout))
    }
  }

  /** Takes note of a commit's write; the rollout whose machine it is about, when it is one. */
  follow({ prefix, key, action, object }: Change): string | undefined {
    const rollout = rolloutOf(prefix)
    if (rollout === undefined) return undefined
    if (action === 'delete') this.#drop(rollout, this.#page(rollout), key)
    else this.note(rollout, storedMember(object))
    return rollout
  }

  /** A machine has changed: the rollouts that want to know. */
  moved(machine: string): Iterable<string> {
    const rollouts = this.#rollouts.get(machine) ?? []
    for (const rollout of rollouts) this.#page(rollout).moved.add(machine)
    return rollouts
  }

  /** Machines to look at: those that have moved, and those that are late. Each is given once. */
  takeMoved(rollout: string, isLate: (member: RolloutMachine) => boolean): readonly string[] {
    const { begun, moved } = this.#page(rollout)
    for (const [uuid, member] of begun) if (member.State === 'running' && isLate(member)) moved.add(uuid)
    const taken = [...moved].filter((uuid) => begun.has(uuid))
    moved.clear()
    return taken
  }

  /** The machine that begins next; undefined when none waits. */
  next(rollout: string): string | undefined {
    const page = this.#page(rollout)
    page.line ??= [...page.waiting.values()].sort((a, b) => b.Order - a.Order).map(({ Machine }) => Machine)
    for (let uuid = page.line.at(-1); uuid !== undefined; uuid = page.line.at(-1)) {
      if (page.waiting.has(uuid)) return uuid
      page.line.pop()
    }
    return undefined
  }

  /** Takes a machine off the line that does not wait any more. */
  drop(rollout: string, machine: string): void {
    this.#drop(rollout, this.#page(rollout), machine)
  }

  /** The first time at which a machine under way is late, milliseconds since the epoch. */
  firstDeadline(rollout: string, deadline: (member: RolloutMachine) => number): number | undefined {
    let first: number | undefined
    for (const member of this.#page(rollout).begun.values()) {
      if (member.State === 'running') first = Math.min(first ?? Number.POSITIVE_INFINITY, deadline(member))
    }
    return first
  }

  /** Forgets a rollout. */
  forget(rollout: string): void {
    for (const uuid of [...this.#page(rollout).begun.keys()]) this.drop(rollout, uuid)
    this.#pages.delete(rollout)
  }

  #page(rollout: string): Page {
    const known = this.#pages.get(rollout)
    if (known !== undefined) return known
    const page: Page = { waiting: new Map(), line: undefined, begun: new Map(), moved: new Set() }
    this.#pages.set(rollout, page)
    return page
  }

  #drop(rollout: string, page: Page, machine: string): void {
    page.waiting.delete(machine)
    if (!page.begun.delete(machine)) return
    page.moved.delete(machine)
    const rollouts = this.#rollouts.get(machine)
    rollouts?.delete(rollout)
    if (rollouts?.size === 0) this.#rollouts.delete(machine)
  }
}

import type { Event } from '../models/event.ts'

/** How far the events of a server have come. */
export class Position {
  #revision = 0
  /** Events of the newest revision that were seen: one commit may have several. */
  readonly #seen = new Set<string>()

  /** Revision after which to resume; undefined when it is not known. The newest one is asked for again. */
  get resumeAfter(): number | undefined {
    return this.#revision > 0 ? this.#revision - 1 : undefined
  }

  /** Begins at a revision, unless there is a position already. */
  begin(revision: number): void {
    if (this.#revision === 0) this.#revision = revision
  }

  /** Takes note of an event. Gives whether it is new. */
  advance(event: Event): boolean {
    if (event.Revision === 0 || event.Revision < this.#revision) return true
    if (event.Revision > this.#revision) {
      this.#revision = event.Revision
      this.#seen.clear()
    }
    const id = `${event.Type} ${event.Action} ${event.Key}`
    if (this.#seen.has(id)) return false
    this.#seen.add(id)
    return true
  }

  /** Forgets the position. */
  reset(): void {
    this.#revision = 0
    this.#seen.clear()
  }
}

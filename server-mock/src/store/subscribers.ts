import type { Change } from './port.ts'

/** Those who are told of every commit, in order. */
export class Subscribers {
  readonly #listeners = new Set<(changes: readonly Change[]) => void>()

  /** Calls the listener from now on; returns how to stop it. */
  add(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Tells everybody. A listener that throws has a fault that nobody here can mend, so it ends the process; but
   * the others, and the caller whose commit it is, are not kept from what is stored.
   */
  tell(changes: readonly Change[]): void {
    if (changes.length === 0) return
    for (const listener of this.#listeners) {
      try {
        listener(changes)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}

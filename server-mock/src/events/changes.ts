import type { Store } from '../store/port.ts'

/** Lets callers wait for the next change of one object, whatever the number of objects and of waiters. */
export class ObjectChanges {
  readonly #waiters = new Map<string, Set<() => void>>()
  #closed = false

  constructor(store: Store) {
    store.subscribe((changes) => {
      for (const { prefix, key } of changes) {
        const place = `${prefix}/${key}`
        const waiters = this.#waiters.get(place)
        this.#waiters.delete(place)
        for (const wake of waiters ?? []) wake()
      }
    })
  }

  /** Whether nobody may wait any more, because the server stops. */
  get closed(): boolean {
    return this.#closed
  }

  /** Lets everybody go who waits. */
  close(): void {
    this.#closed = true
    for (const waiters of this.#waiters.values()) for (const wake of [...waiters]) wake()
  }

  /** Resolves when the object is written next, when the time is over, or when the signal fires. */
  next(prefix: string, key: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const place = `${prefix}/${key}`
      const waiters = this.#waiters.get(place) ?? new Set()
      this.#waiters.set(place, waiters)
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        waiters.delete(done)
        if (waiters.size === 0 && this.#waiters.get(place) === waiters) this.#waiters.delete(place)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      signal.addEventListener('abort', done, { once: true })
      waiters.add(done)
    })
  }
}

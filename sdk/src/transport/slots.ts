import { unlessAborted } from './abort.ts'

/** Lets so many run at a time; the others wait in the order in which they came. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  /** @param count how many at a time, at least 1 */
  constructor(count: number) {
    this.#free = Math.max(1, count)
  }

  /**
   * Runs the work as soon as there is room. What waits is not begun once the signal is aborted.
   *
   * Rejects as the work does, or with the reason of the signal.
   */
  async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted()
    if (this.#free > 0) this.#free -= 1
    else await this.#turn(signal)
    try {
      return await work()
    } finally {
      this.#release()
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    try {
      await unlessAborted(promise, signal)
    } catch (error) {
      const at = this.#waiting.indexOf(resolve)
      // Its turn had come already: it goes to the next one.
      if (at < 0) this.#release()
      else this.#waiting.splice(at, 1)
      throw error
    }
  }

  #release(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free += 1
    else next()
  }
}

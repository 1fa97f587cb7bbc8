/** Milliseconds of sleep from which on a peer is not near; being woken is some of it. */
const NEAR = 0.15
/** Milliseconds that an answer is watched for. */
const PATIENCE = 0.08
/** Of so many waits that many go the other way, which may have become better. */
const [ROUND, TRIALS] = [512, 16]
/** Waits that a mean is of, more or less: enough for single pauses not to matter. */
const REMEMBERED = 64
/** Milliseconds that a wait counts for at most; a pause of the peer says no more than that it was long. */
const MOST = 2 * NEAR

/**
 * Decides when to look for an answer again and again instead of sleeping until it comes. Falling asleep and being
 * woken by another processor takes longer than a peer on the same host or link needs for its answer, and so in
 * lock-step decides how fast a transfer is. It pays only with such near peers, and not where the peer waits for
 * this very processor: watching goes on while an answer comes sooner, on the mean, than with sleep.
 */
export class Watchfulness {
  readonly #sleeping = new RecentMean()
  readonly #watching = new RecentMean()
  #waits = 0

  /** Milliseconds to watch before the next sleep; 0 for none. */
  get patience(): number {
    if (!this.#sleeping.known || this.#sleeping.value >= NEAR) return 0
    const better = this.#watching.value < this.#sleeping.value
    const trial = this.#waits % ROUND < TRIALS
    return better !== trial ? PATIENCE : 0
  }

  /** An answer came after so many milliseconds. @param watched whether it was watched for, in vain or not */
  waited(milliseconds: number, watched: boolean): void {
    this.#waits++
    const mean = watched ? this.#watching : this.#sleeping
    mean.add(Math.min(milliseconds, MOST))
  }
}

/** The mean of what came lately; 0 of nothing. */
class RecentMean {
  #count = 0
  #value = 0

  get known(): boolean {
    return this.#count > 0
  }

  get value(): number {
    return this.#value
  }

  add(value: number): void {
    this.#count = Math.min(this.#count + 1, REMEMBERED)
    this.#value += (value - this.#value) / this.#count
  }
}

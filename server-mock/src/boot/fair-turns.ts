/** Bytes that a stream which had to wait for its reader may get ahead of the others to catch up. */
const CREDIT = 8 * 1024 * 1024

/**
 * Whose turn it is among streams that share a link (start-time fair queueing): each has a count of the bytes it
 * was given, and those with the least come first. So streams whose readers are equally fast get the same, whatever
 * the order in which they become ready, and none waits for a slow reader: such a one is not ready.
 */
export class FairTurns<Stream> {
  readonly #given = new Map<Stream, number>()
  #now = 0

  /** Streams that take turns. */
  get size(): number {
    return this.#given.size
  }

  /** A stream begins; what the others were given before does not count. */
  enter(stream: Stream): void {
    this.#given.set(stream, this.#now)
  }

  /** A stream ends. */
  leave(stream: Stream): void {
    this.#given.delete(stream)
  }

  /** Notes what a stream was given at its turn. @param bytes 0 or more */
  gave(stream: Stream, bytes: number): void {
    this.#given.set(stream, (this.#given.get(stream) ?? this.#now) + bytes)
  }

  /**
   * Those of the ready streams whose turn it is, the least served first: at least one, when any is ready.
   *
   * @param turn bytes of a turn: nobody who is further ahead than that of the least served gets one
   */
  next(ready: readonly Stream[], turn: number): Stream[] {
    const counts = ready.flatMap((stream) => {
      const given = this.#given.get(stream)
      return given === undefined ? [] : [{ stream, given: Math.max(given, this.#now - CREDIT) }]
    })
    if (counts.length === 0) return []
    const least = counts.reduce((low, { given }) => Math.min(low, given), Number.POSITIVE_INFINITY)
    for (const { stream, given } of counts) this.#given.set(stream, given)
    this.#now = Math.max(this.#now, least)
    return counts
      .filter(({ given }) => given < least + turn)
      .sort((a, b) => a.given - b.given)
      .map(({ stream }) => stream)
  }
}

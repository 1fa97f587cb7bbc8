/** An address and when its lease ends, milliseconds since 1970. */
export interface Expiry {
  readonly address: number
  readonly at: number
}

/**
 * Addresses of one range by the end of their lease, earliest first. Entries are never searched for: a newer
 * one is pushed, and outdated ones are skipped when they come up, or swept when they outnumber the others.
 */
export class ExpiryQueue {
  readonly #isCurrent: (entry: Expiry) => boolean
  #heap: Expiry[] = []
  #sweepAt = 1024

  /** `isCurrent` says whether an entry still is what its address' lease says. */
  constructor(isCurrent: (entry: Expiry) => boolean) {
    this.#isCurrent = isCurrent
  }

  /** Adds the end of an address' lease. O(log n), amortised. */
  push(entry: Expiry): void {
    if (this.#heap.length >= this.#sweepAt) {
      this.#heap = this.#heap.filter(this.#isCurrent).sort((one, other) => one.at - other.at)
      this.#sweepAt = Math.max(1024, 2 * this.#heap.length)
    }
    let at = this.#heap.push(entry) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = this.#heap[parent]
      if (above === undefined || above.at <= entry.at) break
      this.#heap[at] = above
      at = parent
    }
    this.#heap[at] = entry
  }

  /** The current entry that ends first; it stays in the queue. O(log n), amortised. */
  peek(): Expiry | undefined {
    for (;;) {
      const top = this.#heap[0]
      if (top === undefined || this.#isCurrent(top)) return top
      this.#shift()
    }
  }

  #shift(): void {
    const last = this.#heap.pop()
    if (last === undefined || this.#heap.length === 0) return
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      const lower = (this.#heap[right]?.at ?? Infinity) < (this.#heap[left]?.at ?? Infinity) ? right : left
      const below = this.#heap[lower]
      if (below === undefined || below.at >= last.at) break
      this.#heap[at] = below
      at = lower
    }
    this.#heap[at] = last
  }
}

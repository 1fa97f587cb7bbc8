/** Tokens that refill over time. */
interface Bucket {
  tokens: number
  at: number
}

/** How many new clients one link may bring. */
export interface AdmissionRate {
  /** At once. */
  readonly burst: number
  /** Continuously. */
  readonly perSecond: number
}

/** Links remembered at a time; a sender that makes up links shares one bucket with all others like it. */
const MOST_LINKS = 4096

/**
 * Limits new dynamic addresses per link (interface, relay and relay port), so that a flood of made-up
 * hardware addresses on one link neither fills the store nor starves the others. Known clients do not count.
 */
export class Admission {
  readonly #rate: AdmissionRate
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()

  /** `now` in milliseconds, monotonic. */
  constructor(rate: AdmissionRate, now: () => number) {
    this.#rate = rate
    this.#now = now
  }

  /** Takes one admission of the link; false when it has none left. */
  admit(link: string): boolean {
    const now = this.#now()
    const bucket = this.#bucket(link, now)
    const refill = ((now - bucket.at) / 1000) * this.#rate.perSecond
    bucket.tokens = Math.min(this.#rate.burst, bucket.tokens + refill)
    bucket.at = now
    if (bucket.tokens < 1) return false
    bucket.tokens--
    return true
  }

  #bucket(link: string, now: number): Bucket {
    const known = this.#buckets.get(link)
    if (known !== undefined) return known
    if (this.#buckets.size >= MOST_LINKS) this.#forgetIdle(now)
    const key = this.#buckets.size >= MOST_LINKS ? '' : link
    const bucket = this.#buckets.get(key) ?? { tokens: this.#rate.burst, at: now }
    this.#buckets.set(key, bucket)
    return bucket
  }

  #forgetIdle(now: number): void {
    const full = (this.#rate.burst / this.#rate.perSecond) * 1000
    for (const [link, { at }] of this.#buckets) if (now - at >= full) this.#buckets.delete(link)
  }
}

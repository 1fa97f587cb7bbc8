/** Time and chance, so that tests have their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs the work once, in so many milliseconds; returns how to call it off. */
  after(milliseconds: number, work: () => void): () => void
  /** A number from 0 to 1, for spreading retries. */
  random(): number
}

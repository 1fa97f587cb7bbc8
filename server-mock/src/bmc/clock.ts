/** Time as the room sees it. */
export interface BmcClock {
  /** Milliseconds of a clock that does not jump. */
  readonly now: () => number
  /** Resolves after some milliseconds; rejects with the signal's reason when it fires before. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/** How often whoever waits for a machine gives a sign of life. */
export interface Rhythm {
  /** Milliseconds between two signs of life. */
  readonly beatMs: number
  /** Who gives no sign for so many milliseconds, while being watched, is dead. */
  readonly deadAfterMs: number
}

/** Time and chance for signs of life. */
export interface Pace extends Rhythm {
  /** Resolves after so many milliseconds; rejects when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** A random text that never comes again. */
  newKey(): string
}

const SECOND = 1000
/** Longest wait between two attempts, however often a task was tried, milliseconds. */
const LONGEST = 10 * 60 * SECOND

/** How a task that failed is tried again. */
export interface RetryRule {
  /** Attempts after the first; 0 for none. */
  readonly attempts: number
  /** Wait before the first of them, milliseconds; it doubles with each. */
  readonly backOff: number
}

/** Reads the Meta of a task: `retry-attempts` (default 0) and `retry-back-off` in seconds (default 30). */
export function retryRule(meta: Readonly<Record<string, string>> | undefined): RetryRule {
  const attempts = wholeNumber(meta?.['retry-attempts'], 1000) ?? 0
  const backOff = wholeNumber(meta?.['retry-back-off'], LONGEST / SECOND) ?? 30
  return { attempts, backOff: backOff * SECOND }
}

/**
 * Milliseconds to wait before a task is tried again; `undefined` when it is not.
 *
 * @param done attempts that were made after the first
 */
export function retryDelay({ attempts, backOff }: RetryRule, done: number): number | undefined {
  return done >= attempts ? undefined : Math.min(LONGEST, backOff * 2 ** Math.min(done, 20))
}

function wholeNumber(text: string | undefined, most: number): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined
}

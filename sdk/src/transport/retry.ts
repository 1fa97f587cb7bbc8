import { ApiError } from './api-error.ts'
import type { Random } from './clock.ts'
import { ConnectionError } from './connection-error.ts'

/** Pause before the first repetition in milliseconds; it doubles each time. */
const BASE_MS = 250

/** Statuses that say the same call may work later. */
const PASSING = new Set([429, 502, 503, 504])

/** What decides about a repetition. */
export interface RetryRules {
  readonly maxRetries: number
  readonly maxWaitMs: number
  readonly random: Random
}

/**
 * How long to wait before a failed call is repeated, in milliseconds; undefined when it must not be.
 *
 * Every call is repeated when it surely never reached the server. Once it may have, only an idempotent one is.
 *
 * @param attempt how often it was sent, from 1
 */
export function retryDelay(
  error: unknown,
  attempt: number,
  idempotent: boolean,
  rules: RetryRules,
): number | undefined {
  if (attempt > rules.maxRetries) return undefined
  if (error instanceof ConnectionError) {
    if (error.fault === 'unresolved' || (error.mayHaveBeenSent && !idempotent)) return undefined
    return backOff(attempt, rules)
  }
  if (!(error instanceof ApiError) || !idempotent || !PASSING.has(error.status)) return undefined
  return Math.min(rules.maxWaitMs, Math.max(error.retryAfterMs ?? 0, backOff(attempt, rules)))
}

/** A pause that doubles with each attempt, of which the second half is left to chance. */
export function backOff(attempt: number, rules: Pick<RetryRules, 'maxWaitMs' | 'random'>): number {
  const full = Math.min(rules.maxWaitMs, BASE_MS * 2 ** Math.min(attempt - 1, 30))
  return Math.round(full / 2 + (rules.random() * full) / 2)
}

/** Reads `Retry-After`: seconds, or an HTTP date. Undefined when it is neither. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  // `Date.parse` would make a date of almost any number.
  const time = /^[a-z]+, /i.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.max(0, time - now)
}

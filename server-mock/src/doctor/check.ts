import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** What a check came to: findings, or why there was nothing to judge. */
export type Verdict = readonly Finding[] | { readonly skipped: string }

/** One question about an installation; pure. */
export interface Check {
  /** Stable name, as it stands in reports. */
  readonly name: string
  /** What it looks at, in a few words. */
  readonly title: string
  readonly judge: (facts: Facts) => Verdict
}

/** What checks of the API's answers say when there are none. */
export const UNASKED: Verdict = { skipped: 'the API could not be asked' }

/** What checks of the base root say when none was named. */
export const NO_BASE_ROOT: Verdict = { skipped: 'no --base-root was given' }

/** Items a sentence names before it only counts. */
const NAMED = 5

/** `a, b and 3 more`. */
export function namesOf(names: readonly string[]): string {
  const rest = names.length - NAMED
  return rest > 0 ? `${names.slice(0, NAMED).join(', ')} and ${rest} more` : names.join(', ')
}

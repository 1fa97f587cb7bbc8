import type { Claim } from '@metalwright/sdk/models'

/** Who makes a call, and what he may do. */
export interface Principal {
  /** `user:name`, `machine:uuid`, or `system`; stands in events and logs. */
  readonly name: string
  /** Name of the user, when it is one. */
  readonly user: string | undefined
  readonly claims: readonly Claim[]
}

/** The server itself: its own consequences of calls and packets. */
export const SYSTEM = 'system'

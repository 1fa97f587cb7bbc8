import type { Claim } from '@metalwright/sdk/models'
import type { Tenancy } from './tenancy.ts'

/** Who makes a call, and what he may do. */
export interface Principal {
  /** `user:name`, `machine:uuid`, or `system`; stands in events and logs. */
  readonly name: string
  /** Name of the user, when it is one. */
  readonly user: string | undefined
  readonly claims: readonly Claim[]
  /** Part of the fleet the user is confined to; absent for everybody who sees all of it. */
  readonly tenancy?: Tenancy
}

/** The server itself: its own consequences of calls and packets. */
export const SYSTEM = 'system'

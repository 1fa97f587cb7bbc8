import type { Claim } from '@metalwright/sdk/models'
import type { Tenancy } from './tenancy.ts'

/** What a machine's token was made for, so that it can end with that. */
export interface TokenIssue {
  /** Revision of the store when the token was made: of two tokens, the later one has no smaller one. */
  readonly revision: number
  /** Whether it is for one boot, or for all boots of a system that was put on the machine's disk. */
  readonly span: 'boot' | 'system'
}

/** Who makes a call, and what he may do. */
export interface Principal {
  /** `user:name`, `machine:uuid`, or `system`; stands in events and logs. */
  readonly name: string
  /** Name of the user, when it is one. */
  readonly user: string | undefined
  readonly claims: readonly Claim[]
  /** When its token was made, for a token that a machine's boot was given. */
  readonly issue?: TokenIssue
  /** Part of the fleet the user is confined to; absent for everybody who sees all of it. */
  readonly tenancy?: Tenancy
}

/** The server itself: its own consequences of calls and packets. */
export const SYSTEM = 'system'

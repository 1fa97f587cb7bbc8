import type { ClaimRecovery, Pace } from './resources/claim-recovery.ts'
import type { MachineClaims } from './resources/machine-claims.ts'

/** What the provider's configuration makes, and every resource uses. Nothing is dialled before it is needed. */
export interface Connection {
  /** Address of the DRP server, for messages. */
  readonly endpoint: string
  readonly defaultPool: string
  readonly pace: Pace
  /** Rejects with a DiagnosticError when the configuration is not wholly known yet. */
  claims(): Promise<MachineClaims>
  /** Shared by all creates of one run. Rejects as {@link Connection.claims}. */
  recovery(): Promise<ClaimRecovery>
}

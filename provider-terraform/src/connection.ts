import type { ClaimRecovery, Pace } from './resources/claim-recovery.ts'
import type { MachineClaims } from './resources/machine-claims.ts'
import type { RemoteObjects } from './resources/objects/remote-objects.ts'

/** The API of one server, as the resources see it. */
export interface RemoteApi {
  readonly claims: MachineClaims
  readonly objects: RemoteObjects
}

/** What the provider's configuration makes, and every resource uses. Nothing is dialled before it is needed. */
export interface Connection {
  /** Address of the DRP server, for messages. */
  readonly endpoint: string
  readonly defaultPool: string
  readonly pace: Pace
  /** Rejects with a DiagnosticError when the configuration is not wholly known yet. */
  claims(): Promise<MachineClaims>
  /** Rejects as {@link Connection.claims}. */
  objects(): Promise<RemoteObjects>
  /** Shared by all creates of one run. Rejects as {@link Connection.claims}. */
  recovery(): Promise<ClaimRecovery>
}

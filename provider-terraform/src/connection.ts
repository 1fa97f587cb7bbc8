import type { ClaimRecovery, Pace } from '@metalwright/sdk/claims'
import type { RemoteSystem } from './remote-system.ts'
import type { CallLimits, MachineClaims } from './resources/machine/machine-claims.ts'
import type { RemoteObjects } from './resources/objects/remote-objects.ts'

/** The API of one server, as the resources see it. */
export interface RemoteApi {
  /** Address of the server that was chosen of several; undefined when there was no choice. */
  readonly endpoint?: string
  readonly claims: MachineClaims
  readonly objects: RemoteObjects
  readonly system: RemoteSystem
  /** See {@link Connection.requirePools}; servers of tests need not be asked. */
  requirePools?(limits: CallLimits): Promise<void>
}

/** What the provider's configuration makes, and every resource uses. Nothing is dialled before it is needed. */
export interface Connection {
  /** Address of the DRP server, for messages; of several, the first until one was chosen. */
  readonly endpoint: string
  readonly defaultPool: string
  /** Annotations for `Meta` of everything that is created; those of a resource win over them. */
  readonly defaultMeta: Readonly<Record<string, string>>
  /** Text that every claim is marked with; null for the usual one. */
  readonly claimOwner: string | null
  /** Whether an import may take over the claim of another owner. */
  readonly importAdopt: boolean
  /** Whether plans of new claims ask for free machines. */
  readonly preflight: boolean
  /** Milliseconds between two looks at something that is being waited for. */
  readonly pollMs: number
  readonly pace: Pace
  /** Rejects with a DiagnosticError when the configuration is not wholly known yet. */
  claims(): Promise<MachineClaims>
  /** Rejects as {@link Connection.claims}. */
  objects(): Promise<RemoteObjects>
  /** Rejects as {@link Connection.claims}. */
  system(): Promise<RemoteSystem>
  /** Shared by all creates of one run. Rejects as {@link Connection.claims}. */
  recovery(): Promise<ClaimRecovery>
  /**
   * Resolves when the server has pools, or when the provider was told not to check; asks once. Rejects with a
   * DiagnosticError that names the server's version, or as {@link Connection.claims}.
   */
  requirePools(limits: CallLimits): Promise<void>
}

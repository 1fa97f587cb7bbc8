export type { AntiAffinity } from './anti-affinity.ts'
export type { CapacityWait } from './capacity.ts'
export type { Claim, ClaimRequest, ClaimState, MachineSettings } from './claim.ts'
export {
  ClaimFailedError,
  ClaimKeyError,
  ClaimLockedError,
  ClaimLostError,
  ClaimTimeoutError,
  NoCapacityError,
  PoolNotFoundError,
} from './claim-errors.ts'
export type {
  AdoptOptions,
  AllocateOptions,
  ClaimOptions,
  ClaimUpdate,
  OnFailure,
  RedeployOptions,
} from './claim-options.ts'
export { Claims } from './claims.ts'
export type { ClaimsClient } from './claims-client.ts'
export type { Constraints } from './constraints.ts'
export { reportFailure } from './failure-report.ts'
export { fingerprintOf } from './fingerprint.ts'
export { type Disk, type Hardware, hardwareOf, type Nic } from './hardware.ts'
export { imageParams } from './image-params.ts'
export { ClaimLease, type LeaseClaims, type PendingClaim } from './lease.ts'
export {
  ACCESS_KEYS,
  CLAIM_EXPIRES,
  CLAIM_GROUP,
  CLAIM_KEY,
  CLAIM_OWNER,
  CLAIM_QUARANTINE,
  CLAIM_RESTORE,
  claimIdOf,
  stateOf,
} from './mark.ts'
export type { Pace, Rhythm } from './pace.ts'
export { type PendingMark, pendingMarkOf } from './pending-mark.ts'
export { type PoolSummary, type Readiness, summaryOf } from './ready.ts'
export {
  ClaimRecovery,
  type RecoverableRequest,
  type RecoveredClaim,
  type RecoveryClaims,
} from './recovery.ts'
export type { ReleaseOptions } from './release.ts'
export { META_DATA, NETWORK_CONFIG, type ParamSetting, USER_DATA } from './settings-params.ts'
export type { Takeover } from './take-over.ts'
export type { WaitOptions, WaitUntil } from './wait.ts'

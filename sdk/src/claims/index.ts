export type { Claim, ClaimRequest, ClaimState } from './claim.ts'
export {
  ClaimFailedError,
  ClaimKeyError,
  ClaimLostError,
  ClaimTimeoutError,
  NoCapacityError,
  PoolNotFoundError,
} from './claim-errors.ts'
export { type AdoptOptions, type ClaimOptions, Claims, type ClaimUpdate } from './claims.ts'
export type { ClaimsClient } from './claims-client.ts'
export { ACCESS_KEYS, CLAIM_KEY, CLAIM_OWNER } from './mark.ts'
export type { ReleaseOptions } from './release.ts'
export type { WaitOptions } from './wait.ts'

import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'

/** What is wanted: one machine of a pool, made ready for somebody. */
export interface ClaimRequest {
  readonly pool: string
  /** Idempotency key, 1 to 200 characters. The same key claims the same machine, however often it is tried. */
  readonly claimKey: string
  /** Who claims, in words that help an operator; stored on the machine. */
  readonly owner: string
  /** Conditions in DRP's notation that the machine must meet, such as `Arch=Eq(amd64)`. */
  readonly filters?: readonly string[] | undefined
  /** Workflow instead of the pool's own. */
  readonly workflow?: string | undefined
  readonly addProfiles?: readonly string[] | undefined
  readonly addParameters?: Readonly<Record<string, JsonValue>> | undefined
  /** SSH public keys that shall be let in; stored in param `access-keys`. */
  readonly authorizedKeys?: readonly string[] | undefined
}

/** A machine that is held. */
export interface Claim {
  /** What names the claim from now on; equal to the claim key. */
  readonly claimId: string
  readonly machine: Machine
}

/**
 * What became of a claim: still `held`; the machine is `gone`; `released` and not (yet) held by anybody; or held by
 * somebody else (`foreign`), with the owner as far as it is known, else an empty text.
 */
export type ClaimState =
  | { readonly state: 'held'; readonly machine: Machine }
  | { readonly state: 'gone' }
  | { readonly state: 'released'; readonly machine: Machine }
  | { readonly state: 'foreign'; readonly machine: Machine; readonly owner: string }

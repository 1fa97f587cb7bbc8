import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { AntiAffinity } from './anti-affinity.ts'
import type { Constraints } from './constraints.ts'

/** What a claimed machine shall be: everything that can be set again later. */
export interface MachineSettings {
  /** SSH public keys that shall be let in; stored in param `access-keys`, under names made from the owner. */
  readonly authorizedKeys?: readonly string[] | undefined
  /**
   * Disk image to deploy: a URL, or a path below the server's own images; `@sha256:HEX` behind it names its digest,
   * and the ending (`.raw` or `.tar`, with `.zst`, `.gz`, `.xz` or not, `.qcow2`) its form. Sets the params
   * `image-deploy/…`.
   */
  readonly image?: string | undefined
  /** cloud-init user data; param `cloud-init/user-data`. */
  readonly userData?: string | undefined
  /** cloud-init network configuration; param `cloud-init/network-config`. */
  readonly networkData?: JsonValue | undefined
  /** Members added to cloud-init's meta data; param `cloud-init/meta-data`. */
  readonly metadata?: JsonValue | undefined
  /** Name for as long as the claim lasts; releasing gives the machine its old one back. */
  readonly hostname?: string | undefined
  /** Description for as long as the claim lasts. */
  readonly description?: string | undefined
  /** Annotations (`Meta`) for as long as the claim lasts; others stay. */
  readonly meta?: Readonly<Record<string, string>> | undefined
  /** RFC 3339 time after which a reaper may take the machine back; a mark only, param `claim/expires-at`. */
  readonly expiresAt?: string | undefined
}

/** What is wanted: one machine of a pool, made ready for somebody. */
export interface ClaimRequest extends MachineSettings {
  readonly pool: string
  /** Idempotency key, 1 to 200 characters. The same key claims the same machine, however often it is tried. */
  readonly claimKey: string
  /** Who claims, in words that help an operator; stored on the machine. */
  readonly owner: string
  /** Conditions in DRP's notation that the machine must meet, such as `Arch=Eq(amd64)`. */
  readonly filters?: readonly string[] | undefined
  /** What the machine must have, in words that need no knowledge of params. */
  readonly constraints?: Constraints | undefined
  /** The one machine that is wanted: its UUID or `Name:x`. */
  readonly machine?: string | undefined
  /** Keeps machines of one group apart, such as in different racks. */
  readonly antiAffinity?: AntiAffinity | undefined
  /**
   * Workflow instead of the pool's own. Without one, a claim with an image from a pool that has none runs
   * `image-deploy`.
   */
  readonly workflow?: string | undefined
  /** Boot environment the machine is put into, for machines that run no workflow. */
  readonly bootEnv?: string | undefined
  readonly addProfiles?: readonly string[] | undefined
  readonly addParameters?: Readonly<Record<string, JsonValue>> | undefined
  /** Values of secure params; each is sealed to the machine before it is sent. */
  readonly secretParameters?: Readonly<Record<string, JsonValue>> | undefined
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

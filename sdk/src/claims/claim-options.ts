import type { JsonValue } from '../models/json.ts'
import type { CapacityWait } from './capacity.ts'
import type { MachineSettings } from './claim.ts'

/** How a claim may be cut short. */
export interface ClaimOptions {
  readonly signal?: AbortSignal | undefined
}

/** How a machine is claimed. */
export interface AllocateOptions extends ClaimOptions {
  /** Keep asking while the pool has no machine for the claim; left out, that fails at once. */
  readonly waitForCapacity?: CapacityWait | undefined
}

/** Changes to a held machine; what is not named is left alone, and null takes a setting off. */
export interface ClaimUpdate extends ClaimOptions, NullableSettings {
  readonly addProfiles?: readonly string[] | undefined
  readonly removeProfiles?: readonly string[] | undefined
  readonly addParameters?: Readonly<Record<string, JsonValue>> | undefined
  readonly removeParameters?: readonly string[] | undefined
  /** Values of secure params; each is sealed to the machine before it is sent. */
  readonly secretParameters?: Readonly<Record<string, JsonValue>> | undefined
  /** Annotations (`Meta`) to take off, or to give back what they were before the claim. */
  readonly removeMeta?: readonly string[] | undefined
  /** Lock the machine against changes and release, or unlock it. A locked machine is changed all the same. */
  readonly locked?: boolean | undefined
}

/** The settings of a claim, where null takes off what the claim has set. */
type NullableSettings = { readonly [Name in keyof MachineSettings]?: MachineSettings[Name] | null }

/** How a held machine is built again in place. */
export interface RedeployOptions extends ClaimOptions {
  /** Workflow to run; that of the machine, else the pool's own, by default. */
  readonly workflow?: string | undefined
  /** Boot environment to put the machine into, for machines that run no workflow. */
  readonly bootEnv?: string | undefined
}

/** What becomes of a claim whose build has failed. */
export type OnFailure = 'keep' | 'release' | 'quarantine'

/** How a machine that is claimed already is taken over. */
export interface AdoptOptions extends ClaimOptions {
  readonly owner: string
  readonly claimKey: string
  /** Also from another owner. */
  readonly force?: boolean | undefined
}

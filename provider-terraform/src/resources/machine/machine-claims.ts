import type {
  AllocateOptions,
  Claim,
  ClaimRequest,
  ClaimState,
  ClaimUpdate,
  Hardware,
  OnFailure,
  RedeployOptions,
  ReleaseOptions,
  Takeover,
  WaitUntil,
} from '@metalwright/sdk/claims'
import type { JsonValue, Machine } from '@metalwright/sdk/models'

export type { Claim, ClaimRequest, ClaimState } from '@metalwright/sdk/claims'

/** How a wait for a claimed machine ended. */
export type WaitOutcome =
  | { readonly outcome: 'ready'; readonly machine: Machine }
  /** The build failed; the text names the task, the job and its last lines. */
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'timeout'; readonly reason: string }
  | { readonly outcome: 'interrupted' }

/** Limits of one call. */
export interface CallLimits {
  readonly signal: AbortSignal
}

/** Limits of a look at a machine. */
export interface LookLimits extends CallLimits {
  /**
   * Set while reading many: the look may be shared with others, so that the answer may be some seconds old, but holds
   * everything that this process has changed. The names of the params that are looked at, or `all`.
   */
  readonly shared?: 'all' | readonly string[]
}

/** How to wait. */
export interface WaitLimits extends CallLimits {
  readonly until: WaitUntil
  /** The machine was built again since: a failure of before does not end the wait. */
  readonly restarted: boolean
  readonly timeoutMs: number
  /** The argument that sets the limit, for messages. */
  readonly setting: string
  /** Called with one line whenever something visible has changed. */
  onProgress(text: string): void
}

/** A job in short. */
export interface JobFacts {
  readonly state: string
  readonly task: string
}

/**
 * What the machine resource needs of a DRP server: the claim protocol, and a look at machines. All methods
 * reject with an error whose message tells cause and next step.
 */
export interface MachineClaims {
  /** Claims one machine, or finds the one claimed before with this key. Never waits for the build. */
  allocate(request: ClaimRequest, options: AllocateOptions & CallLimits): Promise<Claim>
  /** Gives a machine that was just claimed what the claim itself cannot carry, such as its host name. */
  prepare(claim: Claim, request: ClaimRequest, limits: CallLimits): Promise<Machine>
  get(uuid: string, claimId: string, limits: LookLimits): Promise<ClaimState>
  /** Waits until the machine is as wanted. Rejects when the claim is lost. */
  wait(uuid: string, limits: WaitLimits): Promise<WaitOutcome>
  /** Changes a machine, as long as the claim holds it. Rejects otherwise. */
  update(uuid: string, claimId: string, update: ClaimUpdate & CallLimits): Promise<Machine>
  /** Builds a machine again in place, as long as the claim holds it. Rejects otherwise. */
  redeploy(uuid: string, claimId: string, options: RedeployOptions & CallLimits): Promise<Machine>
  /** Gives the machine back; succeeds when the claim is no longer held. */
  release(uuid: string, claimId: string, options: ReleaseOptions & CallLimits): Promise<void>
  /** Does with a machine whose build has failed what the user wants. */
  settleFailure(
    uuid: string,
    claimId: string,
    onFailure: OnFailure,
    reason: string,
    options: ReleaseOptions & CallLimits,
  ): Promise<void>
  /** Puts a claim's mark on a machine that somebody holds without one. */
  adopt(
    uuid: string,
    claim: { readonly owner: string; readonly claimKey: string } & CallLimits,
  ): Promise<Claim>
  /** A machine by UUID or `Name:x`; null when there is none. */
  machine(key: string, limits: CallLimits): Promise<Machine | null>
  /** Params as the machine sees them, those of profiles included; secure ones and those not set are left out. */
  parameters(
    uuid: string,
    names: readonly string[],
    limits: CallLimits,
  ): Promise<Readonly<Record<string, JsonValue>>>
  /** A job; null when there is none. */
  job(uuid: string, limits: CallLimits): Promise<JobFacts | null>
  /** The allocated machines of a pool. */
  allocated(pool: string, limits: CallLimits): Promise<readonly Machine[]>
  /** What the machine is made of; null when nobody has looked yet. */
  hardwareOf(machine: Machine): Hardware | null
  /** The id of the claim on a machine; null when nobody holds one that has an id. */
  claimIdOf(machine: Machine): string | null
  /** Who holds a machine, in words; an empty text when that is not known. */
  claimOwnerOf(machine: Machine): string
  /** Null when the claim or the parameter is no longer as expected; then nothing has changed. */
  takeOver(takeover: Takeover, limits: CallLimits): Promise<Machine | null>
}

import type { Machine } from '@metalwright/sdk/models'
import type { Json } from '../values/plain.ts'

/** What to claim, and what to put on the machine in the same step. */
export interface ClaimRequest {
  readonly pool: string
  /** The same key again gives the same machine; with another request it is refused. */
  readonly claimKey: string
  readonly filters: readonly string[]
  readonly workflow: string | null
  readonly addProfiles: readonly string[]
  readonly addParameters: Readonly<Record<string, Json>>
  readonly authorizedKeys: readonly string[]
}

/** A machine that is held. The id of the claim is its key. */
export interface Claim {
  readonly claimId: string
  readonly machine: Machine
}

/** What has become of a claim. */
export type ClaimState =
  | { readonly state: 'held'; readonly machine: Machine }
  | { readonly state: 'gone' }
  | { readonly state: 'released'; readonly machine: Machine }
  | { readonly state: 'foreign'; readonly machine: Machine; readonly owner: string }

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

/** How to wait. */
export interface WaitLimits extends CallLimits {
  readonly timeoutMs: number
  /** The argument that sets the limit, for messages. */
  readonly setting: string
  /** Called with one line whenever something visible has changed. */
  onProgress(text: string): void
}

/** Profiles and parameters to put on or take off a claimed machine. */
export interface MachineChange {
  readonly addProfiles: readonly string[]
  readonly removeProfiles: readonly string[]
  readonly addParameters: Readonly<Record<string, Json>>
  readonly removeParameters: readonly string[]
}

/** How to give a machine back. */
export interface ReleaseOptions extends WaitLimits {
  readonly workflow: string | null
  readonly removeProfiles: readonly string[]
  readonly removeParameters: readonly string[]
}

/** Puts one claim in the place of another, as long as a parameter is what it was. */
export interface Takeover {
  readonly uuid: string
  readonly from: string
  readonly to: string
  readonly parameter: string
  readonly before: Json
  readonly after: Json
}

/**
 * What the machine resource needs of a DRP server: the claim protocol, and a look at machines. All methods
 * reject with an error whose message tells cause and next step.
 */
export interface MachineClaims {
  /** Claims one machine, or finds the one claimed before with this key. Never waits for the build. */
  allocate(request: ClaimRequest, limits: CallLimits): Promise<Claim>
  get(uuid: string, claimId: string, limits: CallLimits): Promise<ClaimState>
  /** Waits until the machine is in use. Rejects when the claim is lost. */
  wait(uuid: string, limits: WaitLimits): Promise<WaitOutcome>
  /** Changes a machine, as long as the claim holds it. Rejects otherwise. */
  update(uuid: string, claimId: string, change: MachineChange, limits: CallLimits): Promise<Machine>
  /** Gives the machine back and waits until it is free; succeeds when the claim is no longer held. */
  release(uuid: string, claimId: string, options: ReleaseOptions): Promise<void>
  /** A machine by UUID or `Name:x`; null when there is none. */
  machine(key: string, limits: CallLimits): Promise<Machine | null>
  /** The allocated machines of a pool. */
  allocated(pool: string, limits: CallLimits): Promise<readonly Machine[]>
  /** The id of the claim on a machine; null when nobody holds one that has an id. */
  claimIdOf(machine: Machine): string | null
  /** Null when the claim or the parameter is no longer as expected; then nothing has changed. */
  takeOver(takeover: Takeover, limits: CallLimits): Promise<Machine | null>
}

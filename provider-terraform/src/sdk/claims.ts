import { ClaimFailedError, ClaimTimeoutError, type Client } from '@metalwright/sdk'
import {
  type AllocateOptions,
  CLAIM_OWNER,
  type Claim,
  type ClaimRequest,
  type ClaimState,
  Claims,
  type ClaimUpdate,
  claimIdOf,
  type Hardware,
  hardwareOf,
  type OnFailure,
  type RedeployOptions,
  type ReleaseOptions,
  type Takeover,
} from '@metalwright/sdk/claims'
import type { JsonValue, Machine } from '@metalwright/sdk/models'
import { orNull } from '@metalwright/sdk/objects'
import { isSealed } from '@metalwright/sdk/secure'
import type {
  CallLimits,
  JobFacts,
  LookLimits,
  MachineClaims,
  WaitLimits,
  WaitOutcome,
} from '../resources/machine/machine-claims.ts'

/** The claim protocol of the SDK. Dials at the first call. */
export class SdkClaims implements MachineClaims {
  readonly #client: Client
  readonly #claims: Claims

  /** @param client one that validates what the server answers */
  constructor(client: Client) {
    this.#client = client
    this.#claims = new Claims(client)
  }

  allocate(request: ClaimRequest, options: AllocateOptions & CallLimits): Promise<Claim> {
    return this.#claims.allocate(request, options)
  }

  prepare(claim: Claim, request: ClaimRequest, limits: CallLimits): Promise<Machine> {
    return this.#claims.prepare(claim, request, limits)
  }

  get(uuid: string, claimId: string, { signal }: LookLimits): Promise<ClaimState> {
    return this.#claims.get(uuid, claimId, { signal })
  }

  async wait(uuid: string, limits: WaitLimits): Promise<WaitOutcome> {
    try {
      return { outcome: 'ready', machine: await this.#claims.wait(uuid, limits) }
    } catch (error) {
      if (limits.signal.aborted) return { outcome: 'interrupted' }
      if (error instanceof ClaimFailedError) return { outcome: 'failed', reason: error.message }
      if (error instanceof ClaimTimeoutError) return { outcome: 'timeout', reason: error.message }
      throw error
    }
  }

  update(uuid: string, claimId: string, update: ClaimUpdate & CallLimits): Promise<Machine> {
    return this.#claims.update(uuid, claimId, update)
  }

  redeploy(uuid: string, claimId: string, options: RedeployOptions & CallLimits): Promise<Machine> {
    return this.#claims.redeploy(uuid, claimId, options)
  }

  release(uuid: string, claimId: string, options: ReleaseOptions & CallLimits): Promise<void> {
    return this.#claims.release(uuid, claimId, options)
  }

  settleFailure(
    uuid: string,
    claimId: string,
    onFailure: OnFailure,
    reason: string,
    options: ReleaseOptions & CallLimits,
  ): Promise<void> {
    return this.#claims.settleFailure(uuid, claimId, onFailure, reason, options)
  }

  adopt(
    uuid: string,
    claim: { readonly owner: string; readonly claimKey: string } & CallLimits,
  ): Promise<Claim> {
    return this.#claims.adopt(uuid, claim)
  }

  async parameters(
    uuid: string,
    names: readonly string[],
    { signal }: CallLimits,
  ): Promise<Readonly<Record<string, JsonValue>>> {
    const all = await this.#client.machines.params.get(uuid, { aggregate: true, params: names, signal })
    const wanted = Object.entries(all).filter(([name, value]) => names.includes(name) && !isSealed(value))
    return Object.fromEntries(wanted)
  }

  async job(uuid: string, { signal }: CallLimits): Promise<JobFacts | null> {
    const job = await orNull(() => this.#client.jobs.get(uuid, { signal }))
    return job === null ? null : { state: job.State, task: job.Task }
  }

  machine(key: string, { signal }: CallLimits): Promise<Machine | null> {
    return orNull(() => this.#client.machines.get(key, { signal }))
  }

  hardwareOf(machine: Machine): Hardware | null {
    return hardwareOf(machine) ?? null
  }

  allocated(pool: string, { signal }: CallLimits): Promise<readonly Machine[]> {
    return this.#claims.allocated(pool, { signal })
  }

  claimIdOf(machine: Machine): string | null {
    return claimIdOf(machine)
  }

  claimOwnerOf(machine: Machine): string {
    return String(machine.Params[CLAIM_OWNER] ?? '')
  }

  takeOver(takeover: Takeover, { signal }: CallLimits): Promise<Machine | null> {
    return this.#claims.takeOver(takeover, { signal })
  }
}

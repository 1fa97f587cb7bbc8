import {
  ClaimFailedError,
  ClaimTimeoutError,
  type Client,
  ConflictError,
  NotFoundError,
} from '@metalwright/sdk'
import {
  type AllocateOptions,
  CLAIM_KEY,
  CLAIM_OWNER,
  type Claim,
  type ClaimRequest,
  type ClaimState,
  Claims,
  type ClaimUpdate,
  type Hardware,
  hardwareOf,
  type OnFailure,
  type RedeployOptions,
  type ReleaseOptions,
} from '@metalwright/sdk/claims'
import type { JsonValue, Machine } from '@metalwright/sdk/models'
import { equalJson, formatPointer, type PatchOperation } from '@metalwright/sdk/patch'
import { isSealed } from '@metalwright/sdk/secure'
import type {
  CallLimits,
  JobFacts,
  LookLimits,
  MachineClaims,
  Takeover,
  WaitLimits,
  WaitOutcome,
} from '../resources/machine/machine-claims.ts'
import type { Json } from '../values/plain.ts'
import { orNull } from './or-null.ts'

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

  async allocated(pool: string, { signal }: CallLimits): Promise<readonly Machine[]> {
    const filters = { Pool: pool, PoolAllocated: true }
    return (await this.#client.machines.list({ filters, slim: ['meta'] }, { signal })).items
  }

  claimIdOf(machine: Machine): string | null {
    const id = Object.hasOwn(machine.Params, CLAIM_KEY) ? machine.Params[CLAIM_KEY] : null
    return machine.PoolAllocated && typeof id === 'string' && id !== '' ? id : null
  }

  claimOwnerOf(machine: Machine): string {
    return String(machine.Params[CLAIM_OWNER] ?? '')
  }

  async takeOver(takeover: Takeover, { signal }: CallLimits): Promise<Machine | null> {
    const { uuid, from, to, parameter } = takeover
    const key = formatPointer(['Params', CLAIM_KEY])
    const pending = formatPointer(['Params', parameter])
    const [before, after] = [copy(takeover.before), copy(takeover.after)]
    const operations: PatchOperation[] = [
      { op: 'test', path: key, value: from },
      { op: 'test', path: pending, value: before },
      { op: 'replace', path: key, value: to },
      { op: 'replace', path: pending, value: after },
    ]
    try {
      return await this.#client.machines.patch(uuid, operations, { signal })
    } catch (error) {
      if (error instanceof NotFoundError) return null
      // The write may have been done although its answer was lost.
      const now = await this.#claims.get(uuid, to, { signal })
      const found = now.state === 'held' ? (now.machine.Params[parameter] ?? null) : null
      if (now.state === 'held' && equalJson(found, after)) return now.machine
      if (error instanceof ConflictError) return null
      throw error
    }
  }
}

/** The value in the SDK's type, which lets arrays be changed. */
function copy(value: Json): JsonValue {
  return JSON.parse(JSON.stringify(value))
}

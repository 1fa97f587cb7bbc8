import {
  ClaimFailedError,
  ClaimTimeoutError,
  type Client,
  ConflictError,
  NotFoundError,
} from '@metalwright/sdk'
import { CLAIM_KEY, type ClaimState, Claims } from '@metalwright/sdk/claims'
import type { JsonValue, Machine } from '@metalwright/sdk/models'
import { equalJson, formatPointer, type PatchOperation } from '@metalwright/sdk/patch'
import type {
  CallLimits,
  Claim,
  ClaimRequest,
  MachineChange,
  MachineClaims,
  ReleaseOptions,
  Takeover,
  WaitLimits,
  WaitOutcome,
} from '../resources/machine-claims.ts'
import type { Json } from '../values/plain.ts'

const owner = 'terraform'

/** The claim protocol of the SDK. Dials at the first call. */
export class SdkClaims implements MachineClaims {
  readonly #client: Client
  readonly #claims: Claims

  /** @param client one that validates what the server answers */
  constructor(client: Client) {
    this.#client = client
    this.#claims = new Claims(client)
  }

  allocate(request: ClaimRequest, { signal }: CallLimits): Promise<Claim> {
    const { workflow, addParameters } = request
    return this.#claims.allocate(
      { ...request, owner, workflow: workflow ?? undefined, addParameters: parameters(addParameters) },
      { signal },
    )
  }

  get(uuid: string, claimId: string, { signal }: CallLimits): Promise<ClaimState> {
    return this.#claims.get(uuid, claimId, { signal })
  }

  async wait(uuid: string, { timeoutMs, setting, signal, onProgress }: WaitLimits): Promise<WaitOutcome> {
    try {
      const options = { until: 'InUse', timeoutMs, setting, signal, onProgress } as const
      return { outcome: 'ready', machine: await this.#claims.wait(uuid, options) }
    } catch (error) {
      if (signal.aborted) return { outcome: 'interrupted' }
      if (error instanceof ClaimFailedError) return { outcome: 'failed', reason: error.message }
      if (error instanceof ClaimTimeoutError) return { outcome: 'timeout', reason: error.message }
      throw error
    }
  }

  update(uuid: string, claimId: string, change: MachineChange, { signal }: CallLimits): Promise<Machine> {
    const addParameters = parameters(change.addParameters)
    return this.#claims.update(uuid, claimId, { ...change, addParameters, signal })
  }

  release(uuid: string, claimId: string, options: ReleaseOptions): Promise<void> {
    const { workflow, removeProfiles, removeParameters, timeoutMs, setting, signal, onProgress } = options
    return this.#claims.release(uuid, claimId, {
      workflow: workflow ?? undefined,
      removeProfiles,
      removeParameters,
      wait: { timeoutMs, setting, signal, onProgress },
      signal,
    })
  }

  async machine(key: string, { signal }: CallLimits): Promise<Machine | null> {
    try {
      return await this.#client.machines.get(key, { signal })
    } catch (error) {
      if (error instanceof NotFoundError) return null
      throw error
    }
  }

  async allocated(pool: string, { signal }: CallLimits): Promise<readonly Machine[]> {
    const filters = { Pool: pool, PoolAllocated: true }
    return (await this.#client.machines.list({ filters, slim: ['meta'] }, { signal })).items
  }

  claimIdOf(machine: Machine): string | null {
    const id = Object.hasOwn(machine.Params, CLAIM_KEY) ? machine.Params[CLAIM_KEY] : null
    return machine.PoolAllocated && typeof id === 'string' && id !== '' ? id : null
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

function parameters(values: Readonly<Record<string, Json>>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, copy(value)]))
}

/** The value in the SDK's type, which lets arrays be changed. */
function copy(value: Json): JsonValue {
  return JSON.parse(JSON.stringify(value))
}

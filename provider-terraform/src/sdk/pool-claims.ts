import type { Client } from '@metalwright/sdk'
import {
  type AllocateOptions,
  type Claim,
  type ClaimRequest,
  type ClaimState,
  stateOf,
} from '@metalwright/sdk/claims'
import type { CallLimits, LookLimits } from '../resources/machine/machine-claims.ts'
import { SdkClaims } from './claims.ts'
import { MachineReads } from './machine-reads.ts'

/** Claims on a server that has been seen to have pools; looks at many machines share their requests. */
export class PoolClaims extends SdkClaims {
  readonly #requirePools: (limits: CallLimits) => Promise<void>
  readonly #reads: MachineReads

  /** @param requirePools rejects when the server has no pools */
  constructor(client: Client, requirePools: (limits: CallLimits) => Promise<void>) {
    super(client)
    this.#requirePools = requirePools
    this.#reads = new MachineReads(client)
  }

  override async allocate(request: ClaimRequest, options: AllocateOptions & CallLimits): Promise<Claim> {
    await this.#requirePools(options)
    return super.allocate(request, options)
  }

  override async get(uuid: string, claimId: string, limits: LookLimits): Promise<ClaimState> {
    const { shared } = limits
    if (shared === undefined) return super.get(uuid, claimId, limits)
    const machine = await this.#reads.get(uuid, shared === 'all' ? undefined : shared, limits)
    return machine === null ? { state: 'gone' } : stateOf(machine, claimId)
  }
}

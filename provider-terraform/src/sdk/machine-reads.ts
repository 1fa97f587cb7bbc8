import type { Client } from '@metalwright/sdk'
import { decode, Machine } from '@metalwright/sdk/models'
import { sharedReads } from './object-reads.ts'
import type { SharedReads, Wanted } from './shared-reads.ts'

/** Reads of claimed machines, many with few requests; see {@link SharedReads}. */
export class MachineReads {
  readonly #reads: SharedReads

  constructor(client: Client) {
    this.#reads = sharedReads(client, 'machines', [['PoolAllocated', 'Eq(true)']])
  }

  /**
   * A machine by its UUID; null when there is none.
   * @param params that the caller looks at, so that large ones of others need not come along; undefined for all
   */
  async get(uuid: string, params: Wanted, limits: { readonly signal: AbortSignal }): Promise<Machine | null> {
    const found = await this.#reads.get(uuid, params, limits)
    return found && decode(Machine, found)
  }
}

import { randomUUID } from 'node:crypto'
import { ClaimRecovery, type Rhythm } from '@metalwright/sdk/claims'
import type { Api } from '../../sdk/api.ts'
import { PENDING_PARAM } from './pending-param.ts'

/** The recovery of claims on each server; each looks once at what earlier runs have left there. */
export class Recoveries {
  readonly #rhythm: Rhythm
  readonly #known = new WeakMap<Api, ClaimRecovery>()

  constructor(rhythm: Rhythm) {
    this.#rhythm = rhythm
  }

  of(api: Api): ClaimRecovery {
    const known = this.#known.get(api)
    if (known !== undefined) return known
    const { clock } = api.client.transport
    const recovery = new ClaimRecovery(api.claims, PENDING_PARAM, {
      ...this.#rhythm,
      sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
      newKey: randomUUID,
    })
    this.#known.set(api, recovery)
    return recovery
  }
}

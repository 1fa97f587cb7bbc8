import { z } from 'zod'
import { PoolResult } from '../models/pool.ts'
import type { PoolRequest } from '../models/pool-request.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { Collection } from './collection.ts'

/** How a pool call is made. */
export interface PoolCallOptions extends CallOptions {
  /** Also take machines whose state does not allow it. */
  readonly force?: boolean | undefined
  /** Sending the request twice does what sending it once does, because it carries a claim key. */
  readonly idempotent?: boolean | undefined
}

/** Pools and what is done to the machines in them (DRP v4). */
export class Pools extends Collection<'pools'> {
  constructor(api: Api) {
    super(api, 'pools')
  }

  /** Claims machines of a pool. The plain call; `Claims` makes it safe against lost answers. */
  allocate(pool: string, request: PoolRequest, options: PoolCallOptions = {}): Promise<PoolResult[]> {
    return this.#call(pool, 'allocateMachines', request, options)
  }

  /** Gives claimed machines back to their pool. */
  release(pool: string, request: PoolRequest, options: PoolCallOptions = {}): Promise<PoolResult[]> {
    return this.#call(pool, 'releaseMachines', request, options)
  }

  /**
   * Moves machines into a pool.
   *
   * @param sourcePool pool they must be in, `default` by default
   */
  add(
    pool: string,
    request: PoolRequest,
    options: PoolCallOptions & { readonly sourcePool?: string | undefined } = {},
  ): Promise<PoolResult[]> {
    const { sourcePool, ...rest } = options
    return this.#call(pool, 'addMachines', request, rest, sourcePool)
  }

  /** Moves machines out of a pool, back into `default`. */
  remove(pool: string, request: PoolRequest, options: PoolCallOptions = {}): Promise<PoolResult[]> {
    return this.#call(pool, 'removeMachines', request, options)
  }

  /** State of every machine of a pool, by UUID. */
  status(pool: string, options: CallOptions = {}): Promise<Record<string, string>> {
    const path = apiPath('pools', pool, 'status')
    return this.api.one(z.record(z.string(), z.string()), { method: 'GET', path, ...options })
  }

  /** Names of the pools that have machines. */
  active(options: CallOptions = {}): Promise<string[]> {
    return this.api.many(z.string(), { method: 'GET', path: apiPath('pools-active'), ...options })
  }

  #call(
    pool: string,
    verb: string,
    request: PoolRequest,
    options: PoolCallOptions,
    sourcePool?: string,
  ): Promise<PoolResult[]> {
    const { force, signal, idempotent = false } = options
    const query: [string, string][] = []
    if (force) query.push(['force', 'true'])
    if (sourcePool !== undefined) query.push(['source-pool', sourcePool])
    const path = apiPath('pools', pool, verb)
    return this.api.many(PoolResult, { method: 'POST', path, query, json: request, idempotent, signal })
  }
}

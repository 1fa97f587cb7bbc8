import { createHash } from 'node:crypto'
import {
  type JsonObject,
  type Machine,
  type PoolRequest,
  type PoolResult,
  PoolStatus,
  type PoolTransition,
} from '@metalwright/sdk/models'
import { allocate, join, type PoolEdit, release } from '../../engine/pool-life.ts'
import { POOL_STATE, poolState } from '../index-values.ts'
import { parseFilterTexts } from '../lists/filter.ts'
import type { Objects } from '../objects.ts'
import { conflict, invalid, notFound, Problem } from '../problem.ts'
import type { Edit } from '../session.ts'
import { saveMachine, workflowStages } from './machines.ts'
import { freeMachines, listedMachines } from './pool-candidates.ts'

/** Internal prefix under which claims are kept: `pool/key` → what was asked and what was given. */
const CLAIMS = 'claims'
/** Param that names the claim a machine is held by. */
export const CLAIM_KEY = 'claim/key'

/** Param of machines that are not handed out until somebody takes it off. */
const QUARANTINE = 'claim/quarantine'

/** Who makes a pool call. */
export interface PoolCaller {
  /** Stands in events. */
  readonly name: string
  /** Machines he may see; all when absent. To others no call reaches. */
  readonly visible: ReadonlySet<string> | undefined
}

/** Pool calls: hand machines out, take them back, move them between pools. */
export class Pools {
  readonly #objects: Objects

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /**
   * Hands out free machines that pass the filters. All or nothing below `pool/minimum`. The same claim key with
   * the same request answers with the machines it already holds.
   *
   * @throws Problem 404 for an unknown pool; 409 when too few machines are free, or the key was used for another
   *   request; 406 for a bad filter
   */
  async allocate(caller: PoolCaller, poolId: string, request: PoolRequest): Promise<PoolResult[]> {
    await this.#pool(poolId)
    const wanted = request['pool/machine-list']
    const query = parseFilterTexts(request['pool/filter'] ?? [], 'machines')
    const session = this.#objects.session()
    const free =
      wanted === undefined
        ? freeMachines(session, poolId, query, this.#objects.ports.uuid())
        : listedMachines(session, poolId, query, wanted)
    // Read on while they are taken, and kept for when the transaction runs again.
    const candidates: string[] = []
    const candidate = async (at: number): Promise<string | undefined> => {
      while (candidates.length <= at) {
        const next = await free.next()
        if (next.done) return undefined
        if (isVisible(caller, next.value)) candidates.push(next.value)
      }
      return candidates[at]
    }
    const all = request['pool/all-machines'] === true
    const count = all ? Number.POSITIVE_INFINITY : (request['pool/count'] ?? wanted?.length ?? 1)
    return this.#objects.edit(caller.name, async (edit) => {
      const held = await heldClaim(edit, poolId, request)
      if (held !== undefined) return held
      const pool = await edit.get('pools', poolId)
      if (pool === undefined) throw notFound('pools', poolId)
      const change = await poolEdit(edit, pool.AllocateActions, request)
      const results: PoolResult[] = []
      for (let at = 0; results.length < count; at++) {
        const uuid = await candidate(at)
        if (uuid === undefined) break
        const machine = await edit.get('machines', uuid)
        // Another call may have taken it since the candidates were read.
        if (machine === undefined || !isFree(machine, poolId)) continue
        await this.#step(edit, machine, (next) => {
          allocate(next, change)
          if (request['pool/claim-key'] !== undefined) next.Params[CLAIM_KEY] = request['pool/claim-key']
        })
        results.push(result(machine))
      }
      const minimum = request['pool/minimum'] ?? (all ? candidates.length : count)
      if (results.length < Math.max(minimum, 1) && !(all && results.length >= minimum)) {
        throw await this.#shortage(caller, poolId, minimum, results.length, request['pool/filter'] ?? [])
      }
      recordClaim(edit, poolId, request, results)
      return results
    })
  }

  /**
   * Takes machines back. A machine that is free already, or held by another claim than `pool/claim-key` names,
   * is left as it is.
   *
   * @throws Problem 404 for an unknown pool or machine; 409 for a machine of another claim
   */
  async release(caller: PoolCaller, poolId: string, request: PoolRequest): Promise<PoolResult[]> {
    await this.#pool(poolId)
    return this.#objects.edit(caller.name, async (edit) => {
      const pool = await edit.get('pools', poolId)
      if (pool === undefined) throw notFound('pools', poolId)
      const change = await poolEdit(edit, pool.ReleaseActions, request)
      const claimKey = request['pool/claim-key']
      const results: PoolResult[] = []
      for (const uuid of await this.#named(edit, poolId, request)) {
        const machine = isVisible(caller, uuid) ? await edit.get('machines', uuid) : undefined
        if (machine === undefined) throw notFound('machines', uuid)
        if (machine.Pool !== poolId) {
          throw conflict('machines', uuid, [
            `Machine ${machine.Name} is in pool ${machine.Pool}, not in ${poolId}`,
          ])
        }
        const holder = machine.Params[CLAIM_KEY]
        if (machine.PoolAllocated && claimKey !== undefined && holder !== undefined && holder !== claimKey) {
          throw conflict('machines', uuid, [
            `Machine ${machine.Name} is held by another claim; nothing was changed`,
          ])
        }
        if (machine.PoolAllocated && machine.PoolStatus !== 'Destroying') {
          await forgetClaim(edit, poolId, holder, uuid)
          await this.#step(edit, machine, (next) => {
            delete next.Params[CLAIM_KEY]
            release(next, change)
          })
        }
        results.push(result(machine))
      }
      return results
    })
  }

  /** Moves machines into the pool; those that are claimed stay where they are. */
  async add(caller: PoolCaller, poolId: string, request: PoolRequest): Promise<PoolResult[]> {
    return this.#move(caller, poolId, request)
  }

  /** Moves machines of the pool back to the pool `default`. */
  async remove(caller: PoolCaller, poolId: string, request: PoolRequest): Promise<PoolResult[]> {
    await this.#pool(poolId)
    return this.#move(caller, 'default', request, poolId)
  }

  /** Status of each machine in the pool by UUID. */
  async status(caller: PoolCaller, poolId: string): Promise<JsonObject> {
    await this.#pool(poolId)
    const session = this.#objects.session()
    const status: [string, string][] = []
    for (const one of PoolStatus.options) {
      for (const uuid of await session.find('machines', POOL_STATE, poolState(poolId, one))) {
        if (isVisible(caller, uuid)) status.push([uuid, one])
      }
    }
    return Object.fromEntries(status.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Ids of the pools that have machines. */
  async active(): Promise<string[]> {
    const session = this.#objects.session()
    const pools: string[] = []
    for (let from = ''; ; ) {
      const machine = await session.first('machines', 'Pool', from)
      if (machine === undefined) return pools
      pools.push(machine.Pool)
      // No name of a pool lies between.
      from = `${machine.Pool}\u0001`
    }
  }

  async #move(caller: PoolCaller, to: string, request: PoolRequest, from?: string): Promise<PoolResult[]> {
    await this.#pool(to)
    return this.#objects.edit(caller.name, async (edit) => {
      const pool = await edit.get('pools', to)
      if (pool === undefined) throw notFound('pools', to)
      const change = await poolEdit(edit, pool.EnterActions, request)
      const results: PoolResult[] = []
      for (const segment of request['pool/machine-list'] ?? []) {
        const uuid = await edit.resolve('machines', segment)
        const machine = isVisible(caller, uuid) ? await edit.get('machines', uuid) : undefined
        if (machine === undefined) throw notFound('machines', segment)
        if (from !== undefined && machine.Pool !== from) {
          throw conflict('machines', uuid, [
            `Machine ${machine.Name} is in pool ${machine.Pool}, not in ${from}`,
          ])
        }
        if (machine.PoolAllocated) {
          throw conflict('machines', uuid, [
            `Machine ${machine.Name} is claimed; release it before moving it`,
          ])
        }
        if (machine.Pool !== to) await this.#step(edit, machine, (next) => join(next, to, change))
        results.push(result(machine))
      }
      return results
    })
  }

  async #step(edit: Edit, machine: Machine, change: (machine: Machine) => void): Promise<void> {
    const old = structuredClone(machine)
    change(machine)
    await saveMachine(edit, this.#objects, old, machine, 'update')
  }

  async #named(edit: Edit, poolId: string, request: PoolRequest): Promise<readonly string[]> {
    const list = request['pool/machine-list']
    if (list !== undefined) return Promise.all(list.map((key) => edit.resolve('machines', key)))
    if (request['pool/all-machines']) return edit.find('machines', 'Pool', poolId)
    throw invalid('pools', poolId, ['Name the machines in pool/machine-list, or set pool/all-machines'])
  }

  async #pool(poolId: string): Promise<void> {
    const session = this.#objects.session()
    if ((await session.body('pools', poolId)) !== undefined) return
    const known = (await session.bodies('pools')).map((body) => String(body['Id']))
    throw new Problem(404, ['Not Found', `Pool ${poolId} does not exist; pools are: ${known.join(', ')}`], {
      model: 'pools',
      key: poolId,
    })
  }

  async #shortage(
    caller: PoolCaller,
    poolId: string,
    minimum: number,
    found: number,
    filters: readonly string[],
  ): Promise<Problem> {
    const status = Object.values(await this.status(caller, poolId)).map(String)
    const counts = [...new Set(status)]
      .sort()
      .map((one) => `${status.filter((s) => s === one).length} ${one}`)
    return conflict('pools', poolId, [
      `Not enough machines in pool ${poolId}: ${Math.max(minimum, 1)} wanted, ${found} free that fit`,
      `The pool has ${counts.length === 0 ? 'no machines' : counts.join(', ')}`,
      ...(filters.length === 0 ? [] : [`Filters: ${filters.join(' ')}`]),
    ])
  }
}

function isVisible({ visible }: PoolCaller, uuid: string): boolean {
  return visible?.has(uuid) ?? true
}

function isFree(machine: Machine, pool: string): boolean {
  return (
    machine.Pool === pool &&
    machine.PoolStatus === 'Free' &&
    !machine.PoolAllocated &&
    machine.Available &&
    !machine.Locked &&
    !Object.hasOwn(machine.Params, QUARANTINE)
  )
}

function result(machine: Machine): PoolResult {
  return {
    Name: machine.Name,
    Uuid: machine.Uuid,
    Allocated: machine.PoolAllocated,
    Status: machine.PoolStatus,
  }
}

/** What entering or leaving a pool changes on a machine: what the pool says, and what the call says. @throws Problem 422 */
export async function poolEdit(edit: Edit, actions: PoolTransition, request: PoolRequest): Promise<PoolEdit> {
  const name = request['pool/workflow'] ?? actions.Workflow
  const change = {
    addProfiles: [...actions.AddProfiles, ...(request['pool/add-profiles'] ?? [])],
    removeProfiles: [...actions.RemoveProfiles, ...(request['pool/remove-profiles'] ?? [])],
    addParameters: { ...actions.AddParameters, ...request['pool/add-parameters'] },
    removeParameters: [...actions.RemoveParameters, ...(request['pool/remove-parameters'] ?? [])],
  }
  return name === '' ? change : { ...change, workflow: { name, stages: await workflowStages(edit, name) } }
}

function claimPlace(pool: string, key: string): string {
  return `${pool}/${key}`
}

/** Digest of a request, the same for the same request whatever the order of its keys. */
function digest(request: PoolRequest): string {
  const ordered = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(ordered)
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return members.map(([name, member]) => [name, ordered(member)])
  }
  return createHash('sha256')
    .update(JSON.stringify(ordered(request)))
    .digest('hex')
}

/** Machines the key of a request holds already; undefined when it holds none any more. */
async function heldClaim(edit: Edit, pool: string, request: PoolRequest): Promise<PoolResult[] | undefined> {
  const key = request['pool/claim-key']
  const claim = key === undefined ? undefined : await edit.internal(CLAIMS, claimPlace(pool, key))
  if (claim === undefined) return undefined
  const results: PoolResult[] = []
  for (const uuid of Array.isArray(claim['Machines']) ? claim['Machines'] : []) {
    const machine = await edit.get('machines', String(uuid))
    // A machine may have been deleted, or taken over under another key, since.
    const holds = machine?.PoolAllocated && machine.Pool === pool && machine.Params[CLAIM_KEY] === key
    if (machine !== undefined && holds) results.push(result(machine))
  }
  if (results.length === 0) return undefined
  if (claim['Digest'] === digest(request)) return results
  throw conflict('pools', pool, [
    'The claim key was used for another request; use a new key, or release that claim',
  ])
}

function recordClaim(edit: Edit, pool: string, request: PoolRequest, results: readonly PoolResult[]): void {
  const key = request['pool/claim-key']
  if (key === undefined) return
  const machines = results.map(({ Uuid }) => Uuid)
  edit.putInternal(CLAIMS, claimPlace(pool, key), { Digest: digest(request), Machines: machines })
}

async function forgetClaim(edit: Edit, pool: string, key: unknown, uuid: string): Promise<void> {
  if (typeof key !== 'string') return
  const place = claimPlace(pool, key)
  const claim = await edit.internal(CLAIMS, place)
  if (claim === undefined) return
  const rest = (Array.isArray(claim['Machines']) ? claim['Machines'] : []).filter((one) => one !== uuid)
  edit.putInternal(CLAIMS, place, rest.length === 0 ? undefined : { ...claim, Machines: rest })
}

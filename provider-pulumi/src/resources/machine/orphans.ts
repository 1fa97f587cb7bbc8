import { CLAIM_KEY, type Claim } from '@metalwright/sdk/claims'
import type { JsonValue, Machine } from '@metalwright/sdk/models'
import { equalJson, formatPointer, type PatchOperation } from '@metalwright/sdk/patch'
import { codeOf } from '../../explain.ts'
import type { Api } from '../../sdk/api.ts'
import { URN_PARAM } from './machine-inputs.ts'
import { markOf, markToJson, PENDING_PARAM, type PendingMark } from './pending-mark.ts'

/** How the sign of life of whoever waits for a machine is given and read. */
export interface Pace {
  /** Milliseconds between two signs of life. */
  readonly beatMs: number
  /** Who gives no sign for so many milliseconds, while being watched, is dead. */
  readonly deadAfterMs: number
}

/** A claim of a run that may have been killed. */
interface Orphan {
  readonly machine: Machine
  readonly claimId: string
  readonly urn: string
  readonly mark: PendingMark
}

/** What is claimed, and by whom. */
export interface Wanted {
  readonly urn: string
  readonly pool: string
  readonly claimKey: string
  readonly mark: PendingMark
}

/**
 * Claims of earlier runs that were killed before the engine could store them: the mark is still there, and stays the
 * same while being watched. Watching needs no common clock. A claim is taken over by one guarded write that also
 * changes its key, so only one taker wins, and a holder that was only asleep finds that it holds nothing.
 */
export class Orphans {
  readonly #pace: Pace
  /** What was not in any state before this process claimed, by pool; asked for once for each server. */
  readonly #known = new WeakMap<Api, Map<string, Promise<readonly Orphan[]>>>()

  constructor(pace: Pace) {
    this.#pace = pace
  }

  /**
   * The machine that an earlier run claimed for the same resource and the same request. One that it claimed for
   * another request is given back.
   */
  async take(api: Api, wanted: Wanted, signal: AbortSignal): Promise<Claim | undefined> {
    for (const orphan of await this.#orphansIn(api, wanted.pool, signal)) {
      if (orphan.urn !== wanted.urn || !(await isDead(api, orphan, this.#pace, signal))) continue
      if (orphan.mark.fingerprint === wanted.mark.fingerprint) {
        const claim = await takeOver(api, orphan, wanted, signal)
        if (claim !== undefined) return claim
      } else {
        const removeParameters = [URN_PARAM, PENDING_PARAM]
        await api.claims.release(orphan.machine.Uuid, orphan.claimId, { removeParameters, signal })
      }
    }
    return undefined
  }

  #orphansIn(api: Api, pool: string, signal: AbortSignal): Promise<readonly Orphan[]> {
    const pools = this.#known.get(api) ?? new Map<string, Promise<readonly Orphan[]>>()
    this.#known.set(api, pools)
    const known = pools.get(pool)
    if (known !== undefined) return known
    const asked = orphansIn(api, pool, signal)
    pools.set(pool, asked)
    asked.catch(() => pools.delete(pool))
    return asked
  }
}

async function orphansIn(api: Api, pool: string, signal: AbortSignal): Promise<readonly Orphan[]> {
  const filters = { Pool: pool, PoolAllocated: true }
  const { items } = await api.client.machines.list({ filters, slim: ['meta'] }, { signal })
  return items.flatMap((machine) => {
    const mark = markOf(machine)
    const { [CLAIM_KEY]: claimId, [URN_PARAM]: urn } = machine.Params
    if (mark === undefined || typeof claimId !== 'string' || typeof urn !== 'string') return []
    return [{ machine, claimId, urn, mark }]
  })
}

async function isDead(
  api: Api,
  { machine, claimId, mark }: Orphan,
  { beatMs, deadAfterMs }: Pace,
  signal: AbortSignal,
): Promise<boolean> {
  const { clock } = api.client.transport
  for (let watched = 0; watched < deadAfterMs; watched += beatMs) {
    await clock.sleep(beatMs, signal)
    const now = await api.claims.get(machine.Uuid, claimId, { signal })
    const seen = now.state === 'held' ? markOf(now.machine) : undefined
    if (seen?.beat !== mark.beat || seen.holder !== mark.holder) return false
  }
  return true
}

async function takeOver(
  api: Api,
  { machine, claimId, mark }: Orphan,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Claim | undefined> {
  const key = formatPointer(['Params', CLAIM_KEY])
  const pending = formatPointer(['Params', PENDING_PARAM])
  const before: JsonValue = markToJson(mark)
  const after: JsonValue = markToJson(wanted.mark)
  const operations: PatchOperation[] = [
    { op: 'test', path: key, value: claimId },
    { op: 'test', path: pending, value: before },
    { op: 'replace', path: key, value: wanted.claimKey },
    { op: 'replace', path: pending, value: after },
  ]
  try {
    const taken = await api.client.machines.patch(machine.Uuid, operations, { signal })
    return { claimId: wanted.claimKey, machine: taken }
  } catch (error) {
    if (codeOf(error) === 'not_found') return undefined
    // The write may have been done although its answer was lost.
    const now = await api.claims.get(machine.Uuid, wanted.claimKey, { signal })
    if (now.state === 'held' && equalJson(now.machine.Params[PENDING_PARAM] ?? null, after)) {
      return { claimId: wanted.claimKey, machine: now.machine }
    }
    if (codeOf(error) === 'conflict') return undefined
    throw error
  }
}

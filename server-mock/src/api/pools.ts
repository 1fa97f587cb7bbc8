import { PoolRequest, PoolResult } from '@metalwright/sdk/models'
import { z } from 'zod'
import { visibleKeys } from '../auth/tenancy.ts'
import type { ObjectChanges } from '../events/changes.ts'
import { type PoolCaller, Pools } from '../objects/machines/pools.ts'
import type { Objects } from '../objects/objects.ts'
import { Problem } from '../objects/problem.ts'
import { machineNamed } from './machine-named.ts'
import { objectAccess } from './objects.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'

/** Statuses of a machine on its way from one state to the next. */
const UNDER_WAY = new Set(['Joining', 'Building', 'Destroying', 'Leaving'])
/** Longest that `pool/wait-timeout` may make a call wait, milliseconds. */
const MAX_WAIT = 24 * 3600_000
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3600_000 }

type PoolCall = (caller: PoolCaller, pool: string, request: PoolRequest) => Promise<PoolResult[]>

/** Pool calls (DRP v4). With `pool/wait-timeout` a call answers when the machines have arrived, or the time is over. */
export function poolRoutes(objects: Objects, changes: ObjectChanges): Route[] {
  const pools = new Pools(objects)
  const specific = (call: Call) => [call.path['key'] ?? '']
  const post = (verb: string, summary: string, run: PoolCall): Route => ({
    method: 'POST',
    path: `/pools/:key/${verb}`,
    access: { scope: 'pools', action: `action:${verb}`, specific },
    description: { summary, body: PoolRequest, answer: z.array(PoolResult) },
    handle: async (call) => {
      const request = read(PoolRequest, call.body ?? {}, 'pools')
      const wait = milliseconds(request['pool/wait-timeout'])
      const results = await run(callerOf(call), call.path['key'] ?? '', request)
      return { status: 200, body: await arrived(objects, changes, results, wait, call.signal) }
    },
  })
  return [
    post('allocateMachines', 'Hand out free machines', (...call) => pools.allocate(...call)),
    post('releaseMachines', 'Take machines back', (...call) => pools.release(...call)),
    post('addMachines', 'Move machines into the pool', (...call) => pools.add(...call)),
    post('removeMachines', 'Move machines to the default pool', (...call) => pools.remove(...call)),
    {
      method: 'POST',
      path: '/machines/:key/releaseToPool',
      access: objectAccess(objects, 'machines', 'action:releaseToPool'),
      description: { summary: 'Give a machine back to its pool', answer: z.array(PoolResult) },
      handle: async (call) => {
        const machine = await machineNamed(objects.session(), call)
        const request = { 'pool/machine-list': [machine.Uuid] }
        return { status: 200, body: await pools.release(callerOf(call), machine.Pool, request) }
      },
    },
    {
      method: 'GET',
      path: '/pools/:key/status',
      access: { scope: 'pools', action: 'get', specific, refusal: 'not-found' },
      description: { summary: 'Status of each machine of a pool, by UUID' },
      handle: async (call) => ({
        status: 200,
        body: await pools.status(callerOf(call), call.path['key'] ?? ''),
      }),
    },
    {
      method: 'GET',
      path: '/pools-active',
      access: { scope: 'pools', action: 'list', refusal: 'empty-list' },
      description: { summary: 'Ids of the pools that have machines' },
      handle: async () => ({ status: 200, body: await pools.active() }),
    },
  ]
}

function callerOf({ principal }: Call): PoolCaller {
  return { name: principal.name, visible: visibleKeys(principal.tenancy, 'machines') }
}

/** The results as they are when no machine is under way any more, or the time is over. */
async function arrived(
  objects: Objects,
  changes: ObjectChanges,
  results: readonly PoolResult[],
  wait: number,
  signal: AbortSignal,
): Promise<PoolResult[]> {
  const until = objects.ports.now() + wait
  const now: PoolResult[] = []
  for (const result of results) {
    let at = result
    for (;;) {
      const left = until - objects.ports.now()
      if (left <= 0 || signal.aborted || changes.closed || !UNDER_WAY.has(at.Status)) break
      const changed = changes.next('machines', result.Uuid, left, signal)
      const machine = await objects.session().get('machines', result.Uuid)
      if (machine === undefined) break
      at = { ...result, Allocated: machine.PoolAllocated, Status: machine.PoolStatus }
      if (UNDER_WAY.has(at.Status)) await changed
    }
    now.push(at)
  }
  return now
}

/** Milliseconds of a Go duration such as `1h30m`, or of a number of seconds. @throws Problem 400 */
function milliseconds(duration: string | number | undefined): number {
  if (duration === undefined) return 0
  if (typeof duration === 'number') return Math.min(MAX_WAIT, Math.max(0, duration * 1000))
  if (/^\d+$/.test(duration)) return Math.min(MAX_WAIT, Number(duration) * 1000)
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration) {
    const help = 'write it as 90s, 5m or 1h30m, or as a number of seconds'
    throw new Problem(400, [`pool/wait-timeout ${duration} is no duration; ${help}`], { model: 'pools' })
  }
  const total = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0)
  return Math.min(MAX_WAIT, total)
}

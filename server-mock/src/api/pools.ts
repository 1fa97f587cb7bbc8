import { PoolRequest, type PoolResult } from '@metalwright/sdk/models'
import type { Pools } from '../objects/pools.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'

type PoolCall = (principal: string, pool: string, request: PoolRequest) => Promise<PoolResult[]>

/** Pool calls (DRP v4). */
export function poolRoutes(pools: Pools): Route[] {
  const specific = (call: Call) => [call.path['key'] ?? '']
  const post = (verb: string, run: PoolCall): Route => ({
    method: 'POST',
    path: `/pools/:key/${verb}`,
    access: { scope: 'pools', action: `action:${verb}`, specific },
    handle: async (call) => {
      const request = read(PoolRequest, call.body ?? {}, 'pools')
      return { status: 200, body: await run(call.principal.name, call.path['key'] ?? '', request) }
    },
  })
  return [
    post('allocateMachines', (...call) => pools.allocate(...call)),
    post('releaseMachines', (...call) => pools.release(...call)),
    post('addMachines', (...call) => pools.add(...call)),
    post('removeMachines', (...call) => pools.remove(...call)),
    {
      method: 'GET',
      path: '/pools/:key/status',
      access: { scope: 'pools', action: 'get', specific, refusal: 'not-found' },
      handle: async (call) => ({ status: 200, body: await pools.status(call.path['key'] ?? '') }),
    },
    {
      method: 'GET',
      path: '/pools-active',
      access: { scope: 'pools', action: 'list', refusal: 'empty-list' },
      handle: async () => ({ status: 200, body: await pools.active() }),
    },
  ]
}

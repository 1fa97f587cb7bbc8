import type { HttpHandler } from 'msw'
import { type JsonObject, Machine, PoolRequest } from '../models/index.ts'
import { type FakeCall, handler } from './answer.ts'
import { listed } from './fake-list.ts'
import { type FakeObjects, json } from './fake-objects.ts'
import { Refused } from './refused.ts'

/**
 * Handlers for what is done to the machines of a pool. A claimed machine is `InUse` at once and a released one `Free`:
 * no workflow runs. To see a build, a hold or a failure, change the machine in the test.
 */
export function poolHandlers(base: string, objects: FakeObjects): HttpHandler[] {
  const inPool = (pool: string) => machinesOf(objects).filter(({ Pool }) => Pool === pool)
  const call = (verb: string, act: (pool: string, request: PoolRequest) => Machine[]) =>
    handler(base, 'post', `/pools/:key/${verb}`, async (asked) => {
      const pool = existing(objects, asked)
      const machines = act(pool, PoolRequest.parse(await asked.body()))
      return { json: machines.map(resultOf) }
    })
  return [
    handler(base, 'get', '/pools-active', () => ({
      json: [...new Set(machinesOf(objects).map(({ Pool }) => Pool))].sort(),
    })),
    handler(base, 'get', '/pools/:key/status', (asked) => {
      const pool = existing(objects, asked)
      return { json: Object.fromEntries(inPool(pool).map(({ Uuid, PoolStatus }) => [Uuid, PoolStatus])) }
    }),
    call('allocateMachines', (pool, request) => allocate(objects, inPool(pool), request)),
    call('releaseMachines', (pool, request) => {
      const machines = named(objects, inPool(pool), request)
      return machines.map((machine) =>
        change(objects, machine, request, { PoolStatus: 'Free', PoolAllocated: false }),
      )
    }),
    call('addMachines', (pool, request) =>
      named(objects, machinesOf(objects), request).map((machine) =>
        change(objects, machine, request, { Pool: pool }),
      ),
    ),
    call('removeMachines', (pool, request) =>
      named(objects, inPool(pool), request).map((machine) =>
        change(objects, machine, request, { Pool: 'default' }),
      ),
    ),
  ]
}

function allocate(objects: FakeObjects, inPool: readonly Machine[], request: PoolRequest): Machine[] {
  const key = request['pool/claim-key']
  const earlier = inPool.filter(({ Params }) => key !== undefined && Params['claim/key'] === key)
  if (earlier.length > 0) return earlier
  const free = inPool.filter(({ PoolStatus }) => PoolStatus === 'Free')
  const wanted = request['pool/machine-list'] === undefined ? free : named(objects, free, request)
  const query = new URLSearchParams()
  for (const text of request['pool/filter'] ?? []) {
    const at = text.indexOf('=')
    query.append(text.slice(0, at), text.slice(at + 1))
  }
  const fitting = listed('machines', wanted.map(json), query).map((body) => Machine.parse(body))
  const count = request['pool/count'] ?? 1
  if (fitting.length < (request['pool/minimum'] ?? count)) return []
  const more = { PoolStatus: 'InUse', PoolAllocated: true, WorkflowComplete: true } as const
  return fitting.slice(0, count).map((machine) => change(objects, machine, request, more))
}

/** A machine after a pool call: with the params and profiles that the call adds, without those that it removes. */
function change(
  objects: FakeObjects,
  machine: Machine,
  request: PoolRequest,
  more: Partial<Machine>,
): Machine {
  const dropped = request['pool/remove-parameters'] ?? []
  const left = request['pool/remove-profiles'] ?? []
  const params = Object.entries(machine.Params).filter(([name]) => !dropped.includes(name))
  return objects.put('machines', {
    ...machine,
    Params: { ...Object.fromEntries(params), ...request['pool/add-parameters'] },
    Profiles: [
      ...machine.Profiles.filter((name) => !left.includes(name)),
      ...(request['pool/add-profiles'] ?? []),
    ],
    ...more,
  })
}

function machinesOf(objects: FakeObjects): Machine[] {
  return objects.list('machines').map((body) => Machine.parse(body))
}

/** The machines that a call lists, by UUID or `Name:x`; all of them with `pool/all-machines`. */
function named(objects: FakeObjects, from: readonly Machine[], request: PoolRequest): Machine[] {
  const uuids = (request['pool/machine-list'] ?? []).map((name) => objects.find('machines', name)?.['Uuid'])
  return from.filter(({ Uuid }) => request['pool/all-machines'] === true || uuids.includes(Uuid))
}

function existing(objects: FakeObjects, asked: FakeCall): string {
  const pool = asked.part('key')
  if (objects.find('pools', pool) !== undefined) return pool
  throw new Refused(404, ['Not Found'], { Model: 'pools', Key: pool, Type: asked.request.method })
}

function resultOf({ Name, Uuid, PoolAllocated, PoolStatus }: Machine): JsonObject {
  return { Name, Uuid, Allocated: PoolAllocated, Status: PoolStatus }
}

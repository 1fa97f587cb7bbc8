import { type JsonObject, type JsonValue, PhaseReport, type Prefix } from '@metalwright/sdk/models'
import { applyPatch } from '@metalwright/sdk/patch'
import type { Authentication } from '../auth/authentication.ts'
import { EffectiveParams } from '../objects/effective-params.ts'
import type { Objects } from '../objects/objects.ts'
import { notFound, Problem } from '../objects/problem.ts'
import type { Runs } from '../objects/runs.ts'
import { needBody, objectAccess } from './objects.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'

/** Params sub-resource of machines and profiles, and what only machines have. */
export function machineRoutes(objects: Objects, runs: Runs, authentication: Authentication): Route[] {
  return [
    ...paramRoutes(objects, 'machines'),
    ...paramRoutes(objects, 'profiles'),
    {
      method: 'POST',
      path: '/machines/:key/phases',
      access: objectAccess(objects, 'machines', 'update'),
      handle: async (call) => {
        const report = read(PhaseReport, needBody(call), 'machines')
        const uuid = await objects.session().resolve('machines', call.path['key'] ?? '')
        const detail = Object.entries(report.Detail).map(([name, value]) => [name, String(value)])
        await runs.mark({ machine: uuid }, report.Name, Object.fromEntries(detail))
        return { status: 204 }
      },
    },
    {
      method: 'GET',
      path: '/machines/:key/token',
      access: objectAccess(objects, 'machines', 'token'),
      handle: async (call) => {
        const segment = call.path['key'] ?? ''
        const session = objects.session()
        const machine = await session.get('machines', await session.resolve('machines', segment))
        if (machine === undefined) throw notFound('machines', segment)
        return {
          status: 200,
          body: { Token: await authentication.machineToken(machine.Uuid, machine.Secret) },
        }
      },
    },
  ]
}

function paramRoutes(objects: Objects, prefix: Prefix & ('machines' | 'profiles')): Route[] {
  const base = `/${prefix}/:key/params`
  const reads = objectAccess(objects, prefix, 'get', 'not-found')
  const writes = objectAccess(objects, prefix, 'update:/Params')
  const segment = (call: Call) => call.path['key'] ?? ''
  const change = async (call: Call, edit: (params: JsonObject) => JsonValue): Promise<JsonObject> => {
    const changed = await objects.change(
      call.principal.name,
      prefix,
      segment(call),
      { force: false },
      (body) => ({
        ...body,
        Params: edit(asObject(body['Params'])),
      }),
    )
    return changed.Params
  }
  return [
    {
      method: 'GET',
      path: base,
      access: reads,
      handle: async (call) => ({ status: 200, body: await values(objects, prefix, call) }),
    },
    {
      method: 'GET',
      path: `${base}/*`,
      access: reads,
      handle: async (call) => ({ status: 200, body: await value(objects, prefix, call) }),
    },
    {
      method: 'POST',
      path: base,
      access: writes,
      handle: async (call) => ({ status: 200, body: await change(call, () => needBody(call)) }),
    },
    {
      method: 'POST',
      path: `${base}/*`,
      access: writes,
      handle: async (call) => {
        const name = call.path['*'] ?? ''
        const params = await change(call, (old) => ({ ...old, [name]: call.body }))
        return { status: 200, body: params[name] }
      },
    },
    {
      method: 'PATCH',
      path: base,
      access: writes,
      handle: async (call) => {
        const patch = Array.isArray(call.body) ? call.body : []
        const below = patch.map((operation) => moved(operation))
        const patched = await objects.patch(call.principal.name, prefix, segment(call), below, {
          force: false,
        })
        return { status: 200, body: patched.Params }
      },
    },
    {
      method: 'DELETE',
      path: `${base}/*`,
      access: writes,
      handle: async (call) => {
        const name = call.path['*'] ?? ''
        let removed: JsonValue = null
        await change(call, (old) => {
          if (!Object.hasOwn(old, name)) throw notFound('params', name)
          removed = old[name] ?? null
          return applyPatch(old, [
            { op: 'remove', path: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` },
          ])
        })
        return { status: 200, body: removed }
      },
    },
  ]
}

/** An operation on the params as one on the object. */
function moved(operation: JsonValue): JsonValue {
  if (operation === null || typeof operation !== 'object' || Array.isArray(operation)) return operation
  const next = { ...operation }
  if (typeof next['path'] === 'string') next['path'] = `/Params${next['path']}`
  if (typeof next['from'] === 'string') next['from'] = `/Params${next['from']}`
  return next
}

async function values(objects: Objects, prefix: 'machines' | 'profiles', call: Call): Promise<JsonObject> {
  const { machine, own } = await load(objects, prefix, call)
  const all = machine !== undefined && call.query.get('aggregate') === 'true' ? await machine.all() : own
  const only = call.query.get('params')?.split(',')
  return only === undefined
    ? all
    : Object.fromEntries(Object.entries(all).filter(([name]) => only.includes(name)))
}

async function value(objects: Objects, prefix: 'machines' | 'profiles', call: Call): Promise<JsonValue> {
  const { machine, own } = await load(objects, prefix, call)
  const name = call.path['*'] ?? ''
  if (machine !== undefined && call.query.get('aggregate') === 'true')
    return (await machine.get(name)) ?? null
  return Object.hasOwn(own, name) ? (own[name] ?? null) : null
}

async function load(
  objects: Objects,
  prefix: 'machines' | 'profiles',
  call: Call,
): Promise<{ machine: EffectiveParams | undefined; own: JsonObject }> {
  const segment = call.path['key'] ?? ''
  const session = objects.session()
  const key = await session.resolve(prefix, segment)
  const object = await session.get(prefix, key)
  if (object === undefined) throw notFound(prefix, segment)
  const machine = prefix === 'machines' ? await session.get('machines', key) : undefined
  return {
    machine: machine === undefined ? undefined : new EffectiveParams(session, machine),
    own: object.Params,
  }
}

function asObject(value: JsonValue | undefined): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Problem(400, ['Params is no map'])
  return value
}

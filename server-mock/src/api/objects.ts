import {
  catalogue,
  isPrefix,
  type JsonObject,
  type JsonValue,
  PREFIXES,
  type Prefix,
} from '@metalwright/sdk/models'
import type { ObjectChanges } from '../events/changes.ts'
import { parseQuery, type Query } from '../objects/filter.ts'
import type { Objects } from '../objects/objects.ts'
import { Problem } from '../objects/problem.ts'
import type { Access, Answer, Call, Route } from './route.ts'

/** Longest a caller may wait for a change, milliseconds. */
const MAX_WAIT = 10 * 60_000

/** Routes that every kind of object has, as far as the catalogue allows them. */
export function objectRoutes(objects: Objects, changes: ObjectChanges): Route[] {
  return PREFIXES.flatMap((prefix) => routesOf(prefix, objects, changes))
}

/** Names of an object in claims: its key; for a job also its machine, so that a machine reaches its own. */
export async function claimNames(objects: Objects, prefix: Prefix, segment: string): Promise<string[]> {
  const session = objects.session()
  const key = await session.resolve(prefix, segment)
  if (prefix !== 'jobs') return [key === '' ? segment : key]
  const machine = (await session.body('jobs', key))?.['Machine']
  return typeof machine === 'string' ? [key, `machine:${machine}`] : [key]
}

/** Name of the object in the path; param names go over several parts. */
export function segmentOf(prefix: Prefix, call: Call): string {
  return call.path[prefix === 'params' ? '*' : 'key'] ?? ''
}

/** Access to one object. */
export function objectAccess(
  objects: Objects,
  prefix: Prefix,
  action: Access['action'],
  refusal?: Access['refusal'],
): Access {
  const specific = (call: Call) => claimNames(objects, prefix, segmentOf(prefix, call))
  return refusal === undefined
    ? { scope: prefix, action, specific }
    : { scope: prefix, action, specific, refusal }
}

function routesOf(prefix: Prefix, objects: Objects, changes: ObjectChanges): Route[] {
  const { verbs } = catalogue[prefix]
  const one = prefix === 'params' ? `/${prefix}/*` : `/${prefix}/:key`
  const force = (call: Call) => ({ force: call.query.get('force') === 'true' })
  const routes: Route[] = [
    {
      method: 'GET',
      path: `/${prefix}`,
      access: { scope: prefix, action: 'list', refusal: 'empty-list' },
      handle: (call) => list(objects, prefix, call),
    },
    {
      method: 'GET',
      path: one,
      access: objectAccess(objects, prefix, 'get', 'not-found'),
      handle: (call) => get(objects, changes, prefix, call),
    },
  ]
  // Jobs are made by the engine, not by what a caller sends.
  if (verbs.includes('create') && prefix !== 'jobs') {
    routes.push({
      method: 'POST',
      path: `/${prefix}`,
      access: { scope: prefix, action: 'create' },
      handle: async (call) => {
        const created = await objects.create(call.principal.name, prefix, needBody(call))
        return { status: 201, body: visible(prefix, created) }
      },
    })
  }
  if (verbs.includes('update')) {
    routes.push(
      {
        method: 'PATCH',
        path: one,
        access: objectAccess(objects, prefix, patchActions),
        handle: async (call) => {
          const segment = segmentOf(prefix, call)
          const patched = await objects.patch(
            call.principal.name,
            prefix,
            segment,
            needBody(call),
            force(call),
          )
          return { status: 200, body: visible(prefix, patched) }
        },
      },
      {
        method: 'PUT',
        path: one,
        access: objectAccess(objects, prefix, 'update'),
        handle: async (call) => {
          const segment = segmentOf(prefix, call)
          const replaced = await objects.replace(
            call.principal.name,
            prefix,
            segment,
            needBody(call),
            force(call),
          )
          return { status: 200, body: visible(prefix, replaced) }
        },
      },
    )
  }
  if (verbs.includes('delete')) {
    routes.push({
      method: 'DELETE',
      path: one,
      access: objectAccess(objects, prefix, 'delete'),
      handle: async (call) => {
        const removed = await objects.remove(call.principal.name, prefix, segmentOf(prefix, call))
        return { status: 200, body: visible(prefix, removed) }
      },
    })
  }
  return routes
}

/** The body of a call that needs one. @throws Problem 400 */
export function needBody(call: Call): JsonValue {
  if (call.body === null) throw new Problem(400, ['The call needs a JSON body'])
  return call.body
}

/** Rights a patch needs: `update` of each pointer it writes to. */
export function patchActions(call: Call): string[] {
  if (!Array.isArray(call.body)) return ['update']
  const pointers = call.body.flatMap((operation) => {
    if (operation === null || typeof operation !== 'object' || Array.isArray(operation)) return []
    const { op, path, from } = operation
    if (op === 'test') return []
    return [path, op === 'move' ? from : undefined].filter((pointer) => typeof pointer === 'string')
  })
  return pointers.length === 0 ? ['update'] : [...new Set(pointers.map((pointer) => `update:${pointer}`))]
}

async function list(objects: Objects, prefix: Prefix, call: Call): Promise<Answer> {
  const query = parseQuery(call.query, prefix)
  const { total, bodies } = await objects.list(prefix, query)
  const shaped = bodies.map((body) => shape(prefix, body, query))
  return {
    status: 200,
    body: shaped,
    headers: { 'X-DRP-LIST-TOTAL-COUNT': String(total), 'X-DRP-LIST-COUNT': String(bodies.length) },
  }
}

async function get(objects: Objects, changes: ObjectChanges, prefix: Prefix, call: Call): Promise<Answer> {
  const segment = segmentOf(prefix, call)
  const seen = call.headers['if-none-match']
  const until = objects.ports.now() + waitOf(call.headers['prefer'])
  for (;;) {
    const { key, text, revision } = await objects.text(prefix, segment)
    const tag = `"${revision}"`
    if (seen !== tag) {
      const query = parseQuery(
        [...call.query].filter(([name]) => name === 'slim' || name === 'params'),
        prefix,
      )
      const whole = query.slim.size === 0 && query.params === undefined
      const headers = { ETag: tag }
      if (whole) return { status: 200, text, headers }
      return { status: 200, body: shape(prefix, JSON.parse(text), query), headers }
    }
    const left = until - objects.ports.now()
    if (left <= 0 || call.signal.aborted || changes.closed) return { status: 304, headers: { ETag: tag } }
    // The object may have changed between the read and here: read once more after the wait is set up.
    const waited = changes.next(prefix, key, left, call.signal)
    if ((await objects.text(prefix, segment)).revision === revision) await waited
    // The caller has gone, perhaps because the server stops: nothing may be read any more.
    if (call.signal.aborted) return { status: 304, headers: { ETag: tag } }
  }
}

/** Milliseconds of `Prefer: wait=…`: a Go duration such as `10m`, or seconds. */
function waitOf(prefer: string | undefined): number {
  const match = /(?:^|[,;\s])wait=(\d+)(ms|s|m|h)?/.exec(prefer ?? '')
  if (match === null) return 0
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's'] ?? 1000
  return Math.min(MAX_WAIT, Number(match[1]) * unit)
}

function shape(prefix: Prefix, body: JsonObject, query: Query): JsonObject {
  if (query.slim.size === 0 && query.params === undefined) return body
  const shaped = { ...body }
  if (query.slim.has('Meta')) shaped['Meta'] = {}
  if (query.slim.has('Params') && catalogue[prefix].params) shaped['Params'] = {}
  const { params } = query
  const values = shaped['Params']
  if (params !== undefined && values !== null && typeof values === 'object' && !Array.isArray(values)) {
    shaped['Params'] = Object.fromEntries(Object.entries(values).filter(([name]) => params.includes(name)))
    shaped['Partial'] = true
  }
  return shaped
}

/** An object as callers see it: without the fields that are never returned. */
function visible(prefix: Prefix, object: object): object {
  const secret: readonly string[] = isPrefix(prefix) ? catalogue[prefix].secret : []
  return Object.fromEntries(Object.entries(object).filter(([field]) => !secret.includes(field)))
}

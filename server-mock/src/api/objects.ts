import {
  catalogue,
  isPrefix,
  type JsonObject,
  type JsonValue,
  PREFIXES,
  type Prefix,
} from '@metalwright/sdk/models'
import { z } from 'zod'
import type { ObjectChanges } from '../events/changes.ts'
import type { ListVersions } from '../events/list-versions.ts'
import { keyOf } from '../objects/codec.ts'
import { parseQuery } from '../objects/lists/filter.ts'
import type { Objects } from '../objects/objects.ts'
import { Problem } from '../objects/problem.ts'
import { authoriseChange } from './authorise.ts'
import { listAccess, listed, shape } from './object-list.ts'
import { LIST_QUERY } from './openapi.ts'
import { ParamView } from './param-view.ts'
import { queryFlag } from './query-flag.ts'
import type { Access, Answer, Call, Route } from './route.ts'
import { secretWriting } from './secret-access.ts'

/** A patch as RFC 6902 has it, as the API's description shows it. */
export const JsonPatch = z.array(
  z.object({ op: z.string(), path: z.string(), from: z.string().optional(), value: z.unknown().optional() }),
)

/** Longest a caller may wait for a change, milliseconds. */
const MAX_WAIT = 10 * 60_000

/** Routes that every kind of object has, as far as the catalogue allows them. */
export function objectRoutes(objects: Objects, changes: ObjectChanges, versions: ListVersions): Route[] {
  return PREFIXES.flatMap((prefix) => routesOf(prefix, objects, changes, versions))
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

function routesOf(prefix: Prefix, objects: Objects, changes: ObjectChanges, versions: ListVersions): Route[] {
  const { verbs, schema } = catalogue[prefix]
  const one = prefix === 'params' ? `/${prefix}/*` : `/${prefix}/:key`
  const options = (call: Call) => ({
    force: queryFlag(call.query, 'force'),
    ...secretWriting(call, prefix),
  })
  const routes: Route[] = [
    {
      method: 'GET',
      path: `/${prefix}`,
      access: listAccess(prefix),
      description: { summary: `List ${prefix}`, answer: z.array(schema), query: LIST_QUERY },
      handle: (call) => listed(objects, versions, prefix, call),
    },
    {
      method: 'GET',
      path: one,
      access: objectAccess(objects, prefix, 'get', 'not-found'),
      description: { summary: `Get one of the ${prefix}`, answer: schema },
      handle: (call) => get(objects, changes, prefix, call),
    },
  ]
  // Jobs are made by the engine, not by what a caller sends.
  if (verbs.includes('create') && prefix !== 'jobs') {
    routes.push({
      method: 'POST',
      path: `/${prefix}`,
      access: { scope: prefix, action: 'create' },
      description: { summary: `Create one of the ${prefix}`, body: schema, answer: schema, status: 201 },
      handle: async (call) => {
        const { name, tenancy } = call.principal
        const created = await objects.create(name, prefix, needBody(call), tenancy?.tenant)
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
        description: { summary: `Change one of the ${prefix}`, body: JsonPatch, answer: schema },
        handle: async (call) => {
          const segment = segmentOf(prefix, call)
          const patched = await objects.patch(
            call.principal.name,
            prefix,
            segment,
            needBody(call),
            options(call),
          )
          return { status: 200, body: visible(prefix, patched) }
        },
      },
      {
        method: 'PUT',
        path: one,
        description: { summary: `Replace one of the ${prefix}`, body: schema, answer: schema },
        // What it changes, and so the rights it needs, only the stored object tells.
        access: objectAccess(objects, prefix, { partOf: 'update' }),
        handle: async (call) => {
          const segment = segmentOf(prefix, call)
          const replaced = await objects.replace(call.principal.name, prefix, segment, needBody(call), {
            ...options(call),
            approve: (before, after) => authoriseChange(call, prefix, keyOf(prefix, before), before, after),
          })
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
      description: { summary: `Delete one of the ${prefix}`, answer: schema },
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
      const view = ParamView.wanted(objects, prefix, call)
      if (whole && view === undefined) return { status: 200, text, headers }
      const stored: JsonObject = JSON.parse(text)
      const body = view === undefined ? stored : await view.object(stored)
      return { status: 200, body: shape(prefix, body, query), headers }
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

/** An object as callers see it: without the fields that are never returned. */
function visible(prefix: Prefix, object: object): object {
  const secret: readonly string[] = isPrefix(prefix) ? catalogue[prefix].secret : []
  return Object.fromEntries(Object.entries(object).filter(([field]) => !secret.includes(field)))
}

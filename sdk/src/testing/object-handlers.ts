import type { HttpHandler } from 'msw'
import {
  type CatalogueEntry,
  catalogue,
  type JsonObject,
  type JsonValue,
  PREFIXES,
  type Prefix,
} from '../models/index.ts'
import { applyPatch, PatchError, parsePatch } from '../patch/index.ts'
import { type FakeAnswer, type FakeCall, handler } from './answer.ts'
import { listed } from './fake-list.ts'
import { type FakeObjects, json, keyIn, members } from './fake-objects.ts'
import { Refused } from './refused.ts'

/** Handlers for every kind of the catalogue: list, get, and what its `verbs` allow; `params` where it has them. */
export function objectHandlers(base: string, objects: FakeObjects): HttpHandler[] {
  return PREFIXES.flatMap((prefix) => [
    ...kindHandlers(base, objects, prefix),
    ...paramHandlers(base, objects, prefix),
  ])
}

function kindHandlers(base: string, objects: FakeObjects, prefix: Prefix): HttpHandler[] {
  const entry: CatalogueEntry = catalogue[prefix]
  const all = `/${prefix}`
  const one = prefix === 'params' ? `/${prefix}/:key+` : `/${prefix}/:key`
  const list = ({ query }: FakeCall): FakeAnswer => {
    const found = listed(prefix, objects.list(prefix), query)
    const counts = {
      'X-DRP-LIST-COUNT': String(found.length),
      'X-DRP-LIST-TOTAL-COUNT': String(objects.list(prefix).length),
    }
    return { json: found.map((object) => shown(entry, object)), headers: counts }
  }
  const get = async (call: FakeCall): Promise<FakeAnswer> => {
    const key = call.part('key')
    objects.get(prefix, key)
    const [, seconds] = /wait=(\d+)s?/.exec(call.request.headers.get('prefer') ?? '') ?? []
    const known = call.request.headers.get('if-none-match')
    if (known === objects.etag(prefix, key) && seconds !== undefined) {
      await objects.changed(prefix, key, Number(seconds) * 1000)
    }
    const object = objects.get(prefix, key)
    const headers = { etag: objects.etag(prefix, key) }
    return known === headers.etag ? { status: 304, headers } : { json: shown(entry, object), headers }
  }
  const handlers = [handler(base, 'get', all, list), handler(base, 'head', all, (call) => bare(list(call)))]
  handlers.push(
    handler(base, 'get', one, get),
    handler(base, 'head', one, async (call) => bare(await get(call))),
  )
  const written = async (call: FakeCall, before: JsonObject | undefined, value: JsonValue) => {
    const body = { ...members(value), ...kept(entry, before) }
    if (before !== undefined && keyIn(entry, body) !== keyIn(entry, before)) {
      throw new Refused(422, [`The key \`${entry.key}\` cannot be changed`], about(call, prefix))
    }
    objects.put(prefix, body)
    return { json: shown(entry, objects.get(prefix, keyIn(entry, body) || call.part('key'))) }
  }
  if (entry.verbs.includes('create') && prefix !== 'jobs') {
    const create = async (call: FakeCall): Promise<FakeAnswer> => {
      const body = members(await call.body())
      if (objects.find(prefix, keyIn(entry, body)) !== undefined) {
        const key = keyIn(entry, body)
        throw new Refused(409, ['already exists'], { Model: prefix, Key: key, Type: 'CREATE' })
      }
      const put = objects.put(prefix, { ...body, ...without(kept(entry, {}), 'Uuid') })
      return { status: 201, json: shown(entry, objects.get(prefix, keyIn(entry, json(put)))) }
    }
    handlers.push(handler(base, 'post', all, create))
  }
  if (entry.verbs.includes('update')) {
    handlers.push(
      handler(base, 'put', one, async (call) =>
        written(call, objects.get(prefix, call.part('key'), 'PUT'), await call.body()),
      ),
      handler(base, 'patch', one, async (call) => {
        const before = objects.get(prefix, call.part('key'), 'PATCH')
        return written(call, before, patched(before, await call.body(), about(call, prefix)))
      }),
    )
  }
  if (entry.verbs.includes('delete')) {
    const remove = (call: FakeCall): FakeAnswer => {
      const gone = objects.get(prefix, call.part('key'), 'DELETE')
      objects.delete(prefix, call.part('key'))
      return { json: shown(entry, gone) }
    }
    handlers.push(handler(base, 'delete', one, remove))
  }
  return handlers
}

function paramHandlers(base: string, objects: FakeObjects, prefix: Prefix): HttpHandler[] {
  if (!catalogue[prefix].params) return []
  const all = `/${prefix}/:key/params`
  const one = `${all}/:param+`
  const read = (call: FakeCall) => members(objects.get(prefix, call.part('key'))['Params'])
  const write = (call: FakeCall, params: JsonObject) => {
    objects.put(prefix, { ...objects.get(prefix, call.part('key')), Params: params })
    return params
  }
  return [
    handler(base, 'get', all, (call) => ({ json: read(call) })),
    handler(base, 'post', all, async (call) => ({ json: write(call, members(await call.body())) })),
    handler(base, 'patch', all, async (call) => ({
      json: write(call, members(patched(read(call), await call.body(), about(call, prefix)))),
    })),
    handler(base, 'get', one, (call) => ({ json: read(call)[call.part('param')] ?? null })),
    handler(base, 'post', one, async (call) => {
      const value = await call.body()
      write(call, { ...read(call), [call.part('param')]: value })
      return { json: value }
    }),
    handler(base, 'delete', one, (call) => {
      const { [call.part('param')]: value, ...others } = read(call)
      if (value === undefined) {
        throw new Refused(404, ['Not Found'], { Model: 'params', Key: call.part('param'), Type: 'DELETE' })
      }
      write(call, others)
      return { json: value }
    }),
  ]
}

/** What the server alone writes: what it was, or nothing. */
function kept({ computed }: CatalogueEntry, before: JsonObject | undefined): JsonObject {
  const fields = computed.filter((field) => before !== undefined && field in before)
  return Object.fromEntries(fields.map((field) => [field, before?.[field] ?? null]))
}

function patched(before: JsonObject, operations: JsonValue, more: ReturnType<typeof about>): JsonValue {
  try {
    return applyPatch(before, parsePatch(operations))
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    throw new Refused(409, [error.message], more)
  }
}

function about(call: FakeCall, prefix: Prefix) {
  return { Model: prefix, Key: call.part('key'), Type: call.request.method }
}

/** Without what is never returned. */
function shown({ secret }: CatalogueEntry, object: JsonObject): JsonObject {
  return without(object, ...secret)
}

function without(object: JsonObject, ...fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)))
}

/** An answer without its body. */
function bare({ status = 200, headers = {} }: FakeAnswer): FakeAnswer {
  return { status, headers }
}

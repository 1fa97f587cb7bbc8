import {
  catalogue,
  type JsonObject,
  type JsonValue,
  type ObjectOf,
  PREFIXES,
  type Prefix,
} from '@metalwright/sdk/models'
import { escapeToken } from '@metalwright/sdk/patch'
import { z } from 'zod'
import type { Objects } from '../objects/objects.ts'
import { paramsOf } from '../objects/params/effective-params.ts'
import { ensurePublicKey, publicKey } from '../objects/params/secure-params.ts'
import { patched } from '../objects/patched.ts'
import { invalid, notFound, Problem } from '../objects/problem.ts'
import { JsonPatch, needBody, objectAccess, patchActions } from './objects.ts'
import { operationsBelow } from './operations-below.ts'
import { ParamView } from './param-view.ts'
import type { Call, Route } from './route.ts'
import { secretWriting } from './secret-access.ts'

const Value = z.unknown()
const Values = z.record(z.string(), Value)

/** Query of the calls that read params. */
const READ_QUERY = {
  aggregate: '`true` for inherited values too',
  compose: '`true` to put inherited maps and lists together',
  decode: '`true` for secure values in plain; needs `getSecure`',
}

/** Params apart from their objects, for every kind of object that has some: values, and the key to seal them. */
export function paramRoutes(objects: Objects): Route[] {
  return PREFIXES.filter((prefix) => catalogue[prefix].params).flatMap((prefix) => [
    ...readRoutes(objects, prefix),
    ...writeRoutes(objects, prefix),
    pubkeyRoute(objects, prefix),
  ])
}

function readRoutes(objects: Objects, prefix: Prefix): Route[] {
  const access = objectAccess(objects, prefix, 'get', 'not-found')
  const stored = async (call: Call) => {
    const session = objects.session()
    const key = await session.resolve(prefix, segment(call))
    const body = await session.body(prefix, key)
    if (body === undefined) throw notFound(prefix, segment(call))
    return body
  }
  return [
    {
      method: 'GET',
      path: `/${prefix}/:key/params`,
      access,
      description: {
        summary: `Params of one of the ${prefix}`,
        answer: Values,
        query: { ...READ_QUERY, params: 'names of the params wanted, with commas' },
      },
      handle: async (call) => ({
        status: 200,
        body: await new ParamView(objects, prefix, call).all(await stored(call)),
      }),
    },
    {
      method: 'GET',
      path: `/${prefix}/:key/params/*`,
      access,
      description: {
        summary: `One param of one of the ${prefix}; null when it is not set`,
        answer: Value,
        query: READ_QUERY,
      },
      handle: async (call) => ({
        status: 200,
        body: await new ParamView(objects, prefix, call).one(await stored(call), nameOf(call)),
      }),
    },
  ]
}

function writeRoutes(objects: Objects, prefix: Prefix): Route[] {
  const all = `/${prefix}/:key/params`
  const one = `${all}/*`
  const writesOne = objectAccess(objects, prefix, (call) => [`update:/Params/${escapeToken(nameOf(call))}`])
  const change = async (call: Call, edit: (params: JsonObject) => JsonValue): Promise<JsonObject> => {
    const options = { force: false, ...secretWriting(call, prefix) }
    const changed: ObjectOf<Prefix> = await objects.change(
      call.principal.name,
      prefix,
      segment(call),
      options,
      (body) => ({ ...body, Params: edit(paramsOf(body)) }),
    )
    return paramsOf('Params' in changed ? { Params: changed.Params } : undefined)
  }
  return [
    {
      method: 'POST',
      path: all,
      access: objectAccess(objects, prefix, 'update:/Params'),
      description: { summary: `Replace the params of one of the ${prefix}`, body: Values, answer: Values },
      handle: async (call) => ({
        status: 200,
        body: await change(call, () => mapOf(needBody(call), prefix)),
      }),
    },
    {
      method: 'POST',
      path: one,
      access: writesOne,
      description: { summary: `Set a param of one of the ${prefix}`, body: Value, answer: Value },
      handle: async (call) => {
        const name = settable(nameOf(call))
        const params = await change(call, (old) => ({ ...old, [name]: call.body }))
        return { status: 200, body: params[name] }
      },
    },
    {
      method: 'PATCH',
      path: all,
      access: objectAccess(objects, prefix, (call) =>
        Array.isArray(call.body)
          ? patchActions({ ...call, body: operationsBelow('/Params', call, prefix) })
          : ['update:/Params'],
      ),
      description: { summary: `Patch the params of one of the ${prefix}`, body: JsonPatch, answer: Values },
      handle: async (call) => {
        const patch = operationsBelow('', call, prefix)
        const result = (old: JsonObject) => mapOf(patched(prefix, segment(call), old, patch), prefix)
        return { status: 200, body: await change(call, result) }
      },
    },
    {
      method: 'DELETE',
      path: one,
      access: writesOne,
      description: { summary: `Take a param away from one of the ${prefix}`, answer: Value },
      handle: async (call) => {
        const name = nameOf(call)
        let removed: JsonValue = null
        await change(call, (old) => {
          if (!Object.hasOwn(old, name)) throw notFound('params', name)
          removed = old[name] ?? null
          return Object.fromEntries(Object.entries(old).filter(([other]) => other !== name))
        })
        return { status: 200, body: removed }
      },
    },
  ]
}

function pubkeyRoute(objects: Objects, prefix: Prefix): Route {
  return {
    method: 'GET',
    path: `/${prefix}/:key/pubkey`,
    access: objectAccess(objects, prefix, 'updateSecure'),
    description: { summary: `Public key to seal params of one of the ${prefix} with`, answer: z.string() },
    handle: async (call) => {
      const session = objects.session()
      const key = await session.resolve(prefix, segment(call))
      const known = await publicKey(session, { prefix, key })
      if (known !== undefined) return { status: 200, body: known }
      const made = await objects.edit(call.principal.name, async (edit) => {
        if ((await edit.body(prefix, key)) === undefined) throw notFound(prefix, segment(call))
        // What comes from a content pack cannot be changed, so nothing can be sealed to it.
        if (!(await edit.isWritable(prefix, key))) throw invalid(prefix, key, [`readonly: ${key}`])
        return ensurePublicKey(edit, { prefix, key })
      })
      return { status: 200, body: made }
    },
  }
}

function segment(call: Call): string {
  return call.path['key'] ?? ''
}

/** Name of a param in the path; it may hold `/`. */
function nameOf(call: Call): string {
  return call.path['*'] ?? ''
}

function settable(name: string): string {
  if (name !== '' && name !== '__proto__') return name
  throw new Problem(400, [`A param cannot have the name \`${name}\``], { model: 'params', key: name })
}

function mapOf(value: JsonValue, prefix: Prefix): JsonObject {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value
  throw new Problem(400, ['Params are no map; send {"name": value}'], { model: prefix })
}

import { type JsonObject, PREFIXES, type Prefix } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import { JsonPatch, objectAccess, segmentOf } from './objects.ts'
import { operationsBelow } from './operations-below.ts'
import type { Route } from './route.ts'

/** The annotations of an object apart from it: `/meta/<prefix>/<key>` reads and patches its `Meta`. */
export function metaRoutes(objects: Objects): Route[] {
  return PREFIXES.flatMap((prefix) => routesOf(objects, prefix))
}

function routesOf(objects: Objects, prefix: Prefix): Route[] {
  const path = prefix === 'params' ? `/meta/${prefix}/*` : `/meta/${prefix}/:key`
  return [
    {
      method: 'GET',
      path,
      access: objectAccess(objects, prefix, 'get', 'not-found'),
      description: { summary: `Annotations of one of the ${prefix}` },
      handle: async (call) => {
        const { text } = await objects.text(prefix, segmentOf(prefix, call))
        const object: JsonObject = JSON.parse(text)
        return { status: 200, body: object['Meta'] ?? {} }
      },
    },
    {
      method: 'PATCH',
      path,
      access: objectAccess(objects, prefix, 'update:/Meta'),
      description: { summary: `Change annotations of one of the ${prefix}`, body: JsonPatch },
      handle: async (call) => {
        const patch = operationsBelow('/Meta', call, prefix)
        const patched = await objects.patch(call.principal.name, prefix, segmentOf(prefix, call), patch, {
          force: false,
        })
        return { status: 200, body: patched.Meta }
      },
    },
  ]
}

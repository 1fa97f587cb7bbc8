import { fromApi } from '../resources/objects/field-values.ts'
import type { ResourceContext } from '../resources/resource.ts'
import { machineLookups, type ObjectFunction } from '../schema/functions.ts'
import type { Properties } from '../schema/schema.ts'
import type { Json } from '../values/json.ts'
import type { PropertyMap, Value } from '../values/value.ts'
import { View } from '../values/view.ts'
import type { DrpFunction } from './function.ts'

/** A function that reads one object of a kind, or lists those that match. */
export function objectFunction({ schema, kind, many }: ObjectFunction): DrpFunction {
  const { prefix, key, singular } = kind.model
  return {
    schema,
    run: async (inputs, { connection, signal }) => {
      const view = new View(inputs)
      const { isSealed } = await import('@metalwright/sdk/secure')
      const { objects } = await connection.api()
      if (!many) {
        const object = await (prefix === 'machines' ? oneMachine(view, objects, signal) : byKey(view))
        if (object === null) {
          throw new Error(
            `There is no such ${singular} at ${connection.endpoint}. Check the key and the rights of the user.`,
          )
        }
        return shown(schema.outputs, object, isSealed)
      }
      const pool = view.text('pool')
      const filters = [...(view.texts('filters') ?? []), ...(pool === undefined ? [] : [`Pool=Eq(${pool})`])]
      const selection = { filters, sort: view.text('sort'), limit: view.number('limit') }
      const found = await objects.list(prefix, selection, { signal })
      const entry = schema.outputs[prefix]?.type
      const shape = entry?.kind === 'list' && entry.items.kind === 'object' ? entry.items.properties : {}
      return new Map<string, Value>([
        ['keys', found.map((object) => String(object[key] ?? ''))],
        [prefix, found.map((object) => shown(shape, object, isSealed))],
      ])

      function byKey(lookup: View): Promise<ApiObject | null> {
        const [name = ''] = Object.keys(schema.inputs)
        return objects.get(prefix, lookup.text(name) ?? '', { signal })
      }
    },
  }
}

type ApiObject = { [name: string]: Json }
type Objects = Awaited<ReturnType<ResourceContext['connection']['api']>>['objects']

/** The machine that the arguments name in one way. @throws Error when they name none, or several */
async function oneMachine(view: View, objects: Objects, signal: AbortSignal): Promise<ApiObject | null> {
  const ways = ['uuid', ...Object.keys(machineLookups)]
  const given = ways.filter((way) => view.text(way) !== undefined)
  const filters = view.texts('filters')
  if (given.length + (filters === undefined ? 0 : 1) !== 1) {
    throw new Error(`Give exactly one of ${ways.join(', ')}, filters.`)
  }
  const [way] = given
  if (way === 'uuid') return objects.get('machines', view.text('uuid')?.toLowerCase() ?? '', { signal })
  const text = way === undefined ? '' : (view.text(way) ?? '')
  const conditions = filters ?? [
    `${machineLookups[way ?? ''] ?? 'Name'}=Eq(${way === 'mac' ? text.toLowerCase() : text})`,
  ]
  const found = await objects.list('machines', { filters: conditions, limit: 2 }, { signal })
  if (found.length > 1) throw new Error(`More than one machine matches ${conditions.join(', ')}.`)
  return found[0] ?? null
}

/** The properties of an object that it has a field for; of its params those that are no sealed secrets. */
function shown(properties: Properties, object: ApiObject, isSealed: (value: Json) => boolean): PropertyMap {
  const found = new Map<string, Value>()
  for (const [name, property] of Object.entries(properties)) {
    const json = property.field === undefined ? undefined : object[property.field]
    if (json === undefined || json === null) continue
    found.set(name, fromApi(property.type, undefined, property.field === 'Params' ? open(json) : json))
  }
  return found

  function open(params: Json): Json {
    return Object.fromEntries(Object.entries(params ?? {}).filter(([, value]) => !isSealed(value)))
  }
}

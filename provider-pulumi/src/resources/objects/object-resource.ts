import { filled, type Member, membersOf } from '@metalwright/sdk/kinds'
import type { CheckRequest, Difference, DiffRequest, Failure, PropertyChange } from '../../plugin/provider.ts'
import type { ObjectResource } from '../../schema/objects.ts'
import type { Property } from '../../schema/schema.ts'
import { isWithin } from '../../values/path.ts'
import type { PropertyMap, Value } from '../../values/value.ts'
import { equalValues, hasSecret, hasUnknown, unwrap } from '../../values/walk.ts'
import { autoname } from '../autoname.ts'
import type { Resource, ResourceContext } from '../resource.ts'
import { sameJson, toApi } from './field-values.ts'
import { keyInput } from './key-input.ts'
import { readOnlyReason } from './read-only.ts'

/** The resource of a kind of object of the API. What talks to the server is loaded when it is needed. */
export function objectResource(resource: ObjectResource): Resource {
  const calls = () => import('./object-calls.ts')
  return {
    schema: resource.schema,
    check: (request, inputs, context) => check(resource, request, inputs, context),
    diff: (request, changes) => diff(resource, request, changes),
    create: async (request, context) => (await calls()).createObject(resource, request, context),
    read: async (request, context) => (await calls()).readObject(resource, request, context),
    update: async (request, context) => (await calls()).updateObject(resource, request, context),
    delete: async (request, context) => (await calls()).deleteObject(resource, request, context),
  }
}

/** Makes up a key where none is given, and refuses objects of content packs before anything is tried. */
async function check(
  resource: ObjectResource,
  request: CheckRequest,
  inputs: Map<string, Value>,
  context: ResourceContext,
): Promise<readonly Failure[]> {
  const { olds, news } = request
  const key = keyInput(resource)
  if (key === undefined) return []
  if (!inputs.has(key) && resource.schema.inputs[key]?.autonamed) {
    const name = unwrap(olds?.get(key)) ?? autoname(request)
    if (name === undefined) {
      return [{ property: key, reason: 'It must be given: names are not made up in this stack.' }]
    }
    inputs.set(key, name)
  }
  const given = unwrap(news.get(key))
  if (olds !== undefined || typeof given !== 'string') return []
  const { refuseReadOnly } = await import('./object-calls.ts')
  const reason = await refuseReadOnly(resource, given, context)
  return reason === undefined ? [] : [{ property: key, reason }]
}

/** Whether a change of an input is none to the server: it fills in what is not given. */
function meansTheSame(
  name: string,
  property: Property,
  { field, mode }: Member,
  olds: PropertyMap,
  news: PropertyMap,
): boolean {
  const [before, after] = [olds.get(name), news.get(name)]
  // What the server has filled in stays when it is not given any more.
  if (mode === 'filled' && after === undefined) return true
  if (hasUnknown(before) || hasUnknown(after) || hasSecret(after) !== hasSecret(before)) return false
  const whole = (value: Value | undefined) =>
    filled(field, value === undefined ? undefined : toApi(property.type, value, name))
  return sameJson(whole(before), whole(after), property)
}

function diff(
  resource: ObjectResource,
  { olds, oldInputs, news, id }: DiffRequest,
  found: ReadonlyMap<string, PropertyChange>,
): Difference {
  const { kind, schema } = resource
  const members = new Map(membersOf(kind).map((member) => [member.fieldName, member]))
  const changes = new Map(found)
  for (const [name, property] of Object.entries(schema.inputs)) {
    const member = members.get(property.field ?? '')
    if (member === undefined || !meansTheSame(name, property, member, oldInputs, news)) continue
    for (const path of changes.keys()) if (isWithin(path, name)) changes.delete(path)
  }
  if (changes.size > 0 && unwrap(olds.get('readOnly')) === true) {
    throw new Error(readOnlyReason(kind, id, String(unwrap(olds.get('bundle')) ?? '')))
  }
  const key = keyInput(resource)
  const stays = key === undefined || equalValues(oldInputs.get(key), news.get(key))
  return { changes, stables: key === undefined ? ['uuid'] : [key], deleteBeforeReplace: stays }
}

import type {
  Created,
  CreateRequest,
  DeleteRequest,
  Found,
  ReadRequest,
  UpdateRequest,
} from '../../plugin/provider.ts'
import { fromJson, type Json } from '../../values/json.ts'
import type { PropertyMap, Value } from '../../values/value.ts'
import { View } from '../../values/view.ts'
import { withSecretsOf } from '../../values/walk.ts'
import type { ResourceContext } from '../resource.ts'
import { sameJson } from './field-values.ts'
import { KEY_FIELDS } from './key-fields.ts'

type ApiObject = { [name: string]: Json }

/** Makes an object of any kind. */
export async function createAny({ inputs }: CreateRequest, context: ResourceContext): Promise<Created> {
  const { signal, connection } = context
  const { objects } = await connection.api()
  const { prefix, object } = given(inputs)
  const made = await objects.any.create(prefix, object, { signal })
  const key = keyOf(made.object, object)
  if (!made.created) {
    throw new Error(
      `${prefix}/${key} is at ${connection.endpoint} already. Import it under the id ${prefix}/${key}, or choose another key.`,
    )
  }
  return { id: `${prefix}/${key}`, outputs: new Map([...inputs, ['key', key]]) }
}

/** An object as it is now; of its fields those that are looked after. */
export async function readAny(
  { id, inputs }: ReadRequest,
  context: ResourceContext,
): Promise<Found | undefined> {
  const [prefix, key] = parted(id)
  const { objects } = await context.connection.api()
  const object = await objects.any.get(prefix, key, context)
  if (object === null) {
    if (inputs !== undefined) return undefined
    throw new Error(
      `There is no ${id} at ${context.connection.endpoint}. An import id is PREFIX/KEY, such as blueprints/nightly.`,
    )
  }
  const before = inputs?.get('object')
  const found = inputs === undefined ? object : looked(object, given(inputs))
  const value = withSecretsOf(fromJson(found), before)
  const whole = new Map<string, Value>([...(inputs ?? []), ['prefix', prefix], ['object', value]])
  return { id, inputs: whole, outputs: new Map([...whole, ['key', key]]) }
}

/** Changes the fields that are given, and takes off those that are not given any more. */
export async function updateAny(
  { id, oldInputs, news }: UpdateRequest,
  context: ResourceContext,
): Promise<PropertyMap> {
  const [prefix, key] = parted(id)
  const { objects } = await context.connection.api()
  const [before, after] = [given(oldInputs).object, given(news).object]
  const change = (draft: ApiObject) => {
    for (const [name, value] of Object.entries(after)) {
      if (!Object.hasOwn(draft, name) || !sameJson(draft[name] ?? null, value)) draft[name] = value
    }
    for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) delete draft[name]
  }
  await objects.any.edit(prefix, key, change, context)
  return new Map([...news, ['key', key]])
}

/** Deletes an object; one that is gone is a success. */
export async function deleteAny(
  { id }: DeleteRequest,
  { connection, signal }: ResourceContext,
): Promise<void> {
  const [prefix, key] = parted(id)
  const { objects } = await connection.api()
  await objects.any.remove(prefix, key, { signal })
}

function given(inputs: PropertyMap): { prefix: string; object: ApiObject; ignored: readonly string[] } {
  const view = new View(inputs)
  return {
    prefix: view.text('prefix') ?? '',
    object: view.jsonMap('object') ?? {},
    ignored: view.texts('ignoreFields') ?? [],
  }
}

/** The fields that are looked after, as they are now. */
function looked(now: ApiObject, { object, ignored }: ReturnType<typeof given>): ApiObject {
  const fields = Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    if (ignored.includes(name)) return [[name, value]]
    return Object.hasOwn(now, name) ? [[name, now[name] ?? null]] : []
  })
  return Object.fromEntries(fields)
}

function keyOf(object: ApiObject, sent: ApiObject): string {
  const named = KEY_FIELDS.filter((field) => typeof object[field] === 'string' && object[field] !== '')
  const [field] = [...named.filter((name) => Object.hasOwn(sent, name)), ...named]
  if (field === undefined)
    throw new Error(`The object has none of ${KEY_FIELDS.join(', ')}, so it has no key.`)
  return String(object[field])
}

function parted(id: string): [string, string] {
  const slash = id.indexOf('/')
  if (slash < 1 || slash === id.length - 1) throw new Error(`"${id}" is not of the form PREFIX/KEY.`)
  return [id.slice(0, slash), id.slice(slash + 1)]
}

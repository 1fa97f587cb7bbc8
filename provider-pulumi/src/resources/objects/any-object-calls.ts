import { formatPointer, type PatchOperation } from '@metalwright/sdk/patch'
import type {
  Created,
  CreateRequest,
  DeleteRequest,
  Found,
  ReadRequest,
  UpdateRequest,
} from '../../plugin/provider.ts'
import type { Api } from '../../sdk/api.ts'
import { orNull } from '../../sdk/objects.ts'
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
  const api = await connection.api()
  const { prefix, object } = given(inputs)
  const answer = await api.client.transport.send({ method: 'POST', path: `/${prefix}`, json: object, signal })
  const key = keyOf(JSON.parse(answer.body), object)
  return { id: `${prefix}/${key}`, outputs: new Map([...inputs, ['key', key]]) }
}

/** An object as it is now; of its fields those that are looked after. */
export async function readAny(
  { id, inputs }: ReadRequest,
  context: ResourceContext,
): Promise<Found | undefined> {
  const [prefix, key] = parted(id)
  const api = await context.connection.api()
  const object = await getAny(api, prefix, key, context.signal)
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
  const { signal, connection } = context
  const api = await connection.api()
  const [before, after] = [given(oldInputs).object, given(news).object]
  const current = (await getAny(api, prefix, key, signal)) ?? {}
  const operations: PatchOperation[] = []
  for (const [name, value] of Object.entries(after)) {
    if (Object.hasOwn(current, name) && sameJson(current[name] ?? null, value)) continue
    operations.push({ op: 'add', path: formatPointer([name]), value })
  }
  for (const name of Object.keys(before)) {
    const gone = !Object.hasOwn(after, name) && Object.hasOwn(current, name)
    if (gone) operations.push({ op: 'remove', path: formatPointer([name]) })
  }
  if (operations.length > 0) {
    await api.client.transport.send({ method: 'PATCH', path: pathOf(prefix, key), json: operations, signal })
  }
  return new Map([...news, ['key', key]])
}

/** Deletes an object; one that is gone is a success. */
export async function deleteAny(
  { id }: DeleteRequest,
  { connection, signal }: ResourceContext,
): Promise<void> {
  const [prefix, key] = parted(id)
  const api = await connection.api()
  await orNull(() => api.client.transport.send({ method: 'DELETE', path: pathOf(prefix, key), signal }))
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

async function getAny(api: Api, prefix: string, key: string, signal: AbortSignal): Promise<ApiObject | null> {
  const path = pathOf(prefix, key)
  const answer = await orNull(() => api.client.transport.send({ method: 'GET', path, signal }))
  return answer === null ? null : JSON.parse(answer.body)
}

function keyOf(object: ApiObject, sent: ApiObject): string {
  const named = KEY_FIELDS.filter((field) => typeof object[field] === 'string' && object[field] !== '')
  const [field] = [...named.filter((name) => Object.hasOwn(sent, name)), ...named]
  if (field === undefined)
    throw new Error(`The object has none of ${KEY_FIELDS.join(', ')}, so it has no key.`)
  return String(object[field])
}

function pathOf(prefix: string, key: string): string {
  return `/${encodeURIComponent(prefix)}/${key.split('/').map(encodeURIComponent).join('/')}`
}

function parted(id: string): [string, string] {
  const slash = id.indexOf('/')
  if (slash < 1 || slash === id.length - 1) throw new Error(`"${id}" is not of the form PREFIX/KEY.`)
  return [id.slice(0, slash), id.slice(slash + 1)]
}

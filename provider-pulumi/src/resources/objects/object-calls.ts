import { explain } from '../../explain.ts'
import { InitFailedError } from '../../plugin/init-failed-error.ts'
import type {
  Created,
  CreateRequest,
  DeleteRequest,
  Found,
  ReadRequest,
  UpdateRequest,
} from '../../plugin/provider.ts'
import type { ObjectResource } from '../../schema/objects.ts'
import type { Api } from '../../sdk/api.ts'
import type { PropertyMap, Value } from '../../values/value.ts'
import { View } from '../../values/view.ts'
import type { ResourceContext } from '../resource.ts'
import { refuseSecrets, writePassword, writeSecrets } from './object-secrets.ts'
import {
  type ApiObject,
  applyAll,
  applyChanges,
  foundInputs,
  givenFields,
  keyOf,
  objectOutputs,
} from './object-values.ts'
import { pathKey } from './path-key.ts'
import { readOnlyReason } from './read-only.ts'

/** Longest time of a call in milliseconds when the program gives none. */
const DEFAULT_TIMEOUT_MS = 5 * 60_000
/** Longest time in milliseconds a check waits for the server. */
const CHECK_WITHIN_MS = 10_000

/** Inputs that are written by calls of their own, after the object. */
const APART = ['secretParams', 'password'] as const

/** Why an object that shall be made cannot be; undefined when nothing is known against it. */
export async function refuseReadOnly(
  resource: ObjectResource,
  key: string,
  { connection, signal, log }: ResourceContext,
): Promise<string | undefined> {
  try {
    const api = await connection.api()
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CHECK_WITHIN_MS)])
    const { kind } = resource
    const object = await api.objects.get(kind.model.prefix, pathKey(resource, key), { signal: limit })
    if (object?.['ReadOnly'] !== true) return undefined
    return readOnlyReason(kind, key, String(object['Bundle'] ?? ''))
  } catch (error) {
    // Making it will tell.
    log('debug', `The server could not be asked for ${key}: ${explain(error).message}`)
    return undefined
  }
}

/** Makes an object, or takes one over that is there when that is wanted. */
export async function createObject(
  resource: ObjectResource,
  { inputs, timeoutMs }: CreateRequest,
  context: ResourceContext,
): Promise<Created> {
  const { kind } = resource
  const { prefix, singular } = kind.model
  const { endpoint } = context.connection
  const api = await context.connection.api()
  return within(context, timeoutMs, 'create', async (signal) => {
    const view = new View(inputs)
    await refuseSecrets(api, resource, new Map(), inputs, signal)
    const made = await api.objects.create(prefix, givenFields(resource, inputs), { signal })
    const key = keyOf(kind, made.object)
    if (!made.created) {
      if (made.object['ReadOnly'] === true) {
        throw new Error(readOnlyReason(kind, key, String(made.object['Bundle'] ?? '')))
      }
      if (view.flag('adoptExisting') !== true) {
        throw new Error(
          `${singular} "${key}" is at ${endpoint} already. Import it: pulumi import ${resource.schema.token} NAME '${key}'. Or set adoptExisting: true, or choose another key.`,
        )
      }
      await api.objects.edit(prefix, pathKey(resource, key), (draft) => applyAll(resource, inputs, draft), {
        signal,
      })
    }
    const outputs = await completed(api, resource, key, new Map(), inputs, context, signal)
    return { id: key, outputs }
  })
}

/** Changes what differs; what others have put on the object stays. */
export async function updateObject(
  resource: ObjectResource,
  { id, oldInputs, news, timeoutMs }: UpdateRequest,
  context: ResourceContext,
): Promise<PropertyMap> {
  const api = await context.connection.api()
  return within(context, timeoutMs, 'update', async (signal) => {
    await refuseSecrets(api, resource, oldInputs, news, signal)
    const { prefix } = resource.kind.model
    const change = (draft: ApiObject) => applyChanges(resource, oldInputs, news, draft)
    await api.objects.edit(prefix, pathKey(resource, id), change, { signal })
    return completed(api, resource, id, oldInputs, news, context, signal)
  })
}

/** An object as it is now; undefined when it is gone. */
export async function readObject(
  resource: ObjectResource,
  { id, inputs, timeoutMs }: ReadRequest,
  context: ResourceContext,
): Promise<Found | undefined> {
  const { kind } = resource
  const api = await context.connection.api()
  return within(context, timeoutMs, 'read', async (signal) => {
    const object = await api.objects.get(kind.model.prefix, pathKey(resource, id), { signal })
    if (object === null) {
      if (inputs !== undefined) return undefined
      throw new Error(
        `No ${kind.model.singular} "${id}" is visible at ${context.connection.endpoint}. Check the key and the rights of the user.`,
      )
    }
    const found = foundInputs(resource, object, inputs)
    return { id: keyOf(kind, object), inputs: found, outputs: objectOutputs(resource, object, found) }
  })
}

/** Deletes an object; one that is gone is a success. */
export async function deleteObject(
  resource: ObjectResource,
  { id, timeoutMs }: DeleteRequest,
  context: ResourceContext,
): Promise<void> {
  const api = await context.connection.api()
  await within(context, timeoutMs, 'delete', (signal) =>
    api.objects.remove(resource.kind.model.prefix, pathKey(resource, id), { signal }),
  )
}

/**
 * Writes what goes apart from the object, and looks at the result. The object is there, so a failure from here on is
 * stored with it.
 */
async function completed(
  api: Api,
  resource: ObjectResource,
  key: string,
  olds: PropertyMap,
  news: PropertyMap,
  context: ResourceContext,
  signal: AbortSignal,
): Promise<PropertyMap> {
  const { prefix, singular } = resource.kind.model
  const stored = new Map<string, Value>(news)
  // What has not been written yet is not in the state, so that the next run writes it.
  for (const name of APART) {
    const old = olds.get(name)
    if (old === undefined) stored.delete(name)
    else if (stored.has(name)) stored.set(name, old)
  }
  let object: ApiObject = givenFields(resource, news)
  const failed = (reason: string, inputs: PropertyMap) =>
    new InitFailedError({
      id: key,
      outputs: objectOutputs(resource, object, inputs),
      inputs,
      reasons: [reason],
    })
  try {
    await writeSecrets(api, resource, key, olds, news, signal)
    await writePassword(api, resource, key, olds, news, signal)
    object = (await api.objects.get(prefix, pathKey(resource, key), { signal })) ?? object
  } catch (error) {
    throw failed(explain(error).message, stored)
  }
  if (object['Available'] === false) {
    const errors = Array.isArray(object['Errors']) ? object['Errors'].join('; ') : ''
    const reason = `${singular} "${key}" is stored, but cannot be used: ${errors || 'the server does not say why'}.`
    if (new View(news).flag('requireAvailable') === true) throw failed(reason, news)
    context.log('warning', reason)
  }
  return objectOutputs(resource, object, news)
}

/** Runs an operation within its time. */
async function within<Result>(
  { connection, signal }: ResourceContext,
  timeoutMs: number | undefined,
  operation: 'create' | 'read' | 'update' | 'delete',
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = AbortSignal.timeout(timeoutMs ?? DEFAULT_TIMEOUT_MS)
  try {
    return await run(AbortSignal.any([signal, limit]))
  } catch (error) {
    if (!limit.aborted || error instanceof InitFailedError) throw error
    throw new Error(
      `The ${operation} at ${connection.endpoint} was not done in the time given. Raise customTimeouts.${operation}.`,
      { cause: error },
    )
  }
}

import type { ObjectResource } from '../../schema/objects.ts'
import type { Api } from '../../sdk/api.ts'
import { mapToJson } from '../../values/json.ts'
import { isMap, type PropertyMap } from '../../values/value.ts'
import { equalValues, unwrap } from '../../values/walk.ts'
import { pathKey } from './path-key.ts'

/** Sends the secret params that are new, and takes off those that are not wanted any more. */
export async function writeSecrets(
  api: Api,
  resource: ObjectResource,
  key: string,
  olds: PropertyMap,
  news: PropertyMap,
  signal: AbortSignal,
): Promise<void> {
  const { prefix } = resource.kind.model
  const [before, after] = [membersIn(olds, 'secretParams'), membersIn(news, 'secretParams')]
  const path = pathKey(resource, key)
  const plain = membersIn(news, 'params')
  for (const name of before.keys()) {
    if (!after.has(name) && !plain.has(name)) await api.objects.removeParam(prefix, path, name, { signal })
  }
  const values = mapToJson(after, 'secretParams')
  for (const [name, value] of Object.entries(values)) {
    if (!equalValues(before.get(name), after.get(name))) {
      await api.objects.setParam(prefix, path, name, value, { signal })
    }
  }
}

/** Sends the password of a user when it has changed. */
export async function writePassword(
  api: Api,
  { kind }: ObjectResource,
  key: string,
  olds: PropertyMap,
  news: PropertyMap,
  signal: AbortSignal,
): Promise<void> {
  const password = unwrap(news.get('password'))
  if (!kind.password || typeof password !== 'string' || equalValues(olds.get('password'), password)) return
  await api.client.users.setPassword(key, password, { signal })
}

/** Refuses values of secret params among the plain ones, where others could read them on the server. */
export async function refuseSecrets(
  api: Api,
  { kind }: ObjectResource,
  olds: PropertyMap,
  news: PropertyMap,
  signal: AbortSignal,
): Promise<void> {
  if (!Object.hasOwn(kind.model.fields, 'Params')) return
  const [before, after] = [membersIn(olds, 'params'), membersIn(news, 'params')]
  const changed = [...after.keys()].filter((name) => !equalValues(before.get(name), after.get(name)))
  const secret = await api.objects.secretsAmong(changed, { signal })
  if (secret.length === 0) return
  throw new Error(
    `${secret.join(', ')}: the server keeps values of these parameters secret, but what stands in params is written to the state as it is. Move them to secretParams.`,
  )
}

function membersIn(properties: PropertyMap, name: string): PropertyMap {
  const value = unwrap(properties.get(name))
  return isMap(value) ? value : new Map()
}

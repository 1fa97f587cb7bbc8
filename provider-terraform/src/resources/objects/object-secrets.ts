import type { ObjectKind } from '@metalwright/sdk/kinds'
import type { JsonObject } from '@metalwright/sdk/models'
import type { ObjectView } from '../../framework/object-view.ts'
import type { CreateContext } from '../../framework/resource.ts'
import { equalValues } from '../../values/equal.ts'
import type { CallLimits, RemoteObjects } from './remote-objects.ts'

/** Note in the private state: names of the secret params that were set, as JSON. Their values are nowhere. */
const secretNames = 'secret-params'

/** Sends the password of a user when it is new, or its version has changed. */
export async function writePassword(
  remote: RemoteObjects,
  kind: ObjectKind,
  key: string,
  { config, planned }: CreateContext<unknown>,
  prior: ObjectView | null,
  limits: CallLimits,
): Promise<void> {
  if (!kind.password || !isDue(prior, planned, 'password_wo_version')) return
  const password = config.string('password_wo')
  if (password !== null) await remote.setPassword(key, password, limits)
}

/** Sends the secret params when they are new, or their version has changed, and takes off those that are not wanted. */
export async function writeSecrets(
  remote: RemoteObjects,
  { model }: ObjectKind,
  key: string,
  { config, planned, privateState }: CreateContext<unknown>,
  prior: ObjectView | null,
  limits: CallLimits,
): Promise<void> {
  if (!Object.hasOwn(model.fields, 'Params') || !isDue(prior, planned, 'secret_params_wo_version')) return
  const values: JsonObject = JSON.parse(JSON.stringify(config.json('secret_params_wo') ?? {}))
  const before: readonly unknown[] = JSON.parse(privateState.get(secretNames) ?? '[]')
  const names = Object.keys(values)
  for (const name of before.map(String)) {
    if (!names.includes(name)) await remote.removeParam(model.prefix, key, name, limits)
  }
  for (const [name, value] of Object.entries(values)) {
    await remote.setParam(model.prefix, key, name, value, limits)
  }
  if (names.length > 0) privateState.set(secretNames, JSON.stringify(names))
  else privateState.delete(secretNames)
}

function isDue(prior: ObjectView | null, planned: ObjectView, version: string): boolean {
  return prior === null || !equalValues('number', prior.get(version), planned.get(version))
}

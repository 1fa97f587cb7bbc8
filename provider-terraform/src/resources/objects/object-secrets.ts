import { isDeepStrictEqual } from 'node:util'
import type { ObjectKind } from '@metalwright/sdk/kinds'
import type { JsonObject } from '@metalwright/sdk/models'
import type { ObjectView } from '../../framework/object-view.ts'
import type { CreateContext } from '../../framework/resource.ts'
import { equalValues } from '../../values/equal.ts'
import type { CallLimits, RemoteObjects } from './remote-objects.ts'

/** Note in the private state: names of the secret params that were set, as JSON. Their values are nowhere. */
const secretNames = 'secret-params'

/** An object whose secrets are written. */
export interface SecretsOf {
  readonly remote: RemoteObjects
  readonly kind: ObjectKind
  /** Key of the object as it stands in a path. */
  readonly key: string
  readonly context: Pick<CreateContext<unknown>, 'config' | 'planned' | 'privateState'>
  readonly prior: ObjectView | null
  /** Nothing was written since the object was imported: what the server has already is not sent again. */
  readonly imported: boolean
}

/** Sends the password of a user when it is new, or its version has changed. */
export async function writePassword(
  { remote, kind, key, context: { config, planned }, prior, imported }: SecretsOf,
  limits: CallLimits,
): Promise<void> {
  if (!kind.password || !isDue(prior, planned, 'password_wo_version')) return
  const password = config.string('password_wo')
  if (password === null || (imported && (await remote.hasPassword(key, password, limits)))) return
  await remote.setPassword(key, password, limits)
}

/** Sends the secret params when they are new, or their version has changed, and takes off those that are not wanted. */
export async function writeSecrets(secrets: SecretsOf, limits: CallLimits): Promise<void> {
  const { remote, kind, key, context, prior, imported } = secrets
  const { config, planned, privateState } = context
  const { prefix, fields } = kind.model
  if (!Object.hasOwn(fields, 'Params') || !isDue(prior, planned, 'secret_params_wo_version')) return
  const values: JsonObject = JSON.parse(JSON.stringify(config.json('secret_params_wo') ?? {}))
  const before: readonly unknown[] = JSON.parse(privateState.get(secretNames) ?? '[]')
  const names = Object.keys(values)
  for (const name of before.map(String)) {
    if (!names.includes(name)) await remote.removeParam(prefix, key, name, limits)
  }
  const present = imported && names.length > 0 ? await readable(secrets, limits) : {}
  for (const [name, value] of Object.entries(values)) {
    if (isDeepStrictEqual(present[name], value)) continue
    await remote.setParam(prefix, key, name, value, limits)
  }
  if (names.length > 0) privateState.set(secretNames, JSON.stringify(names))
  else privateState.delete(secretNames)
}

/** The params in plain; none for who may not read them. */
async function readable({ remote, kind, key }: SecretsOf, limits: CallLimits): Promise<JsonObject> {
  try {
    const view = { aggregate: false, decode: true }
    return (await remote.params(kind.model.prefix, key, view, limits)) ?? {}
  } catch {
    return {}
  }
}

function isDue(prior: ObjectView | null, planned: ObjectView, version: string): boolean {
  return prior === null || !equalValues('number', prior.get(version), planned.get(version))
}

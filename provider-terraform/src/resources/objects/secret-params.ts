import { isDeepStrictEqual } from 'node:util'
import type { ObjectKind } from '@metalwright/sdk/kinds'
import type { ObjectView } from '../../framework/object-view.ts'
import { secretInPlain } from './object-messages.ts'
import type { CallLimits, RemoteObjects } from './remote-objects.ts'

/**
 * Refuses values of secret params in `params`, where they would be stored in plain.
 * @throws DiagnosticError that names them
 */
export async function refuseSecrets(
  remote: RemoteObjects,
  { model }: ObjectKind,
  prior: ObjectView | null,
  planned: ObjectView,
  limits: CallLimits,
): Promise<void> {
  if (!Object.hasOwn(model.fields, 'Params')) return
  const before = new Map(Object.entries(prior?.json('params') ?? {}))
  const changed = Object.entries(planned.json('params') ?? {})
    .filter(([name, value]) => !isDeepStrictEqual(before.get(name), value))
    .map(([name]) => name)
  const secret = await remote.secretsAmong(changed, limits)
  if (secret.length > 0) throw secretInPlain(secret)
}

import type { JsonObject } from '@metalwright/sdk/models'
import { paramsOf } from '../params/effective-params.ts'
import { Problem } from '../problem.ts'

/** Params that decide where the password of a machine's BMC is sent, and by which certificate that is trusted. */
const BMC_PLACE = [
  'ipmi/address',
  'ipmi/port',
  'ipmi/mode',
  'ipmi/username',
  'ipmi/redfish-system',
  'ipmi/certificate-authority',
  'ipmi/certificate-fingerprint',
  'ipmi/trust-first-certificate',
]

/**
 * Keeps a machine from leading the password of its BMC elsewhere: with its own token it may tell where its BMC is, as
 * discovery does, but not change or take back what is known.
 *
 * @throws Problem 403 naming the params
 */
export function refuseOwnChange(key: string, before: JsonObject, after: JsonObject): void {
  const [old, fresh] = [paramsOf(before), paramsOf(after)]
  const moved = BMC_PLACE.filter(
    (name) => old[name] !== undefined && JSON.stringify(old[name]) !== JSON.stringify(fresh[name]),
  )
  if (moved.length === 0) return
  const messages = [
    `A machine may not change ${moved.join(', ')} with its own token once they are set`,
    'Change them as an operator, or remove them first so that the machine tells them anew',
  ]
  throw new Problem(403, messages, { model: 'machines', key, type: 'AUTH' })
}

import { randomBytes } from 'node:crypto'
import { Client, firstHealthyEndpoint } from '@metalwright/sdk'
import type { RemoteApi } from '../connection.ts'
import type { CallLimits } from '../resources/machine/machine-claims.ts'
import type { RemoteSettings } from '../settings.ts'
import { PoolClaims } from './pool-claims.ts'
import { ServerFeatures } from './server-features.ts'
import { SharedObjects } from './shared-objects.ts'
import { SdkSystem } from './system.ts'

/**
 * The API of one server through the SDK. Dials at the first call; of several servers, the first that is there is
 * looked for now.
 * @throws SettingsError when the settings are malformed
 * @throws SdkError `no_endpoint` when none of several servers is there
 */
export async function openApi(settings: RemoteSettings): Promise<RemoteApi> {
  const options = { validate: true, requestId: requestIds() }
  const [endpoint = '', ...others] = settings.endpoints
  const chosen =
    others.length === 0 ? endpoint : await firstHealthyEndpoint(settings.endpoints, settings, options)
  const client = new Client({ ...settings, endpoint: chosen }, options)
  const login = (key: string) => new Client({ ...settings, endpoint: chosen, token: undefined, key }, options)
  const features = new ServerFeatures(client)
  const requirePools = async (limits: CallLimits) => {
    if (!settings.skipVersionCheck) await features.require('embedded-pool', limits)
  }
  return {
    endpoint: chosen,
    claims: new PoolClaims(client, requirePools),
    objects: new SharedObjects(client, login),
    system: new SdkSystem(client, userOf(settings)),
    requirePools,
  }
}

/** The user of the credentials; null when they are a token. */
function userOf({ token, key }: RemoteSettings): string | null {
  return token === undefined && key !== undefined ? (key.split(':', 1)[0] ?? null) : null
}

/** Ids of the requests of one run: all begin alike, so that one search in the server's log finds them. */
function requestIds(): () => string {
  const run = randomBytes(5).toString('hex')
  let count = 0
  return () => {
    count += 1
    return `terraform-${run}-${count}`
  }
}

import { Client, type Settings } from '@metalwright/sdk'
import type { RemoteApi } from '../connection.ts'
import { SdkClaims } from './claims.ts'
import { SdkObjects } from './objects.ts'

/**
 * The API of one server through the SDK. Dials at the first call.
 * @throws SettingsError when the settings are malformed
 */
export function openApi(settings: Settings): RemoteApi {
  const client = new Client(settings, { validate: true })
  return { claims: new SdkClaims(client), objects: new SdkObjects(client) }
}

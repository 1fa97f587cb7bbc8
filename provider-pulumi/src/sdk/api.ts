import { Client, type Settings } from '@metalwright/sdk'
import { Claims } from '@metalwright/sdk/claims'
import { Objects } from '@metalwright/sdk/objects'

/** The API of one server through the SDK. */
export interface Api {
  readonly client: Client
  readonly claims: Claims
  readonly objects: Objects
}

/**
 * Opens the API; dials at the first call.
 * @throws SettingsError when the settings are malformed
 */
export function openApi(settings: Settings): Api {
  const client = new Client(settings, { validate: true })
  return { client, claims: new Claims(client), objects: new Objects(client) }
}

/** Who a server is, so that one at another address is known again; empty when it does not tell. */
export async function serverId(settings: Settings, signal: AbortSignal): Promise<string> {
  const client = new Client(settings)
  try {
    const { uuid, id, local_id: local } = await client.info({ signal })
    return uuid || id || local || ''
  } finally {
    await client.close()
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@metalwright/sdk'
import type { Connection } from '../../src/connection.ts'
import type { Provider } from '../../src/framework/provider.ts'
import { drpProvider } from '../../src/provider.ts'
import type { MachineClaims } from '../../src/resources/machine/machine-claims.ts'
import { SdkObjects } from '../../src/sdk/objects.ts'
import { SdkSystem } from '../../src/sdk/system.ts'

/** Tests over claims alone have no objects. */
const client = new Client({ endpoint: 'https://127.0.0.1:9', token: 't', maxRetries: 0 })
const objects = new SdkObjects(client)
const system = new SdkSystem(client, null)

/** The real provider over given claims, with a quick pace. */
export function fakeProvider(
  claims: MachineClaims,
  env: Readonly<Record<string, string>> = {},
): Provider<Connection> {
  let keys = 0
  return drpProvider({
    version: '0.0.0-test',
    env: { RS_ENDPOINT: 'https://drp.test:8092', RS_KEY: 'robot:s3cret-word', ...env },
    pace: {
      sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
      newKey: () => `key-${process.pid}-${++keys}-${Math.random().toString(36).slice(2)}`,
      beatMs: 15,
      deadAfterMs: 60,
    },
    connect: async () => ({ claims, objects, system }),
    explain: async () => undefined,
  })
}

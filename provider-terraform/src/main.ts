import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from './plugin/serve.ts'
import { drpProvider } from './provider.ts'
import { SdkClaims } from './sdk/claims.ts'
import { explainSdkError } from './sdk/explain.ts'

const provider = drpProvider({
  version: process.env['DRP_PROVIDER_VERSION'] ?? '0.0.0',
  env: process.env,
  pace: {
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    newKey: () => `terraform-${randomUUID()}`,
    beatMs: 10_000,
    deadAfterMs: 35_000,
  },
  connect: (settings) => new SdkClaims(settings),
  explain: explainSdkError,
})

serve(provider).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from './plugin/serve.ts'
import { drpProvider } from './provider.ts'

const provider = drpProvider({
  version: process.env['DRP_PROVIDER_VERSION'] ?? '0.0.0',
  env: process.env,
  pace: {
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    newKey: () => `terraform-${randomUUID()}`,
    beatMs: 10_000,
    deadAfterMs: 40_000,
  },
  // Loaded when the API is needed: most processes that Terraform starts only validate or plan.
  connect: async (settings) => {
    const { openApi } = await import('./sdk/api.ts')
    return openApi(settings)
  },
  explain: async (error) => (await import('./sdk/explain.ts')).explainSdkError(error),
})

serve(provider).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})

// The provider as it is shipped, but for a quick pace, so that abandoned claims need not be watched for 40 s. Its
// process id goes to the file that CHAOS_PIDS names.
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '../../provider-terraform/src/plugin/serve.ts'
import { drpProvider } from '../../provider-terraform/src/provider.ts'
import { openApi } from '../../provider-terraform/src/sdk/api.ts'
import { explainSdkError } from '../../provider-terraform/src/sdk/explain.ts'

appendFileSync(process.env['CHAOS_PIDS'] ?? '/dev/null', `${process.pid}\n`)

await serve(
  drpProvider({
    version: '0.0.0-chaos',
    env: process.env,
    pace: {
      sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
      newKey: () => `terraform-${randomUUID()}`,
      beatMs: 150,
      deadAfterMs: 900,
    },
    connect: openApi,
    explain: async (error) => explainSdkError(error),
  }),
)

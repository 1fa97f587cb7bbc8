import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from './plugin/serve.ts'
import { drpProvider } from './provider.ts'
import { connect } from './sdk/claims.ts'
import { explainSdkError } from './sdk/explain.ts'

const provider = drpProvider({
  version: process.env['DRP_PROVIDER_VERSION'] ?? '0.0.0',
  surroundings: { env: process.env, readFile: (name) => readFileSync(name, 'utf8') },
  pace: {
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    newKey: () => `terraform-${randomUUID()}`,
    beatMs: 10_000,
    deadAfterMs: 35_000,
  },
  connect,
  explain: explainSdkError,
})

serve(provider).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})

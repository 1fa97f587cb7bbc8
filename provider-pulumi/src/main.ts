import { crashReport } from '@metalwright/sdk/crash-report'
import { functions } from './functions/functions.ts'
import { readArguments } from './plugin/arguments.ts'
import { serve } from './plugin/serve.ts'
import { DrpProvider } from './provider.ts'
import { allResources } from './resources/resources.ts'

const version = process.env['DRP_PROVIDER_VERSION'] ?? '0.0.0'
const { engineAddress, version: asked } = readArguments(process.argv.slice(2))

if (asked) {
  process.stdout.write(`${version}\n`)
} else {
  process.on('uncaughtException', (error) => {
    const { kind, stack } = crashReport(error)
    process.stderr.write(`the provider ends by a fault of its own: ${kind}\n${stack}\n`)
    process.exit(1)
  })
  const provider = new DrpProvider({
    version,
    env: process.env,
    resources: allResources({ beatMs: 10_000, deadAfterMs: 40_000 }),
    functions,
    schema: async () => {
      const { default: schema } = await import('../schema.json', { with: { type: 'json' } })
      return JSON.stringify({ ...schema, version })
    },
    // Loaded when the API is needed, so that the port is told at once.
    connect: async (settings) => (await import('./sdk/api.ts')).openApi(settings),
    serverId: async (settings, signal) => (await import('./sdk/api.ts')).serverId(settings, signal),
  })
  serve(provider, {
    engineAddress,
    announce: (port) => process.stdout.write(`${port}\n`),
    onStop: (stop) => {
      process.on('SIGINT', stop)
      process.on('SIGTERM', stop)
    },
    exit: (code) => process.exit(code),
  }).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    process.exitCode = 1
  })
}

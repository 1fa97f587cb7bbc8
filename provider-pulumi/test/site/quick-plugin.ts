// The plugin from its sources, with signs of life so quick that a test can wait for their end.
import { functions } from '../../src/functions/functions.ts'
import { serve } from '../../src/plugin/serve.ts'
import { DrpProvider } from '../../src/provider.ts'
import { allResources } from '../../src/resources/resources.ts'
import { openApi, serverId } from '../../src/sdk/api.ts'

const provider = new DrpProvider({
  version: '0.0.0',
  env: process.env,
  resources: allResources({ beatMs: 200, deadAfterMs: 1_000 }),
  functions,
  schema: async () => '{}',
  connect: async (settings) => openApi(settings),
  serverId,
})
await serve(provider, {
  engineAddress: process.argv[2],
  announce: (port) => process.stdout.write(`${port}\n`),
  onStop: (stop) => process.on('SIGINT', stop),
  exit: (code) => process.exit(code),
})

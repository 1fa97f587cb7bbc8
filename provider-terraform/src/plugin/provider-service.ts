import type { Host } from '../framework/host.ts'
import type { ProviderDefinition } from './generated/tfplugin6.ts'
import type { Handlers } from './grpc/definition.ts'
import { configurationCalls } from './service/configuration-calls.ts'
import { readingCalls } from './service/reading-calls.ts'
import { resourceCalls } from './service/resource-calls.ts'
import { schemaCalls } from './service/schema-calls.ts'
import { stateCalls } from './service/state-calls.ts'
import { streamingCalls } from './service/streaming-calls.ts'

/** The functions that answer the provider protocol, by the framework's calls. */
export function providerService<Connection>(host: Host<Connection>): Handlers<typeof ProviderDefinition> {
  return {
    ...schemaCalls(host),
    ...configurationCalls(host),
    ...resourceCalls(host),
    ...stateCalls(host),
    ...readingCalls(host),
    ...streamingCalls(host),
  }
}

import { diagnosticsFor, type Host } from '../../framework/host.ts'
import { toWireDiagnostics } from '../convert/diagnostics.ts'
import type { Diagnostic, ProviderDefinition } from '../generated/tfplugin6.ts'
import type { Handlers } from '../grpc/definition.ts'

/** The functions that answer some of the provider's calls. */
export type ProviderHandlers<Name extends keyof typeof ProviderDefinition.methods> = Pick<
  Handlers<typeof ProviderDefinition>,
  Name
>

/**
 * Wraps the handling of one call. A request that cannot be understood, and an answer that cannot be encoded,
 * is answered by a diagnostic too: gRPC errors show to users as crashes. `failed` makes the answer that
 * carries only diagnostics.
 */
export function answering<Connection, Request, Response>(
  host: Host<Connection>,
  name: string,
  handle: (request: Request) => NoInfer<Response> | Promise<NoInfer<Response>>,
  failed: (diagnostics: Diagnostic[], request: Request) => NoInfer<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    host.log.debug(`call ${name}`)
    const diagnostics = diagnosticsFor(host.secrets())
    const answer = await host.attempt(name, diagnostics, () => handle(request))
    return answer ?? failed(toWireDiagnostics(diagnostics.list), request)
  }
}

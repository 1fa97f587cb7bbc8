import { closeEphemeral, openEphemeral, renewEphemeral } from '../../framework/calls/ephemeral.ts'
import { callFunction, parameterAt } from '../../framework/calls/functions.ts'
import { readDataSource } from '../../framework/calls/read-data-source.ts'
import type { Host } from '../../framework/host.ts'
import { mayDefer, toWireDeferred } from '../convert/deferral.ts'
import { toWireDiagnostics } from '../convert/diagnostics.ts'
import { fromWire, toWire, typedFromWire, typedToWire } from '../convert/value.ts'
import { answering, type ProviderHandlers } from './answer.ts'

/** Calls of data sources, ephemeral resources and functions. */
export function readingCalls<Connection>(
  host: Host<Connection>,
): ProviderHandlers<
  | 'readDataSource'
  | 'openEphemeralResource'
  | 'renewEphemeralResource'
  | 'closeEphemeralResource'
  | 'callFunction'
> {
  return {
    readDataSource: answering(
      host,
      'ReadDataSource',
      async ({ typeName, config, clientCapabilities }) => {
        const { schema } = host.dataSource(typeName)
        const wanted = fromWire(schema, config)
        const answer = await readDataSource(host, typeName, wanted, mayDefer(clientCapabilities))
        return {
          state: toWire(schema, answer.state),
          diagnostics: toWireDiagnostics(answer.diagnostics),
          deferred: toWireDeferred(answer.deferred),
        }
      },
      (diagnostics) => ({ state: undefined, diagnostics, deferred: undefined }),
    ),

    openEphemeralResource: answering(
      host,
      'OpenEphemeralResource',
      async ({ typeName, config, clientCapabilities }) => {
        const { schema } = host.ephemeralResource(typeName)
        const wanted = fromWire(schema, config)
        const answer = await openEphemeral(host, typeName, wanted, mayDefer(clientCapabilities))
        return {
          diagnostics: toWireDiagnostics(answer.diagnostics),
          renewAt: answer.renewAt,
          result: toWire(schema, answer.result),
          private: Buffer.from(answer.privateBytes),
          deferred: toWireDeferred(answer.deferred),
        }
      },
      (diagnostics) => ({ diagnostics, result: undefined, deferred: undefined }),
    ),

    renewEphemeralResource: answering(
      host,
      'RenewEphemeralResource',
      async (request) => {
        const answer = await renewEphemeral(host, request.typeName, request.private ?? new Uint8Array())
        return {
          diagnostics: toWireDiagnostics(answer.diagnostics),
          renewAt: answer.renewAt,
          private: Buffer.from(answer.privateBytes),
        }
      },
      (diagnostics, request) => ({ diagnostics, private: request.private }),
    ),

    closeEphemeralResource: answering(
      host,
      'CloseEphemeralResource',
      async (request) => ({
        diagnostics: toWireDiagnostics(
          await closeEphemeral(host, request.typeName, request.private ?? new Uint8Array()),
        ),
      }),
      (diagnostics) => ({ diagnostics }),
    ),

    callFunction: answering(
      host,
      'CallFunction',
      async (request) => {
        const offered = host.function(request.name)
        const args = request.arguments.map((wire, position) =>
          typedFromWire(parameterAt(offered, position)?.type ?? 'dynamic', wire),
        )
        const answer = await callFunction(host, offered, args)
        if ('result' in answer) {
          return { result: typedToWire(offered.returns, answer.result), error: undefined }
        }
        const { text, argument } = answer.failure
        const place = argument === undefined ? {} : { functionArgument: BigInt(argument) }
        return { result: undefined, error: { text, ...place } }
      },
      (diagnostics) => ({
        result: undefined,
        error: { text: diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join('\n') },
      }),
    ),
  }
}

import { invokeAction, planAction } from '../../framework/calls/action.ts'
import { listObjects } from '../../framework/calls/list.ts'
import type { Diagnostic } from '../../framework/diagnostic.ts'
import { diagnosticsFor, type Host } from '../../framework/host.ts'
import { mayDefer, toWireDeferred } from '../convert/deferral.ts'
import { toWireDiagnostics } from '../convert/diagnostics.ts'
import { fromWire, identityToWire, toWire } from '../convert/value.ts'
import type { InvokeAction_Event, ListResource_Event } from '../generated/tfplugin6.ts'
import { answering, type ProviderHandlers } from './answer.ts'
import { EventQueue } from './event-queue.ts'

/** Calls of list resources and actions, whose answers are streams. */
export function streamingCalls<Connection>(
  host: Host<Connection>,
): ProviderHandlers<'listResource' | 'planAction' | 'invokeAction'> {
  return {
    async *listResource(request) {
      host.log.debug('call ListResource')
      const { typeName } = request
      const diagnostics = diagnosticsFor(host.secrets())
      const events = await host.attempt('ListResource', diagnostics, () => {
        const config = fromWire(host.listResource(typeName).schema, request.config)
        const includeObject = request.includeResourceObject
        return listObjects(host, { typeName, config, limit: Number(request.limit), includeObject })
      })
      const iterator = events?.[Symbol.asyncIterator]()
      try {
        while (iterator) {
          const step = await host.attempt('ListResource', diagnostics, () => iterator.next())
          if (step === undefined || step.done) break
          const { schema, identity } = host.resource(typeName)
          const event: ListResource_Event = {
            identity: identityToWire(identity, step.value.identity),
            displayName: step.value.displayName,
            diagnostic: toWireDiagnostics(step.value.diagnostics),
          }
          const object = toWire(schema, step.value.object)
          yield object ? { ...event, resourceObject: object } : event
        }
      } finally {
        await iterator?.return?.(undefined)
      }
      if (!diagnostics.hasErrors) return
      yield { identity: undefined, displayName: '', diagnostic: toWireDiagnostics(diagnostics.list) }
    },

    planAction: answering(
      host,
      'PlanAction',
      async ({ actionType, config, clientCapabilities }) => {
        const { schema } = host.action(actionType)
        const wanted = fromWire(schema, config)
        const { diagnostics, deferred } = await planAction(
          host,
          actionType,
          wanted,
          mayDefer(clientCapabilities),
        )
        return { diagnostics: toWireDiagnostics(diagnostics), deferred: toWireDeferred(deferred) }
      },
      (diagnostics) => ({ diagnostics, deferred: undefined }),
    ),

    async *invokeAction({ actionType, config }) {
      host.log.debug('call InvokeAction')
      const queue = new EventQueue<InvokeAction_Event>()
      const completed = (diagnostics: readonly Diagnostic[]): InvokeAction_Event => ({
        type: { $case: 'completed', value: { diagnostics: toWireDiagnostics(diagnostics) } },
      })
      const run = async () => {
        const diagnostics = diagnosticsFor(host.secrets())
        const done = await host.attempt('InvokeAction', diagnostics, () =>
          invokeAction(host, actionType, fromWire(host.action(actionType).schema, config), (message) =>
            queue.push({ type: { $case: 'progress', value: { message } } }),
          ),
        )
        queue.end(completed(done ?? diagnostics.list))
      }
      run().catch((error: unknown) => queue.fail(error))
      yield* queue
    },
  }
}

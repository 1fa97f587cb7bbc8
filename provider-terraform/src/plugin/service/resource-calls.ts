import { applyChange } from '../../framework/calls/apply.ts'
import { planChange } from '../../framework/calls/plan.ts'
import { readResource } from '../../framework/calls/read.ts'
import type { Host } from '../../framework/host.ts'
import { mayDefer, toWireDeferred } from '../convert/deferral.ts'
import { toWireDiagnostics, toWirePath } from '../convert/diagnostics.ts'
import { fromWire, identityFromWire, identityToWire, toWire } from '../convert/value.ts'
import { answering, type ProviderHandlers } from './answer.ts'

/** Calls that refresh, plan and change an object. */
export function resourceCalls<Connection>(
  host: Host<Connection>,
): ProviderHandlers<'readResource' | 'planResourceChange' | 'applyResourceChange'> {
  return {
    readResource: answering(
      host,
      'ReadResource',
      async (request) => {
        const { typeName } = request
        const { schema, identity } = host.resource(typeName)
        const answer = await readResource(host, {
          typeName,
          current: fromWire(schema, request.currentState),
          privateBytes: request.private,
          identity: identityFromWire(identity, request.currentIdentity),
          deferralAllowed: mayDefer(request.clientCapabilities),
        })
        return {
          newState: toWire(schema, answer.state),
          private: Buffer.from(answer.privateBytes),
          diagnostics: toWireDiagnostics(answer.diagnostics),
          deferred: toWireDeferred(answer.deferred),
          newIdentity:
            answer.state === null
              ? undefined
              : (identityToWire(identity, answer.identity) ?? request.currentIdentity),
        }
      },
      (diagnostics, request) => ({
        newState: request.currentState,
        private: request.private,
        diagnostics,
        deferred: undefined,
        newIdentity: request.currentIdentity,
      }),
    ),

    planResourceChange: answering(
      host,
      'PlanResourceChange',
      async (request) => {
        const { typeName } = request
        const { schema } = host.resource(typeName)
        const planned = request.plannedPrivate.length > 0 ? request.plannedPrivate : request.priorPrivate
        const answer = await planChange(host, {
          typeName,
          prior: fromWire(schema, request.priorState),
          proposed: fromWire(schema, request.proposedNewState),
          config: fromWire(schema, request.config),
          privateBytes: planned,
          deferralAllowed: mayDefer(request.clientCapabilities),
        })
        return {
          plannedState: toWire(schema, answer.planned),
          requiresReplace: answer.requiresReplace.map(toWirePath),
          plannedPrivate: Buffer.from(answer.privateBytes),
          diagnostics: toWireDiagnostics(answer.diagnostics),
          deferred: toWireDeferred(answer.deferred),
          // An identity never changes; a new object gets its own when it is there.
          plannedIdentity: request.priorIdentity,
        }
      },
      (diagnostics) => ({
        plannedState: undefined,
        requiresReplace: [],
        plannedPrivate: Buffer.alloc(0),
        diagnostics,
        deferred: undefined,
        plannedIdentity: undefined,
      }),
    ),

    applyResourceChange: answering(
      host,
      'ApplyResourceChange',
      async (request) => {
        const { typeName } = request
        const { schema, identity } = host.resource(typeName)
        const answer = await applyChange(host, {
          typeName,
          prior: fromWire(schema, request.priorState),
          planned: fromWire(schema, request.plannedState),
          config: fromWire(schema, request.config),
          privateBytes: request.plannedPrivate,
          identity: identityFromWire(identity, request.plannedIdentity),
        })
        return {
          newState: toWire(schema, answer.state),
          private: Buffer.from(answer.privateBytes),
          diagnostics: toWireDiagnostics(answer.diagnostics),
          newIdentity: identityToWire(identity, answer.identity),
        }
      },
      (diagnostics, request) => ({
        newState: request.priorState,
        private: request.plannedPrivate,
        diagnostics,
        newIdentity: undefined,
      }),
    ),
  }
}

import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { keepAlike } from '../consistency/alike.ts'
import { reportBreaches } from '../consistency/breach.ts'
import { finishState } from '../consistency/finish-state.ts'
import { identityAfter } from '../consistency/identity.ts'
import { layOver } from '../consistency/lay-over.ts'
import { type DeferReason, defer } from '../deferral.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import { PrivateState } from '../private-state.ts'

/** An object to be refreshed. */
export interface ReadRequest {
  readonly typeName: string
  readonly current: Value
  readonly privateBytes: Uint8Array
  /** The stored identity; null when there is none. */
  readonly identity: Value
  readonly deferralAllowed: boolean
}

/** A refreshed object; a null state means that it is gone. */
export interface ReadAnswer {
  readonly state: Value
  readonly privateBytes: Uint8Array
  readonly identity: ValueMap | undefined
  readonly deferred?: DeferReason
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Refreshes an object. After an error the state is returned as it was, and private notes are always given
 * back, since Terraform drops those that are not.
 */
export async function readResource<Connection>(
  host: Host<Connection>,
  request: ReadRequest,
): Promise<ReadAnswer> {
  const { typeName, current } = request
  const resource = host.resource(typeName)
  const { schema } = resource
  const diagnostics = diagnosticsFor(host.secrets(schema, current))
  const privateState = PrivateState.decode(request.privateBytes)
  const outcome = await host.attemptOrDefer(
    `reading a ${typeName}`,
    diagnostics,
    request.deferralAllowed,
    async () => {
      if (!isMap(current)) return current
      const context = { ...host.context(privateState, diagnostics), state: viewOf(schema, current), defer }
      const changes = await resource.read(context)
      if (changes === null) return null
      const { values, breaches } = layOver(attributesType(schema.attributes), current, changes)
      reportBreaches('The object was read wrongly', breaches, diagnostics)
      return finishState(schema.attributes, keepAlike(schema.attributes, current, values), diagnostics)
    },
  )
  const read = outcome && 'result' in outcome && !diagnostics.hasErrors
  const state = read ? outcome.result : current
  return {
    state,
    privateBytes: privateState.encode(),
    identity: await identityAfter(host, resource, state, request.identity, diagnostics),
    ...(outcome && 'deferred' in outcome ? { deferred: outcome.deferred } : {}),
    diagnostics: diagnostics.list,
  }
}

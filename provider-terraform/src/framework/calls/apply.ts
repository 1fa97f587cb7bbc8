import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { keepAlike } from '../consistency/alike.ts'
import { type Breach, reportBreaches } from '../consistency/breach.ts'
import { finishState } from '../consistency/finish-state.ts'
import { identityAfter } from '../consistency/identity.ts'
import { layOver } from '../consistency/lay-over.ts'
import { resultBreaches } from '../consistency/result-breaches.ts'
import type { Diagnostic, Diagnostics } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import type { Changes } from '../object-view.ts'
import { withoutWriteOnly } from '../plan.ts'
import { PrivateState } from '../private-state.ts'

/** A planned change; a null prior means create, a null planned state means delete. */
export interface ApplyRequest {
  readonly typeName: string
  readonly prior: Value
  readonly planned: Value
  /** With write-only values; null for delete. */
  readonly config: Value
  readonly privateBytes: Uint8Array
  /** The identity that was planned; null when there is none yet. */
  readonly identity: Value
}

/** What is there after a change, whether it succeeded or not. */
export interface ApplyAnswer {
  readonly state: Value
  readonly privateBytes: Uint8Array
  readonly identity: ValueMap | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Carries a change out. After a failure the state is the last one the resource saved; when it saved none,
 * it is the prior state, which for a failed create means: nothing exists. An answer that breaks the plan is
 * still the state, beside the errors that say so.
 */
export async function applyChange<Connection>(
  host: Host<Connection>,
  request: ApplyRequest,
): Promise<ApplyAnswer> {
  const { typeName, prior, planned, config } = request
  const resource = host.resource(typeName)
  const { schema } = resource
  const diagnostics = diagnosticsFor(host.secrets(schema, prior, planned, config))
  const privateState = PrivateState.decode(request.privateBytes)
  const reached = isMap(planned)
    ? await createOrUpdate(host, request, planned, privateState, diagnostics)
    : await remove(host, request, privateState, diagnostics)
  const state = isMap(reached) ? finishState(schema.attributes, reached, diagnostics) : reached
  const identity = await identityAfter(host, resource, state, request.identity, diagnostics)
  return {
    state,
    privateBytes: state === null ? new Uint8Array() : privateState.encode(),
    identity,
    diagnostics: diagnostics.list,
  }
}

async function createOrUpdate<Connection>(
  host: Host<Connection>,
  { typeName, prior, config }: ApplyRequest,
  planned: ValueMap,
  privateState: PrivateState,
  diagnostics: Diagnostics,
): Promise<Value> {
  const resource = host.resource(typeName)
  const { schema } = resource
  const type = attributesType(schema.attributes)
  const breaches: Breach[] = []
  let saved: ValueMap | undefined
  const save = (changes: Changes): ValueMap => {
    const laid = layOver(type, saved ?? planned, changes)
    breaches.push(...laid.breaches)
    saved = keepAlike(schema.attributes, planned, withoutWriteOnly(schema.attributes, laid.values))
    return saved
  }
  const verb = isMap(prior) ? 'updating' : 'creating'
  const finished = await host.attempt(`${verb} a ${typeName}`, diagnostics, async () => {
    const context = {
      ...host.context(privateState, diagnostics),
      planned: viewOf(schema, planned),
      config: viewOf(schema, config),
      save: (changes: Changes) => {
        save(changes)
      },
    }
    return save(
      isMap(prior)
        ? await resource.update({ ...context, prior: viewOf(schema, prior) })
        : await resource.create(context),
    )
  })
  if (finished !== undefined) breaches.push(...resultBreaches(type, planned, finished))
  reportBreaches('The result differs from the plan', breaches, diagnostics)
  return saved ?? prior
}

async function remove<Connection>(
  host: Host<Connection>,
  { typeName, prior }: ApplyRequest,
  privateState: PrivateState,
  diagnostics: Diagnostics,
): Promise<Value> {
  const resource = host.resource(typeName)
  await host.attempt(`deleting a ${typeName}`, diagnostics, () =>
    resource.delete({ ...host.context(privateState, diagnostics), state: viewOf(resource.schema, prior) }),
  )
  return diagnostics.hasErrors ? prior : null
}

import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import type { Diagnostic, Diagnostics } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import type { Changes } from '../object-view.ts'
import { PrivateState } from '../private-state.ts'
import { checkApplied, finishState } from '../result.ts'

/** A planned change; a null prior means create, a null planned state means delete. */
export interface ApplyRequest {
  readonly typeName: string
  readonly prior: Value
  readonly planned: Value
  /** With write-only values; null for delete. */
  readonly config: Value
  readonly privateBytes: Uint8Array
}

/**
 * Carries a change out. After a failure the state is the last one the resource saved; when it saved none,
 * it is the prior state, which for a failed create means: nothing exists.
 */
export async function applyChange<Connection>(
  host: Host<Connection>,
  request: ApplyRequest,
): Promise<{ state: Value; privateBytes: Uint8Array; diagnostics: readonly Diagnostic[] }> {
  const { typeName, prior, planned, config } = request
  const { schema } = host.resource(typeName)
  const diagnostics = diagnosticsFor(host.secrets(schema, prior, planned, config))
  const privateState = PrivateState.decode(request.privateBytes)
  const state = isMap(planned)
    ? await createOrUpdate(host, request, planned, privateState, diagnostics)
    : await remove(host, request, privateState, diagnostics)
  return {
    state: isMap(state) ? finishState(schema.attributes, state, diagnostics) : state,
    privateBytes: state === null ? new Uint8Array() : privateState.encode(),
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
  const view = viewOf(schema, planned)
  let saved: Value = prior
  const verb = isMap(prior) ? 'updating' : 'creating'
  const finished = await host.attempt(`${verb} a ${typeName}`, diagnostics, async () => {
    const context = {
      ...host.context(privateState, diagnostics),
      planned: view,
      config: viewOf(schema, config),
      save: (changes: Changes) => {
        saved = view.with(changes)
      },
    }
    const changes = isMap(prior)
      ? await resource.update({ ...context, prior: viewOf(schema, prior) })
      : await resource.create(context)
    return view.with(changes)
  })
  if (finished === undefined) return saved
  checkApplied(schema.attributes, planned, finished, diagnostics)
  return finished
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

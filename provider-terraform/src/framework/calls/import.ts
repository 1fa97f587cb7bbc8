import { isMap, Unknown, type Value, type ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { reportBreaches } from '../consistency/breach.ts'
import { finishState } from '../consistency/finish-state.ts'
import { layOver } from '../consistency/lay-over.ts'
import { type DeferReason, defer } from '../deferral.ts'
import { type Diagnostic, DiagnosticError } from '../diagnostic.ts'
import { diagnosticsFor, emptyObject, type Host, viewOf } from '../host.ts'
import { identityType } from '../identity.ts'
import { ObjectView } from '../object-view.ts'
import { PrivateState } from '../private-state.ts'
import type { Resource } from '../resource.ts'

/** An object to be imported, by the text in `id` unless an identity is given. */
export interface ImportRequest {
  readonly typeName: string
  readonly id: string
  readonly identity: Value
  readonly deferralAllowed: boolean
}

/** The first state of an imported object; unknown when the import is put off. */
export interface ImportAnswer {
  readonly state: Value | undefined
  readonly privateBytes: Uint8Array
  readonly identity: ValueMap | undefined
  readonly deferred?: DeferReason
  readonly diagnostics: readonly Diagnostic[]
}

/** Turns the text or the identity of an import into the first state of the object, which Terraform then reads. */
export async function importResource<Connection>(
  host: Host<Connection>,
  request: ImportRequest,
): Promise<ImportAnswer> {
  const { typeName } = request
  const diagnostics = diagnosticsFor(host.secrets())
  const privateState = PrivateState.of()
  const identity = isMap(request.identity) ? request.identity : undefined
  const what = `importing a ${typeName}`
  const outcome = await host.attemptOrDefer(what, diagnostics, request.deferralAllowed, async () => {
    const resource = host.resource(typeName)
    const { attributes } = resource.schema
    const type = attributesType(attributes)
    const empty = viewOf(resource.schema, emptyObject(type))
    if (!resource.import) {
      throw new DiagnosticError('Import is not supported', `A ${typeName} cannot be imported.`)
    }
    const context = { ...host.context(privateState, diagnostics), empty, defer }
    const changes = await resource.import({ ...context, ...nameOf(resource, request.id, identity) })
    const { values, breaches } = layOver(type, empty.values, changes)
    reportBreaches('The object was imported wrongly', breaches, diagnostics)
    return finishState(attributes, values, diagnostics)
  })
  const deferred = outcome && 'deferred' in outcome ? outcome.deferred : undefined
  const imported = outcome && 'result' in outcome && !diagnostics.hasErrors ? outcome.result : undefined
  return {
    state: deferred ? new Unknown() : imported,
    privateBytes: privateState.encode(),
    identity,
    ...(deferred ? { deferred } : {}),
    diagnostics: diagnostics.list,
  }
}

function nameOf<Connection>(
  { identity: shape }: Resource<Connection>,
  id: string,
  identity: ValueMap | undefined,
): { readonly id: string; readonly identity: ObjectView | null } {
  if (identity === undefined || !shape) return { id, identity: null }
  const missing = Object.entries(shape.attributes).find(
    ([name, attribute]) => !attribute.optionalForImport && (identity.get(name) ?? null) === null,
  )
  if (missing)
    throw new DiagnosticError('The identity is not complete', `Set ${missing[0]} in the import block.`)
  const view = new ObjectView(identityType(shape), identity)
  return { id: shape.importId(view), identity: view }
}

import type { Value } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { type Diagnostic, DiagnosticError } from '../diagnostic.ts'
import { diagnosticsFor, emptyObject, type Host, viewOf } from '../host.ts'
import { PrivateState } from '../private-state.ts'
import { finishState } from '../result.ts'

/** Turns the text of an import into the first state of the object, which Terraform then reads. */
export async function importResource<Connection>(
  host: Host<Connection>,
  typeName: string,
  id: string,
): Promise<{ state: Value | undefined; privateBytes: Uint8Array; diagnostics: readonly Diagnostic[] }> {
  const diagnostics = diagnosticsFor(host.secrets())
  const privateState = PrivateState.decode(new Uint8Array())
  const state = await host.attempt(`importing a ${typeName}`, diagnostics, async () => {
    const resource = host.resource(typeName)
    const { attributes } = resource.schema
    const empty = viewOf(resource.schema, emptyObject(attributesType(attributes)))
    if (!resource.import) {
      throw new DiagnosticError('Import is not supported', `A ${typeName} cannot be imported.`)
    }
    const changes = await resource.import({ ...host.context(privateState, diagnostics), id, empty })
    return finishState(attributes, empty.with(changes), diagnostics)
  })
  return { state, privateBytes: privateState.encode(), diagnostics: diagnostics.list }
}

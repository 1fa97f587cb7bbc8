import { isMap, type Value } from '../../values/value.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import { PrivateState } from '../private-state.ts'
import { finishState } from '../result.ts'

/**
 * Refreshes an object. A null state means that it is gone. After an error the state is returned as it was,
 * and private notes are always given back.
 */
export async function readResource<Connection>(
  host: Host<Connection>,
  typeName: string,
  current: Value,
  privateBytes: Uint8Array,
): Promise<{ state: Value; privateBytes: Uint8Array; diagnostics: readonly Diagnostic[] }> {
  const { schema } = host.resource(typeName)
  const diagnostics = diagnosticsFor(host.secrets(schema, current))
  const privateState = PrivateState.decode(privateBytes)
  const state = await host.attempt(`reading a ${typeName}`, diagnostics, async () => {
    if (!isMap(current)) return current
    const view = viewOf(schema, current)
    const changes = await host
      .resource(typeName)
      .read({ ...host.context(privateState, diagnostics), state: view })
    return changes === null ? null : finishState(schema.attributes, view.with(changes), diagnostics)
  })
  return {
    state: state === undefined ? current : state,
    privateBytes: privateState.encode(),
    diagnostics: diagnostics.list,
  }
}

import type { Value } from '../../values/value.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import { PrivateState } from '../private-state.ts'
import { finishState } from '../result.ts'

/** Reads a data source; the configuration is wholly known. */
export async function readDataSource<Connection>(
  host: Host<Connection>,
  typeName: string,
  config: Value,
): Promise<{ state: Value | undefined; diagnostics: readonly Diagnostic[] }> {
  const source = host.dataSource(typeName)
  const diagnostics = diagnosticsFor(host.secrets(source.schema, config))
  const state = await host.attempt(`reading data source ${typeName}`, diagnostics, async () => {
    const view = viewOf(source.schema, config)
    const context = host.context(PrivateState.decode(new Uint8Array()), diagnostics)
    const changes = await source.read({ ...context, config: view })
    return finishState(source.schema.attributes, view.with(changes), diagnostics)
  })
  return { state, diagnostics: diagnostics.list }
}

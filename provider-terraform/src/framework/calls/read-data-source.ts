import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { configuredResult } from '../consistency/configured-result.ts'
import { type DeferReason, defer } from '../deferral.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { configuredView, diagnosticsFor, type Host } from '../host.ts'
import { planObject } from '../plan.ts'
import { PrivateState } from '../private-state.ts'

/** What a data source gave; no state without success or deferral. */
export interface DataSourceAnswer {
  readonly state: ValueMap | undefined
  readonly deferred?: DeferReason
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a data source; the configuration is wholly known. A put-off one has all computed values unknown. */
export async function readDataSource<Connection>(
  host: Host<Connection>,
  typeName: string,
  config: Value,
  deferralAllowed: boolean,
): Promise<DataSourceAnswer> {
  const source = host.dataSource(typeName)
  const { schema } = source
  const diagnostics = diagnosticsFor(host.secrets(schema, config))
  const what = `reading data source ${typeName}`
  const outcome = await host.attemptOrDefer(what, diagnostics, deferralAllowed, async () => {
    const context = host.context(PrivateState.of(), diagnostics)
    const changes = await source.read({ ...context, config: configuredView(schema, config), defer })
    return configuredResult(schema, config, changes, diagnostics)
  })
  if (outcome && 'deferred' in outcome) {
    const state = isMap(config) ? planObject(schema.attributes, null, config, config) : undefined
    return { state, deferred: outcome.deferred, diagnostics: diagnostics.list }
  }
  return { state: diagnostics.hasErrors ? undefined : outcome?.result, diagnostics: diagnostics.list }
}

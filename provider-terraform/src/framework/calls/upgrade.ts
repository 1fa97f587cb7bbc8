import { parseJson } from '../../values/json-reader.ts'
import { fromTree } from '../../values/state-json.ts'
import type { Value } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { type Diagnostic, DiagnosticError } from '../diagnostic.ts'
import { diagnosticsFor, type Host } from '../host.ts'

/**
 * Lifts stored state to the current schema version, step by step. Works on an unconfigured provider and
 * makes no calls. State of the current version only gets attributes that it lacks, as null.
 */
export async function upgradeState<Connection>(
  host: Host<Connection>,
  typeName: string,
  version: number,
  json: string,
): Promise<{ state: Value | undefined; diagnostics: readonly Diagnostic[] }> {
  const diagnostics = diagnosticsFor(host.secrets())
  const state = await host.attempt(`upgrading the state of ${typeName}`, diagnostics, () => {
    const resource = host.resource(typeName)
    const tree = parseJson(json)
    if (!(tree instanceof Map)) throw unreadable(typeName, 'it is not a JSON object')
    const lifted = (resource.upgrades ?? []).slice(version).reduce((old, step) => step(old), tree)
    return fromTree(attributesType(resource.schema.attributes), lifted, '')
  })
  return { state, diagnostics: diagnostics.list }
}

function unreadable(typeName: string, why: string): DiagnosticError {
  return new DiagnosticError(
    'The stored state cannot be read',
    `The state of a ${typeName} is damaged: ${why}. Restore the state file from a backup.`,
  )
}

import { type JsonTree, parseJson } from '../../values/json-reader.ts'
import { fromTree } from '../../values/state-json.ts'
import type { Value } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { type Diagnostic, DiagnosticError } from '../diagnostic.ts'
import { diagnosticsFor, type Host } from '../host.ts'
import { identityType } from '../identity.ts'

/** One step that lifts stored JSON by one version. */
type Step = (stored: Map<string, JsonTree>) => Map<string, JsonTree>

/** What was lifted; undefined after an error. */
export interface UpgradeAnswer {
  readonly value: Value | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Lifts stored state to the current schema version, step by step. Works on an unconfigured provider and
 * makes no calls. State of the current version only gets attributes that it lacks, as null.
 */
export async function upgradeState<Connection>(
  host: Host<Connection>,
  typeName: string,
  version: number,
  json: string,
): Promise<UpgradeAnswer> {
  const diagnostics = diagnosticsFor(host.secrets())
  const value = await host.attempt(`upgrading the state of ${typeName}`, diagnostics, () => {
    const { upgrades, schema } = host.resource(typeName)
    return fromTree(
      attributesType(schema.attributes),
      lift(`state of a ${typeName}`, json, version, upgrades),
      '',
    )
  })
  return { value, diagnostics: diagnostics.list }
}

/** The same for a stored identity. */
export async function upgradeIdentity<Connection>(
  host: Host<Connection>,
  typeName: string,
  version: number,
  json: string,
): Promise<UpgradeAnswer> {
  const diagnostics = diagnosticsFor(host.secrets())
  const value = await host.attempt(`upgrading the identity of ${typeName}`, diagnostics, () => {
    const { identity } = host.resource(typeName)
    if (!identity) throw unreadable(`identity of a ${typeName}`, 'this provider keeps none')
    return fromTree(
      identityType(identity),
      lift(`identity of a ${typeName}`, json, version, identity.upgrades),
      '',
    )
  })
  return { value, diagnostics: diagnostics.list }
}

/** @throws DiagnosticError when it is no JSON object. */
export function readStored(what: string, json: string): Map<string, JsonTree> {
  let tree: JsonTree
  try {
    tree = parseJson(json)
  } catch (error) {
    throw unreadable(what, error instanceof Error ? error.message : String(error))
  }
  if (!(tree instanceof Map)) throw unreadable(what, 'it is not a JSON object')
  return tree
}

function lift(
  what: string,
  json: string,
  version: number,
  steps: readonly Step[] = [],
): Map<string, JsonTree> {
  return steps.slice(version).reduce((old, step) => step(old), readStored(what, json))
}

function unreadable(what: string, why: string): DiagnosticError {
  return new DiagnosticError(
    'What is stored cannot be read',
    `The ${what} is damaged: ${why}. Restore the state file from a backup.`,
  )
}

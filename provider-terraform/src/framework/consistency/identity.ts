import { equalValues } from '../../values/equal.ts'
import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { hasUnknown } from '../../values/walk.ts'
import { type Diagnostic, Diagnostics } from '../diagnostic.ts'
import { emptyObject, type Host, viewOf } from '../host.ts'
import { type Identity, identityType } from '../identity.ts'
import type { Changes } from '../object-view.ts'
import type { Resource } from '../resource.ts'
import { type Breach, reportBreaches } from './breach.ts'
import { layOver } from './lay-over.ts'

const summary = 'The identity of the object is not sound'

/**
 * The identity of an object in a finished state, checked against the one it had. Undefined for resources
 * without identity, and when there is something wrong with it; that is told unless the call has failed
 * anyway.
 */
export async function identityAfter<Connection>(
  host: Host<Connection>,
  resource: Resource<Connection>,
  state: Value,
  before: Value,
  diagnostics: Diagnostics,
): Promise<ValueMap | undefined> {
  const { identity, schema, typeName } = resource
  if (!identity || !isMap(state)) return undefined
  const found = new Diagnostics()
  const given = await host.attempt(`naming a ${typeName}`, found, () => identity.of(viewOf(schema, state)))
  const made = given === undefined ? undefined : soundIdentity(identity, given, found)
  if (made && isMap(before) && !equalValues(identityType(identity), before, made)) {
    reportBreaches(summary, [{ path: [], rule: 'got another identity than it had' }], found)
  }
  const failed = diagnostics.hasErrors
  if (!failed) for (const diagnostic of found.list) diagnostics.add(withoutPath(diagnostic))
  return found.hasErrors ? undefined : made
}

/** Checks an identity that an author made: wholly known, and complete but for what an import may leave out. */
export function soundIdentity(
  identity: Identity,
  given: Changes,
  diagnostics: Diagnostics,
): ValueMap | undefined {
  const type = identityType(identity)
  const { values, breaches } = layOver(type, emptyObject(type), given)
  const missing: Breach[] = Object.entries(identity.attributes).flatMap(([name, attribute]) => {
    const value = values.get(name) ?? null
    const path = [{ attribute: name }]
    if (hasUnknown(value)) return [{ path, rule: 'of the identity is unknown' }]
    return value === null && !attribute.optionalForImport
      ? [{ path, rule: 'of the identity is not set' }]
      : []
  })
  const empty = [...values.values()].every((value) => value === null)
  const nothing: Breach[] = empty && missing.length === 0 ? [{ path: [], rule: 'has an empty identity' }] : []
  const all = [...breaches, ...missing, ...nothing]
  reportBreaches(summary, all, diagnostics)
  return all.length === 0 ? values : undefined
}

/** Paths of an identity lead nowhere in the schema of the resource. */
function withoutPath({ severity, summary, detail }: Diagnostic): Diagnostic {
  return { severity, summary, detail }
}

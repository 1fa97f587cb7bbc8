import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { type Attribute, type Attributes, attributesType } from '../attribute.ts'
import { reportBreaches } from '../consistency/breach.ts'
import { finishState } from '../consistency/finish-state.ts'
import { layOver } from '../consistency/lay-over.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { diagnosticsFor, type Host, viewOf } from '../host.ts'
import { mapAttributes, nestedParts } from '../plan.ts'

/**
 * The configuration that describes an object as it is: its state without values that no configuration can
 * give, and without those that are the default anyway.
 */
export async function generateConfig<Connection>(
  host: Host<Connection>,
  typeName: string,
  state: Value,
): Promise<{ readonly config: ValueMap | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const resource = host.resource(typeName)
  const { attributes } = resource.schema
  const diagnostics = diagnosticsFor(host.secrets(resource.schema, state))
  const config = await host.attempt(`describing a ${typeName}`, diagnostics, () => {
    const general = configurable(attributes, isMap(state) ? state : new Map())
    const changes = resource.generateConfig?.(viewOf(resource.schema, state)) ?? {}
    const { values, breaches } = layOver(attributesType(attributes), general, changes)
    reportBreaches('The configuration was generated wrongly', breaches, diagnostics)
    return finishState(attributes, values, diagnostics)
  })
  return { config: diagnostics.hasErrors ? undefined : config, diagnostics: diagnostics.list }
}

function configurable(attributes: Attributes, state: ValueMap): ValueMap {
  return mapAttributes(attributes, state, (attribute, value) => {
    if (!isConfigurable(attribute)) return null
    return nestedParts(attribute, value, (inner, part) => configurable(inner, part))
  })
}

function isConfigurable({ required, optional, writeOnly }: Attribute): boolean {
  return (required === true || optional === true) && writeOnly !== true
}

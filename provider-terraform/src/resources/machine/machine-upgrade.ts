import { attributesType } from '../../framework/attribute.ts'
import type { Move } from '../../framework/move.ts'
import type { JsonTree } from '../../values/json-reader.ts'
import { fromTree } from '../../values/state-json.ts'
import { isMap } from '../../values/value.ts'
import { machineSchema } from './machine-schema.ts'

/** Attributes that hold any value, which the state stores with its type. */
const dynamicTexts = ['add_parameters', 'deallocate_parameters']

/**
 * Lifts state of version 0: that of the provider `rackn/drp`, where parameters are lists of texts, and that of
 * earlier versions of this one. What this schema lacks is dropped.
 */
export function upgradeFromVersion0(state: ReadonlyMap<string, JsonTree>): Map<string, JsonTree> {
  const lifted = new Map<string, JsonTree>()
  for (const [name, value] of state) {
    if (!Object.hasOwn(machineSchema.attributes, name)) continue
    lifted.set(name, dynamicTexts.includes(name) && Array.isArray(value) ? textsAsTuple(value) : value)
  }
  const id = state.get('id')
  if (typeof id === 'string') lifted.set('uuid', id)
  // There it was computed; here it is what the user wants.
  lifted.delete('bootenv')
  if (state.has('bootenv')) lifted.set('bootenv_current', state.get('bootenv') ?? null)
  if (lifted.get('locked') === false) lifted.delete('locked')
  if (lifted.get('on_timeout') === 'taint') lifted.delete('on_timeout')
  // Elsewhere it may be a block of another form.
  if (!(lifted.get('timeouts') instanceof Map)) lifted.delete('timeouts')
  return lifted
}

/** A `moved` block or an import of state may bring a machine of the provider `rackn/drp`. */
export const moveFromRackn: Move = {
  provider: 'rackn/drp',
  typeName: 'drp_machine',
  move({ state }) {
    const lifted = fromTree(attributesType(machineSchema.attributes), upgradeFromVersion0(state), '')
    return { state: isMap(lifted) ? Object.fromEntries(lifted) : {} }
  },
}

/** A list as the state stores it where any value may be. */
function textsAsTuple(texts: readonly JsonTree[]): JsonTree {
  return new Map<string, JsonTree>([
    ['value', [...texts]],
    ['type', ['tuple', texts.map(() => 'string')]],
  ])
}

import { equalValues } from '../values/equal.ts'
import { formatPath } from '../values/path.ts'
import { isMap, type Value, type ValueMap } from '../values/value.ts'
import { hasUnknown, withoutUnknown } from '../values/walk.ts'
import { type Attributes, attributeType } from './attribute.ts'
import type { Diagnostics } from './diagnostic.ts'
import { withoutWriteOnly } from './plan.ts'

const ourFault = 'This is a fault of the provider, please report it.'

/**
 * Makes a state fit to be handed to Terraform: nothing write-only, nothing unknown. An unknown part in a
 * successful answer is a fault of the provider and is reported; beside an error it just becomes null, since
 * Terraform would hide the error behind messages of its own.
 */
export function finishState(attributes: Attributes, state: ValueMap, diagnostics: Diagnostics): ValueMap {
  const { value, paths } = withoutUnknown(withoutWriteOnly(attributes, state))
  if (!diagnostics.hasErrors) {
    for (const at of paths) {
      diagnostics.error(
        'The provider left a value unknown',
        `${formatPath(at)} was not set although the operation succeeded. ${ourFault}`,
        at.slice(0, 1),
      )
    }
  }
  return isMap(value) ? value : state
}

/**
 * Checks that a successful apply returned every value that the plan promised. Values are not shown, since
 * they may be secret.
 */
export function checkApplied(
  attributes: Attributes,
  planned: ValueMap,
  applied: ValueMap,
  diagnostics: Diagnostics,
): void {
  if (diagnostics.hasErrors) return
  for (const [name, attribute] of Object.entries(attributes)) {
    const promised: Value = planned.get(name) ?? null
    if (hasUnknown(promised) || equalValues(attributeType(attribute), promised, applied.get(name) ?? null))
      continue
    diagnostics.error(
      'The result differs from the plan',
      `${name} has another value after apply than was planned. ${ourFault}`,
      [{ attribute: name }],
    )
  }
}

import { formatPath } from '../../values/path.ts'
import { isMap, type ValueMap } from '../../values/value.ts'
import { withoutUnknown } from '../../values/walk.ts'
import type { Attributes } from '../attribute.ts'
import type { Diagnostics } from '../diagnostic.ts'
import { withoutWriteOnly } from '../plan.ts'
import { ourFault } from './breach.ts'

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

import type { Path } from './path.ts'
import { isArray, isMap, type Value } from './value.ts'

/**
 * The value at a place; undefined when the place does not exist. An attribute of an unset or unknown object
 * does not exist, as for Terraform.
 */
export function valueAt(value: Value, path: Path): Value | undefined {
  let at: Value | undefined = value
  for (const step of path) {
    if ('index' in step) at = isArray(at) ? at[step.index] : undefined
    else if (isMap(at)) at = at.get('key' in step ? step.key : step.attribute)
    else return undefined
  }
  return at
}

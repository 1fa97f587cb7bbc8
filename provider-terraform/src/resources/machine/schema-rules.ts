import type { TimeoutDefaults } from '../../framework/timeouts.ts'
import { matches, type Validator } from '../../framework/validator.ts'
import { DynamicValue, isArray, isMap, type Value } from '../../values/value.ts'

const minute = 60_000

/** Limits of the operations on a machine, unless `timeouts` says otherwise. */
export const machineTimeouts: TimeoutDefaults = {
  create: 60 * minute,
  read: 2 * minute,
  update: 60 * minute,
  delete: 60 * minute,
}

/** The text is not blank. */
export const filled: Validator = matches(/\S/, 'a text that is not blank')

/** The value is an object. */
export function jsonObjectOnly(value: Value): string | undefined {
  const fits = value instanceof DynamicValue && (value.value === null || isMap(value.value))
  return fits ? undefined : 'The value must be an object: names with their values.'
}

/** The value is an object, or a list of texts such as `name: value`. */
export function parametersOnly(value: Value): string | undefined {
  const inner = value instanceof DynamicValue ? value.value : null
  if (!isArray(inner)) return jsonObjectOnly(value)
  const texts = inner.every((text) => typeof text !== 'string' || /^[^:]*[^:\s][^:]*:/.test(text))
  return texts
    ? undefined
    : 'Texts must be of the form "name: value"; better is an object of names and values.'
}

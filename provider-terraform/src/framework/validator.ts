import { formatPath, type Path, type Step } from '../values/path.ts'
import { isArray, isMap, Unknown, type Value } from '../values/value.ts'
import type { Attribute, Attributes } from './attribute.ts'
import type { Diagnostics } from './diagnostic.ts'
import { parseDuration } from './duration.ts'

/** Says what is wrong with a known, set value; undefined when nothing is. Must not repeat the value itself. */
export type Validator = (value: Value) => string | undefined

/** The text is one of the given ones. */
export function oneOf(...allowed: readonly string[]): Validator {
  return (value) =>
    typeof value === 'string' && !allowed.includes(value) ? `Allowed are: ${allowed.join(', ')}.` : undefined
}

/** The text has the form; `what` completes "The value must be …". */
export function matches(pattern: RegExp, what: string): Validator {
  return (value) =>
    typeof value === 'string' && !pattern.test(value) ? `The value must be ${what}.` : undefined
}

/** The number lies between two whole numbers, both included, and is whole. */
export function wholeBetween(least: number, most: number): Validator {
  return (value) => {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    return fits ? undefined : `The value must be a whole number from ${least} to ${most}.`
  }
}

/** The text is a Go duration such as `90s` or `1h30m`. */
export const duration: Validator = (value) =>
  typeof value === 'string' && parseDuration(value) === undefined
    ? 'The value must be a duration such as "90s", "45m" or "1h30m".'
    : undefined

/** Every element of a list, set or map satisfies a rule; unset elements do not. */
export function each(rule: Validator): Validator {
  return (value) => {
    const elements = isArray(value) ? value : isMap(value) ? [...value.values()] : []
    for (const element of elements) {
      if (element === null) return 'No element may be null.'
      const problem = element instanceof Unknown ? undefined : rule(element)
      if (problem !== undefined) return problem
    }
    return undefined
  }
}

/** Runs the validators of all attributes, nested ones too. Unknown and unset values are not judged. */
export function validateAttributes(
  attributes: Attributes,
  value: Value,
  diagnostics: Diagnostics,
  at: Path = [],
): void {
  if (!isMap(value)) return
  for (const [name, attribute] of Object.entries(attributes)) {
    validateOne(attribute, value.get(name) ?? null, diagnostics, [...at, { attribute: name }])
  }
}

function validateOne(attribute: Attribute, value: Value, diagnostics: Diagnostics, at: Path): void {
  if (value === null || value instanceof Unknown) return
  for (const rule of attribute.validators ?? []) {
    const problem = rule(value)
    if (problem !== undefined) diagnostics.error(`Invalid value for ${formatPath(at)}`, problem, at)
  }
  const { shape } = attribute
  if (shape.kind === 'plain') return
  const inner = (part: Value, step: readonly Step[]) =>
    validateAttributes(shape.attributes, part, diagnostics, [...at, ...step])
  if (shape.nesting === 'single') inner(value, [])
  else if (isMap(value)) for (const [key, part] of value) inner(part, [{ key }])
  else if (isArray(value)) {
    for (const [index, part] of value.entries()) inner(part, shape.nesting === 'list' ? [{ index }] : [])
  }
}

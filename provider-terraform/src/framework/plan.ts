import { equalValues } from '../values/equal.ts'
import type { Path } from '../values/path.ts'
import { isArray, isMap, Unknown, unknown, type Value, type ValueMap } from '../values/value.ts'
import { type Attribute, type Attributes, attributesType, attributeType } from './attribute.ts'

/** The outcome of planning one object. */
export interface Plan {
  readonly planned: ValueMap
  readonly requiresReplace: readonly Path[]
}

/**
 * Turns the state that Terraform proposes into the planned state:
 * write-only values go, defaults come in, and when anything changes every computed value that the
 * configuration leaves open becomes unknown, except those that an update keeps. When nothing changes, the
 * plan is the prior state, value for value.
 *
 * @param prior state before; null when the object is to be created
 * @param proposed configuration merged over the prior state's computed values, made by Terraform
 */
export function planObject(
  attributes: Attributes,
  prior: ValueMap | null,
  proposed: ValueMap,
  config: ValueMap,
): Plan {
  const settled = settle(attributes, proposed, config)
  if (prior !== null && equalValues(attributesType(attributes), prior, settled)) {
    return { planned: prior, requiresReplace: [] }
  }
  const planned = openComputed(attributes, prior, settled, config)
  return { planned, requiresReplace: prior === null ? [] : replacements(attributes, prior, planned, []) }
}

/** The value without any write-only part, as it may be stored. */
export function withoutWriteOnly(attributes: Attributes, value: ValueMap): ValueMap {
  return mapAttributes(attributes, value, (attribute, member) => {
    if (attribute.writeOnly) return null
    return nestedParts(attribute, member, (inner, part) => withoutWriteOnly(inner, part))
  })
}

function settle(attributes: Attributes, proposed: ValueMap, config: ValueMap): ValueMap {
  return mapAttributes(attributes, proposed, (attribute, value, name) => {
    if (attribute.writeOnly) return null
    const configured = config.get(name) ?? null
    if (configured === null && attribute.default !== undefined) return attribute.default
    return nestedParts(attribute, value, (inner, part, pick) => settle(inner, part, pick(configured)))
  })
}

function openComputed(
  attributes: Attributes,
  prior: ValueMap | null,
  settled: ValueMap,
  config: ValueMap,
): ValueMap {
  return mapAttributes(attributes, settled, (attribute, value, name) => {
    const configured = config.get(name) ?? null
    const before = prior?.get(name) ?? null
    if (configured === null && attribute.computed && attribute.default === undefined) {
      return attribute.keepPrior && before !== null ? before : unknown
    }
    return nestedParts(attribute, value, (inner, part, pick) => {
      const priorPart = before === null ? null : pick(before)
      return openComputed(inner, priorPart, part, pick(configured))
    })
  })
}

function replacements(attributes: Attributes, prior: ValueMap, planned: ValueMap, at: Path): readonly Path[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const before = prior.get(name) ?? null
    const after = planned.get(name) ?? null
    if (equalValues(attributeType(attribute), before, after)) return []
    const here = [...at, { attribute: name }]
    if (attribute.requiresReplace) return [here]
    const { shape } = attribute
    if (shape.kind === 'plain' || shape.nesting !== 'single' || !isMap(before) || !isMap(after)) return []
    return replacements(shape.attributes, before, after, here)
  })
}

function mapAttributes(
  attributes: Attributes,
  values: ValueMap,
  change: (attribute: Attribute, value: Value, name: string) => Value,
): ValueMap {
  return new Map(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      change(attribute, values.get(name) ?? null, name),
    ]),
  )
}

const nothing: ValueMap = new Map()

/**
 * Changes each nested object of an attribute. `pick` finds the object at the same place in another value of
 * the attribute. Plain attributes, sets (whose elements have no place) and unknown values stay as they are.
 */
function nestedParts(
  attribute: Attribute,
  value: Value,
  change: (inner: Attributes, part: ValueMap, pick: (other: Value) => ValueMap) => ValueMap,
): Value {
  const { shape } = attribute
  if (shape.kind === 'plain' || shape.nesting === 'set' || value === null || value instanceof Unknown)
    return value
  const asMap = (part: Value | undefined): ValueMap => (isMap(part) ? part : nothing)
  if (shape.nesting === 'single') return isMap(value) ? change(shape.attributes, value, asMap) : value
  if (isArray(value)) {
    return value.map((part, index) =>
      isMap(part)
        ? change(shape.attributes, part, (other) => asMap(isArray(other) ? other[index] : null))
        : part,
    )
  }
  if (!isMap(value)) return value
  return new Map(
    [...value].map(([key, part]) => [
      key,
      isMap(part)
        ? change(shape.attributes, part, (other) => asMap(isMap(other) ? other.get(key) : null))
        : part,
    ]),
  )
}

import { equalValues } from '../values/equal.ts'
import { formatPath, type Path } from '../values/path.ts'
import { isArray, isMap, Unknown, unknown, type Value, type ValueMap } from '../values/value.ts'
import { type Attribute, type Attributes, attributesType, attributeType, type Nesting } from './attribute.ts'
import { keepAlike } from './consistency/alike.ts'

/**
 * Turns the state that Terraform proposes into the planned state:
 * write-only values go, defaults come in, and when anything changes every computed value that the
 * configuration leaves open becomes unknown, except those that an update keeps. Values that mean the same as
 * the prior ones stay as they were; when nothing else changes, the plan is the prior state, value for value.
 *
 * @param prior state before; null when the object is to be created
 * @param proposed configuration merged over the prior state's computed values, made by Terraform
 */
export function planObject(
  attributes: Attributes,
  prior: ValueMap | null,
  proposed: ValueMap,
  config: ValueMap,
): ValueMap {
  const whole = settle(attributes, proposed, config)
  const settled = prior === null ? whole : keepAlike(attributes, prior, whole)
  if (prior !== null && equalValues(attributesType(attributes), prior, settled)) return prior
  return openComputed(attributes, prior, settled, config)
}

/** A configuration with the defaults of what it leaves out, and without write-only values. */
export function withDefaults(attributes: Attributes, config: ValueMap): ValueMap {
  return settle(attributes, config, config)
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
    if (configured === null && attribute.default !== undefined) {
      return nestedParts(attribute, attribute.default, (inner, part) => withoutWriteOnly(inner, part))
    }
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
    if (configured === null && attribute.default !== undefined) return value
    if (configured === null && attribute.computed) {
      return attribute.keepPrior && before !== null ? before : unknown
    }
    return nestedParts(attribute, value, (inner, part, pick) => {
      const priorPart = before === null ? null : pick(before)
      return openComputed(inner, priorPart, part, pick(configured))
    })
  })
}

/**
 * The attributes whose planned change destroys and recreates the object. Every path leads to something in
 * the prior or in the planned state, as Terraform demands.
 */
export function replacements(
  attributes: Attributes,
  prior: ValueMap,
  planned: ValueMap,
  at: Path = [],
): readonly Path[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const before = prior.get(name) ?? null
    const after = planned.get(name) ?? null
    if (equalValues(attributeType(attribute), before, after)) return []
    const here = [...at, { attribute: name }]
    if (attribute.requiresReplace || attribute.requiresReplaceIf?.({ prior: before, planned: after }))
      return [here]
    const { shape } = attribute
    if (shape.kind === 'plain') return []
    return placedParts(shape.nesting, before).flatMap(([step, part]) => {
      const other = placedParts(shape.nesting, after).find(([at]) => sameStep(at, step))
      return other ? replacements(shape.attributes, part, other[1], [...here, ...step]) : []
    })
  })
}

/** The nested objects of an attribute with the step to each; the elements of a set have no place. */
function placedParts(nesting: Nesting, value: Value): readonly (readonly [Path, ValueMap])[] {
  if (nesting === 'single') return isMap(value) ? [[[], value]] : []
  if (nesting === 'list' && isArray(value)) {
    return value.flatMap((part, index) => (isMap(part) ? [[[{ index }], part] as const] : []))
  }
  if (nesting !== 'map' || !isMap(value)) return []
  return [...value].flatMap(([key, part]) => (isMap(part) ? [[[{ key }], part] as const] : []))
}

function sameStep(a: Path, b: Path): boolean {
  return formatPath(a) === formatPath(b)
}

/** The object with one change asked for each of its attributes. */
export function mapAttributes(
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
export function nestedParts(
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

import { equalValues } from '../../values/equal.ts'
import type { Path } from '../../values/path.ts'
import { isArray, isMap, Unknown, type Value, type ValueMap } from '../../values/value.ts'
import { type Attribute, type Attributes, attributesType, attributeType } from '../attribute.ts'
import type { Breach } from './breach.ts'

/**
 * What Terraform would refuse in a plan ("Provider produced invalid plan"): a planned value must equal the
 * configuration, or the prior value where there is one, unless the configuration leaves a computed attribute
 * open. Nested objects keep the number and the names of those in the configuration.
 */
export function planBreaches(
  attributes: Attributes,
  prior: ValueMap | null,
  config: ValueMap,
  planned: ValueMap,
  at: Path = [],
): readonly Breach[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const member = (of: ValueMap | null): Value => of?.get(name) ?? null
    return valueBreaches(attribute, member(prior), member(config), member(planned), [
      ...at,
      { attribute: name },
    ])
  })
}

function valueBreaches(
  attribute: Attribute,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): readonly Breach[] {
  const type = attributeType(attribute)
  if (attribute.writeOnly) return planned === null ? [] : [{ path, rule: 'is write-only and was planned' }]
  if (equalValues(type, planned, config)) return []
  if (config === null) {
    return attribute.computed
      ? []
      : [{ path, rule: 'was planned although it is neither configured nor computed' }]
  }
  if (prior !== null && equalValues(type, planned, prior)) return []
  const { shape } = attribute
  if (shape.kind === 'plain') {
    return [{ path, rule: 'was planned with another value than the configured and the prior one' }]
  }
  if (planned === null) return [{ path, rule: 'was planned as absent although it is configured' }]
  if (planned instanceof Unknown) return [{ path, rule: 'was planned as unknown although it is configured' }]
  if (config instanceof Unknown) return [{ path, rule: 'was planned although its configuration is unknown' }]
  const inner = shape.attributes
  switch (shape.nesting) {
    case 'single':
      return partBreaches(inner, prior, config, planned, path)
    case 'list': {
      const [old, wanted, parts] = [prior, config, planned].map((value) => (isArray(value) ? value : []))
      if (wanted?.length !== parts?.length)
        return [{ path, rule: 'was planned with another number of elements' }]
      return (parts ?? []).flatMap((part, index) =>
        partBreaches(inner, old?.[index] ?? null, wanted?.[index] ?? null, part, [...path, { index }]),
      )
    }
    case 'map': {
      const [old, wanted, parts] = [prior, config, planned].map((value) => (isMap(value) ? value : new Map()))
      const names = new Set([...(wanted?.keys() ?? []), ...(parts?.keys() ?? [])])
      return [...names].flatMap((key) =>
        wanted?.has(key) && parts?.has(key)
          ? partBreaches(inner, old?.get(key) ?? null, wanted.get(key), parts.get(key), [...path, { key }])
          : [{ path, rule: 'was planned with other keys than the configured ones' }],
      )
    }
    case 'set':
      return setFits(inner, isArray(config) ? config : [], isArray(planned) ? planned : [])
        ? []
        : [{ path, rule: 'was planned with other elements than the configured ones' }]
  }
}

/** One nested object; its elements may be null or unknown as the configuration has them. */
function partBreaches(
  attributes: Attributes,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): readonly Breach[] {
  if (isMap(config) && isMap(planned)) {
    return planBreaches(attributes, isMap(prior) ? prior : null, config, planned, path)
  }
  return equalValues(attributesType(attributes), config, planned)
    ? []
    : [{ path, rule: 'was planned with another element than the configured one' }]
}

/** Elements of a set have no place: each needs a partner on the other side. */
function setFits(attributes: Attributes, config: readonly Value[], planned: readonly Value[]): boolean {
  if (config.length !== planned.length) return false
  const fits = (wanted: Value, part: Value) => partBreaches(attributes, null, wanted, part, []).length === 0
  return (
    planned.every((part) => config.some((wanted) => fits(wanted, part))) &&
    config.every((wanted) => planned.some((part) => fits(wanted, part)))
  )
}

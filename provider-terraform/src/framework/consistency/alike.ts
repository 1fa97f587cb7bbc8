import { equalValues } from '../../values/equal.ts'
import { isArray, isMap, type Value, type ValueMap } from '../../values/value.ts'
import { hasUnknown } from '../../values/walk.ts'
import { type Attribute, type Attributes, attributeType } from '../attribute.ts'

/**
 * The later object with the earlier spelling of every value that is equal or means the same, so that neither
 * `1.50` for `1.5` nor another order of a set looks like a change.
 */
export function keepAlike(attributes: Attributes, earlier: ValueMap, later: ValueMap): ValueMap {
  return new Map(
    [...later].map(([name, value]) => {
      const attribute = attributes[name]
      return [name, attribute ? keepOne(attribute, earlier.get(name) ?? null, value) : value]
    }),
  )
}

function keepOne(attribute: Attribute, earlier: Value, later: Value): Value {
  if (equalValues(attributeType(attribute), earlier, later) || meansTheSame(attribute, earlier, later)) {
    return earlier
  }
  const { shape } = attribute
  if (shape.kind === 'plain' || shape.nesting === 'set') return later
  const both = (a: Value | undefined, b: Value) =>
    isMap(a) && isMap(b) ? keepAlike(shape.attributes, a, b) : b
  if (shape.nesting === 'single') return both(earlier, later)
  if (isArray(earlier) && isArray(later)) return later.map((part, index) => both(earlier[index], part))
  if (!isMap(earlier) || !isMap(later)) return later
  return new Map([...later].map(([key, part]) => [key, both(earlier.get(key), part)]))
}

function meansTheSame({ equivalent }: Attribute, earlier: Value, later: Value): boolean {
  if (!equivalent || earlier === null || later === null || hasUnknown(earlier) || hasUnknown(later))
    return false
  try {
    return equivalent(earlier, later)
  } catch {
    // A rule that cannot judge a value must not cost the state of an object: the values count as different.
    return false
  }
}

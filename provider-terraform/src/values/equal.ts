import { canonicalText, refinementText } from './canonical.ts'
import { canonicalNumber } from './decimal.ts'
import { type CollectionType, type ObjectType, type TupleType, type Type, typeToJson } from './type.ts'
import { DynamicValue, isArray, isMap, isNumber, Unknown, type Value } from './value.ts'

/**
 * Whether two values of one type are the same: numbers by amount, text after Unicode NFC, sets in any order.
 * Two unknown values are the same when they promise the same. An unset list is not an empty one.
 */
export function equalValues(type: Type, a: Value, b: Value): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  if (a instanceof Unknown || b instanceof Unknown) {
    return a instanceof Unknown && b instanceof Unknown && refinementText(a) === refinementText(b)
  }
  if (type === 'dynamic') {
    if (!(a instanceof DynamicValue && b instanceof DynamicValue)) return false
    return typeToJson(a.type) === typeToJson(b.type) && equalValues(a.type, a.value, b.value)
  }
  if (isNumber(a) && isNumber(b)) return canonicalNumber(a) === canonicalNumber(b)
  if (typeof a === 'string' && typeof b === 'string') return a.normalize('NFC') === b.normalize('NFC')
  if (typeof type === 'string') return false
  if (isArray(a) && isArray(b)) return equalArrays(type, a, b)
  if (isMap(a) && isMap(b)) return equalMaps(type, a, b)
  return false
}

function equalArrays(
  type: CollectionType | ObjectType | TupleType,
  a: readonly Value[],
  b: readonly Value[],
): boolean {
  if (a.length !== b.length) return false
  switch (type.kind) {
    case 'list':
      return a.every((element, index) => equalValues(type.element, element, b[index] ?? null))
    case 'tuple':
      return type.elements.every((member, index) => equalValues(member, a[index] ?? null, b[index] ?? null))
    case 'set':
      return canonicalText(type, a) === canonicalText(type, b)
    default:
      return false
  }
}

function equalMaps(
  type: CollectionType | ObjectType | TupleType,
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
): boolean {
  if (type.kind === 'object') {
    return [...type.attributes].every(([name, member]) =>
      equalValues(member, a.get(name) ?? null, b.get(name) ?? null),
    )
  }
  if (type.kind !== 'map' || a.size !== b.size) return false
  return [...a].every(([key, element]) => {
    const other = b.get(key)
    return other !== undefined && equalValues(type.element, element, other)
  })
}

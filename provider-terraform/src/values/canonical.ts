import { canonicalNumber } from './decimal.ts'
import { type Type, typeToJson } from './type.ts'
import { DynamicValue, isArray, isMap, isNumber, Unknown, type Value } from './value.ts'

/**
 * A text that two values of one type share exactly when they are equal as Terraform sees it: numbers by
 * amount, text after Unicode NFC, sets in any order. Values of another shape than the type get one, too.
 */
export function canonicalText(type: Type, value: Value): string {
  if (value === null) return 'null'
  if (value instanceof Unknown) return `?${refinementText(value)}`
  if (value instanceof DynamicValue)
    return `{${typeToJson(value.type)}${canonicalText(value.type, value.value)}}`
  if (isNumber(value)) return `#${canonicalNumber(value)}`
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (typeof value === 'boolean' || typeof type === 'string') return String(value)
  if (isArray(value)) {
    const parts = value.map((part, index) => canonicalText(elementType(type, index), part))
    return `[${(type.kind === 'set' ? parts.sort() : parts).join()}]`
  }
  if (!isMap(value)) return ''
  if (type.kind === 'object') {
    const members = [...type.attributes].map(([name, member]) =>
      canonicalText(member, value.get(name) ?? null),
    )
    return `(${members.join()})`
  }
  const members = [...value].map(
    ([key, part]) => `${JSON.stringify(key)}:${canonicalText(elementType(type, 0), part)}`,
  )
  return `(${members.sort().join()})`
}

/** A text that two unknown values share when they promise the same. */
export function refinementText({ refinement }: Unknown): string {
  const { notNull, prefix, lower, upper, minLength, maxLength } = refinement
  const bounds = [lower, upper].map((bound) => (bound ? [canonicalNumber(bound[0]), bound[1]] : null))
  return JSON.stringify([notNull ?? null, prefix ?? null, bounds, minLength ?? null, maxLength ?? null])
}

function elementType(type: Exclude<Type, string>, index: number): Type {
  if (type.kind === 'tuple') return type.elements[index] ?? 'dynamic'
  return type.kind === 'object' ? 'dynamic' : type.element
}

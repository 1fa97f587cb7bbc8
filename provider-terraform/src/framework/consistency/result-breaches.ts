import { admits } from '../../values/admits.ts'
import { equalValues } from '../../values/equal.ts'
import type { Path } from '../../values/path.ts'
import { type ObjectType, type Type, typeToJson } from '../../values/type.ts'
import { DynamicValue, isArray, isMap, Unknown, type Value } from '../../values/value.ts'
import type { Breach } from './breach.ts'

/**
 * What Terraform would refuse in a result ("Provider produced inconsistent result after apply"): every value
 * that the plan knew must come back, and one that it did not know must keep what was promised about it.
 */
export function resultBreaches(
  type: Type,
  planned: Value,
  actual: Value,
  path: Path = [],
): readonly Breach[] {
  const breach = (rule: string): readonly Breach[] => [{ path, rule }]
  if (planned instanceof Unknown) {
    return admits(planned, actual) ? [] : breach('does not keep what the plan promised about it')
  }
  if (equalValues(type, planned, actual)) return []
  if (actual instanceof Unknown) return breach('was known in the plan and came back unknown')
  if (planned === null) return breach('was planned as absent and has a value after apply')
  if (actual === null) return breach('was planned with a value and is absent after apply')
  if (planned instanceof DynamicValue && actual instanceof DynamicValue) {
    if (typeToJson(planned.type) !== typeToJson(actual.type))
      return breach('has another type than was planned')
    return resultBreaches(planned.type, planned.value, actual.value, path)
  }
  if (typeof type === 'string') return breach('has another value after apply than was planned')
  if (isMap(planned) && isMap(actual)) {
    if (type.kind === 'object') return memberBreaches(type, planned, actual, path)
    if (type.kind !== 'map') return breach('has another type than was planned')
    const keys = new Set([...planned.keys(), ...actual.keys()])
    return [...keys].flatMap((key) => {
      if (!planned.has(key) || !actual.has(key)) return breach('has other keys after apply than were planned')
      return resultBreaches(type.element, planned.get(key) ?? null, actual.get(key) ?? null, [
        ...path,
        { key },
      ])
    })
  }
  if (!isArray(planned) || !isArray(actual)) return breach('has another type than was planned')
  if (type.kind === 'set') {
    return setFits(type.element, planned, actual)
      ? []
      : breach('has other elements after apply than were planned')
  }
  if (planned.length !== actual.length)
    return breach('has another number of elements after apply than was planned')
  return planned.flatMap((part, index) => {
    const element =
      type.kind === 'tuple' ? type.elements[index] : type.kind === 'list' ? type.element : 'dynamic'
    return resultBreaches(element ?? 'dynamic', part, actual[index] ?? null, [...path, { index }])
  })
}

function memberBreaches(
  type: ObjectType,
  planned: ReadonlyMap<string, Value>,
  actual: ReadonlyMap<string, Value>,
  path: Path,
): readonly Breach[] {
  return [...type.attributes].flatMap(([name, member]) =>
    resultBreaches(member, planned.get(name) ?? null, actual.get(name) ?? null, [
      ...path,
      { attribute: name },
    ]),
  )
}

/** Unknown elements may become equal ones, so a set may shrink, but it never grows. */
function setFits(element: Type, planned: readonly Value[], actual: readonly Value[]): boolean {
  if (actual.length > planned.length) return false
  const fits = (promise: Value, part: Value) => resultBreaches(element, promise, part).length === 0
  return (
    planned.every((promise) => actual.some((part) => fits(promise, part))) &&
    actual.every((part) => planned.some((promise) => fits(promise, part)))
  )
}

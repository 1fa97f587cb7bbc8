import type { Path, Step } from './path.ts'
import { DynamicValue, isArray, isMap, Unknown, type Value } from './value.ts'

/** Whether any part of a value is unknown. */
export function hasUnknown(value: Value): boolean {
  if (value instanceof Unknown) return true
  if (value instanceof DynamicValue) return hasUnknown(value.value)
  if (isArray(value)) return value.some(hasUnknown)
  return isMap(value) && [...value.values()].some(hasUnknown)
}

/** The value with every unknown part put to null, and the paths where that happened. */
export function withoutUnknown(value: Value): { value: Value; paths: readonly Path[] } {
  const paths: Path[] = []
  const strip = (part: Value, at: Path): Value => {
    if (part instanceof Unknown) {
      paths.push(at)
      return null
    }
    if (part instanceof DynamicValue) return new DynamicValue(part.type, strip(part.value, at))
    if (isArray(part)) return part.map((element, index) => strip(element, [...at, { index }]))
    if (!isMap(part)) return part
    const step = (name: string): Step => (at.length === 0 ? { attribute: name } : { key: name })
    return new Map([...part].map(([name, member]) => [name, strip(member, [...at, step(name)])]))
  }
  return { value: strip(value, []), paths }
}

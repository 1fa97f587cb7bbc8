import { GoFunc } from './func.ts'
import { HostObject } from './host-object.ts'
import { GoInt, GoMap, GoSlice, type Value } from './value.ts'

/** Go's `%T`. */
export function typeName(value: Value): string {
  if (value === undefined || value === null) return '<nil>'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return 'float64'
  if (value instanceof GoInt) return value.kind
  if (value instanceof GoSlice) return `[]${value.elem}`
  if (value instanceof GoMap) return `map[string]${value.elem}`
  if (value instanceof HostObject) return value.shape.typeName
  return value.typeName
}

/** Type of a value where a nil interface is possible, as Go's template errors word it. */
export function staticTypeName(value: Value): string {
  return value === undefined || value === null ? 'interface {}' : typeName(value)
}

/** Go's `reflect.Kind` as text. */
export function kindName(value: Value): string {
  if (value === undefined || value === null) return 'invalid'
  if (value instanceof GoSlice) return 'slice'
  if (value instanceof GoMap) return 'map'
  if (value instanceof HostObject) return value.shape.typeName.startsWith('*') ? 'ptr' : 'struct'
  if (value instanceof GoFunc) return 'func'
  return typeName(value)
}

/** Go's template truth: empty and zero values are false; NaN and any object are true. */
export function isTrue(value: Value): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (value instanceof GoInt) return value.value !== 0n
  if (value instanceof GoSlice) return value.items.length > 0
  if (value instanceof GoMap) return value.entries.size > 0
  return true
}

/** Keys of a map in the order Go's template range and fmt use. */
export function sortedKeys(map: GoMap, compare: (a: string, b: string) => number): string[] {
  return [...map.entries.keys()].sort(compare)
}

import type { Budget } from '../budget.ts'
import { HostObject } from './host-object.ts'
import { GoInt, GoMap, GoSlice, type Value } from './value.ts'

/** Go's `reflect.DeepEqual`: types must be the same too, so int 1, int64 1 and float64 1 all differ. */
export function deepEqual(a: Value, b: Value, budget: Budget, depth = 0): boolean {
  budget.step()
  budget.nesting(depth)
  if (a === null || a === undefined) return b === null || b === undefined
  if (a instanceof GoInt) return b instanceof GoInt && a.kind === b.kind && a.value === b.value
  if (a instanceof GoSlice) {
    if (!(b instanceof GoSlice) || a.elem !== b.elem || a.isNil !== b.isNil) return false
    if (a === b) return true
    if (a.items.length !== b.items.length) return false
    return a.items.every((item, i) => deepEqual(item, b.items[i], budget, depth + 1))
  }
  if (a instanceof GoMap) {
    if (!(b instanceof GoMap) || a.elem !== b.elem || a.isNil !== b.isNil) return false
    if (a === b) return true
    if (a.entries.size !== b.entries.size) return false
    for (const [key, value] of a.entries) {
      if (!b.entries.has(key) || !deepEqual(value, b.entries.get(key), budget, depth + 1)) return false
    }
    return true
  }
  if (a instanceof HostObject && b instanceof HostObject) return a === b || (a.shape.equals?.(b) ?? false)
  return a === b
}

import { CallError } from '../call-error.ts'
import { sprintf } from '../format/printf.ts'
import { type Call, fn1, fn1Rest, fn2, type GoFunc } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { reflected } from '../values/param.ts'
import { compareText } from '../values/text.ts'
import { isTrue, kindName, typeName } from '../values/types.ts'
import { GoInt, GoMap, GoSlice, type Value } from '../values/value.ts'

type Basic = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'other'

function basicKind(value: Value): Basic {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return 'float'
  if (value instanceof GoInt) return value.unsigned ? 'uint' : 'int'
  return 'other'
}

function isNil(value: Value): boolean {
  if (value === undefined || value === null) return true
  return (value instanceof GoSlice || value instanceof GoMap) && value.isNil
}

/** Go's template `==`: same basic kinds only, signed and unsigned integers mixed freely, nil with anything. */
function equal(a: Value, b: Value, { budget }: Call): boolean {
  const kindA = basicKind(a)
  const kindB = basicKind(b)
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value
  if (kindA !== kindB) {
    if (a === undefined || a === null || b === undefined || b === null) return false
    throw new CallError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`)
  }
  if (kindA !== 'other') return a === b
  const comparable =
    a === undefined || a === null || b === undefined || b === null || kindName(a) === kindName(b)
  if (!comparable) {
    const shown = sprintf('%s: %v, %s: %v', [a, typeName(a), typeName(b), b], budget)
    throw new CallError(`non-comparable types ${shown}`)
  }
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b)
  if (a instanceof HostObject && b instanceof HostObject) return a === b || (a.shape.equals?.(b) ?? false)
  throw new CallError(sprintf('non-comparable type %s: %v', [b, typeName(b)], budget))
}

function less(a: Value, b: Value): boolean {
  const kindA = basicKind(a)
  const kindB = basicKind(b)
  if (kindA === 'other' || kindB === 'other') throw new CallError('invalid type for comparison')
  if (a instanceof GoInt && b instanceof GoInt) return a.value < b.value
  if (kindA !== kindB) {
    throw new CallError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`)
  }
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b) < 0
  throw new CallError('invalid type for comparison')
}

/** eq, ne, lt, le, gt, ge and not, as Go's text/template defines them. */
export const comparison: ReadonlyMap<string, GoFunc> = new Map([
  [
    'eq',
    fn1Rest(reflected, reflected, (first, others, call) => {
      if (others.length === 0) throw new CallError('missing argument for comparison')
      return others.some((other) => equal(first, other, call))
    }),
  ],
  ['ne', fn2(reflected, reflected, (a, b, call) => !equal(a, b, call))],
  ['lt', fn2(reflected, reflected, (a, b) => less(a, b))],
  ['le', fn2(reflected, reflected, (a, b, call) => less(a, b) || equal(a, b, call))],
  ['gt', fn2(reflected, reflected, (a, b, call) => !(less(a, b) || equal(a, b, call)))],
  ['ge', fn2(reflected, reflected, (a, b) => !less(a, b))],
  ['not', fn1(reflected, (value) => !isTrue(value))],
])

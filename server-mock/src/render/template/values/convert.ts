import type { Budget } from '../budget.ts'
import { sprint } from '../format/print.ts'
import { HostObject } from './host-object.ts'
import { parseFloat64, parseInteger } from './numbers.ts'
import { GoInt, GoSlice, type Value } from './value.ts'

const minInt64 = -(1n << 63n)
const maxInt64 = (1n << 63n) - 1n

/** A float as int64, cut towards zero; what does not fit becomes the smallest int64, as on amd64. */
function floatToInt64(value: number): bigint {
  return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : minInt64
}

/** sprig's loose conversion to int64: text in Go's integer syntax, true as 1, everything else 0. */
export function toInt64(value: Value): bigint {
  if (value instanceof GoInt) return BigInt.asIntN(64, value.value)
  if (typeof value === 'number') return floatToInt64(value)
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value !== 'string') return 0n
  const number = parseInteger(value.replace(/\.0+$/, ''), 0)
  return number === undefined || number < minInt64 || number > maxInt64 ? 0n : number
}

/** sprig's loose conversion to float64. */
export function toFloat64(value: Value): number {
  if (typeof value === 'number') return value
  if (value instanceof GoInt) return Number(value.value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value !== 'string') return 0
  const number = parseFloat64(value)
  if (number === undefined) return 0
  // Out of range is an error in Go, so it counts as no number; a spelled infinity does not.
  return Number.isFinite(number) || /[in]/i.test(value) ? number : 0
}

/** sprig's `toString`. */
export function toText(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value
  return value instanceof HostObject ? value.text() : sprint([value], budget)
}

/** sprig's `toStrings`: a list without its nils, or anything else as a list of one. */
export function toTexts(value: Value, budget: Budget): string[] {
  if (value === undefined || value === null) return []
  if (!(value instanceof GoSlice)) return [toText(value, budget)]
  budget.step(value.items.length)
  return value.items.filter((item) => item !== undefined && item !== null).map((item) => toText(item, budget))
}

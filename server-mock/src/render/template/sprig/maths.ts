import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { sprint } from '../format/print.ts'
import { toFloat64, toInt64 } from '../values/convert.ts'
import { DecimalNumber } from '../values/decimal.ts'
import { fn1, fn1Rest, fn2, fn2Rest, fn3, fnRest } from '../values/func.ts'
import { parseInteger } from '../values/numbers.ts'
import { any, float, integer, string } from '../values/param.ts'
import { type GoInt, GoSlice, int, int64, type Value } from '../values/value.ts'
import { type Family, family } from './signature.ts'

function divisor(value: Value): bigint {
  const number = toInt64(value)
  if (number === 0n) throw new CallError('runtime error: integer divide by zero')
  return number
}

function decimals(
  first: Value,
  rest: readonly Value[],
  operation: (a: DecimalNumber, b: DecimalNumber) => DecimalNumber,
): number {
  const start = DecimalNumber.from(toFloat64(first))
  return rest
    .reduce<DecimalNumber>((sum, value) => operation(sum, DecimalNumber.from(toFloat64(value))), start)
    .toNumber()
}

const plus = (a: DecimalNumber, b: DecimalNumber): DecimalNumber => a.plus(b)

function steps(start: number, stop: number, step: number, budget: Budget): number[] {
  const up = stop >= start
  if (up ? step <= 0 : step >= 0) return []
  const count = Math.ceil((stop - start) / step)
  budget.step(count)
  return Array.from({ length: count }, (_, index) => start + index * step)
}

function ints(numbers: readonly number[]): GoSlice {
  return new GoSlice(numbers.map(int), 'int')
}

function sequence(params: readonly number[], budget: Budget): string {
  const [a = 0, b = 0, c = 0] = params
  const run = (start: number, end: number, step: number, increment: number): string =>
    steps(start, end + increment, step, budget).join(' ')
  if (params.length === 1) {
    const increment = a < 1 ? -1 : 1
    return run(1, a, increment, increment)
  }
  if (params.length === 2) {
    const step = b < a ? -1 : 1
    return run(a, b, step, step)
  }
  if (params.length !== 3 || (c < a && b > 0)) return ''
  return run(a, c, b, c < a ? -1 : 1)
}

function round(value: Value, places: number, roundOn: number): number {
  const power = 10 ** places
  const digit = power * toFloat64(value)
  const fraction = digit - Math.trunc(digit)
  return (fraction >= roundOn ? Math.ceil(digit) : Math.floor(digit)) / power
}

/** The number among `values` that `beats` every other. */
function extreme(values: readonly Value[], beats: (a: bigint, b: bigint) => boolean): GoInt {
  const [first = 0n, ...rest] = values.map(toInt64)
  let best = first
  for (const number of rest) if (beats(number, best)) best = number
  return int64(best)
}

/** sprig's arithmetic: integers as int64, floats through exact decimals. */
export const mathFunctions: Family = family(
  ['atoi', fn1(string, (text) => int(toInteger(text)))],
  ['int', fn1(any, (value) => int(toInt64(value)))],
  ['int64', fn1(any, (value) => int64(toInt64(value)))],
  ['float64', fn1(any, toFloat64)],
  [
    'toDecimal',
    fn1(any, (value, { budget }) => {
      const number = parseInteger(sprint([value], budget), 8) ?? 0n
      return int64(BigInt.asIntN(64, number) === number ? number : 0n)
    }),
  ],
  ['add1', fn1(any, (value) => int64(toInt64(value) + 1n))],
  ['add', fnRest(any, (values) => int64(values.map(toInt64).reduce((a, b) => a + b, 0n)))],
  ['sub', fn2(any, any, (a, b) => int64(toInt64(a) - toInt64(b)))],
  ['div', fn2(any, any, (a, b) => int64(toInt64(a) / divisor(b)))],
  ['mod', fn2(any, any, (a, b) => int64(toInt64(a) % divisor(b)))],
  [
    'mul',
    fn1Rest(any, any, (first, rest) =>
      int64(rest.map(toInt64).reduce((a, b) => BigInt.asIntN(64, a * b), toInt64(first))),
    ),
  ],
  ['add1f', fn1(any, (value) => decimals(value, [1], plus))],
  ['addf', fnRest(any, (values) => decimals(0, values, plus))],
  ['subf', fn1Rest(any, any, (first, rest) => decimals(first, rest, (a, b) => a.minus(b)))],
  ['mulf', fn1Rest(any, any, (first, rest) => decimals(first, rest, (a, b) => a.times(b)))],
  ['divf', fn1Rest(any, any, (first, rest) => decimals(first, rest, (a, b) => a.over(b)))],
  ['max', 'biggest', fn1Rest(any, any, (first, rest) => extreme([first, ...rest], (a, b) => a > b))],
  ['min', fn1Rest(any, any, (first, rest) => extreme([first, ...rest], (a, b) => a < b))],
  ['maxf', fn1Rest(any, any, (first, rest) => Math.max(toFloat64(first), ...rest.map(toFloat64)))],
  ['minf', fn1Rest(any, any, (first, rest) => Math.min(toFloat64(first), ...rest.map(toFloat64)))],
  ['ceil', fn1(any, (value) => Math.ceil(toFloat64(value)))],
  ['floor', fn1(any, (value) => Math.floor(toFloat64(value)))],
  ['round', fn2Rest(any, integer, float, (value, places, [roundOn = 0.5]) => round(value, places, roundOn))],
  ['until', fn1(integer, (count, { budget }) => ints(steps(0, count, count < 0 ? -1 : 1, budget)))],
  [
    'untilStep',
    fn3(integer, integer, integer, (start, stop, step, { budget }) => ints(steps(start, stop, step, budget))),
  ],
  ['seq', fnRest(integer, (params, { budget }) => sequence(params, budget))],
)

/** Go's `strconv.Atoi` with errors as sprig leaves them: the value stays at its limit or zero. */
function toInteger(text: string): bigint {
  const number = parseInteger(text, 10) ?? 0n
  const limit = 1n << 63n
  if (number >= limit) return limit - 1n
  return number < -limit ? -limit : number
}

import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { decodeJson } from '../json/decode.ts'
import { type EncodeOptions, encodeJson } from '../json/encode.ts'
import { fn1, fn1Rest, fn3, fnRest } from '../values/func.ts'
import { any, bool, string } from '../values/param.ts'
import { GoMap, GoSlice, type Value } from '../values/value.ts'
import { isEmpty } from './emptiness.ts'
import { type Family, family } from './signature.ts'

function deepCopy(value: Value, budget: Budget, depth = 0): Value {
  budget.step()
  budget.nesting(depth)
  if (value instanceof GoSlice) {
    return new GoSlice(
      value.items.map((item) => deepCopy(item, budget, depth + 1)),
      value.elem,
      value.isNil,
    )
  }
  if (!(value instanceof GoMap)) return value
  const copy = new GoMap(new Map(), value.elem, value.isNil)
  for (const [key, item] of value.entries) copy.entries.set(key, deepCopy(item, budget, depth + 1))
  return copy
}

/** What cannot be encoded or decoded gives `otherwise`, as sprig's plain variants do. */
function quietly<T>(body: () => T, otherwise: T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof CallError) return otherwise
    throw error
  }
}

const compact: EncodeOptions = { escapeHtml: true }
const pretty: EncodeOptions = { escapeHtml: true, indent: '  ' }
const raw: EncodeOptions = { escapeHtml: false }

const copied = fn1(any, (value, { budget }) => {
  if (value === undefined || value === null) throw new CallError('cannot copy a nil value')
  return deepCopy(value, budget)
})

/** sprig's defaults, choices and JSON. */
export const defaultFunctions: Family = family(
  ['default', fn1Rest(any, any, (otherwise, [given]) => (isEmpty(given) ? otherwise : given))],
  ['empty', fn1(any, isEmpty)],
  ['coalesce', fnRest(any, (values) => values.find((value) => !isEmpty(value)) ?? null)],
  ['all', fnRest(any, (values) => !values.some(isEmpty))],
  ['any', fnRest(any, (values) => values.some((value) => !isEmpty(value)))],
  ['ternary', fn3(any, any, bool, (yes, no, choice) => (choice ? yes : no))],
  [
    'fail',
    fn1(string, (message) => {
      throw new CallError(message)
    }),
  ],
  ['deepCopy', 'mustDeepCopy', copied],
  ['fromJson', fn1(string, (text, call) => quietly(() => decodeJson(text, call).value, null))],
  [
    'mustFromJson',
    fn1(string, (text, call) => {
      const { value, overflow } = decodeJson(text, call)
      if (overflow) throw new CallError('json: a number is out of range of Go type float64')
      return value
    }),
  ],
  ['toJson', fn1(any, (value, { budget }) => quietly(() => encodeJson(value, compact, budget), ''))],
  ['mustToJson', fn1(any, (value, { budget }) => encodeJson(value, compact, budget))],
  ['toPrettyJson', fn1(any, (value, { budget }) => quietly(() => encodeJson(value, pretty, budget), ''))],
  ['mustToPrettyJson', fn1(any, (value, { budget }) => encodeJson(value, pretty, budget))],
  ['toRawJson', 'mustToRawJson', fn1(any, (value, { budget }) => encodeJson(value, raw, budget))],
)

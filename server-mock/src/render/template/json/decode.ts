import { CallError } from '../call-error.ts'
import { quoteText } from '../format/quote.ts'
import type { Call } from '../values/func.ts'
import { wellFormed } from '../values/text.ts'
import type { Value } from '../values/value.ts'

/** Decodes JSON as Go does into interface{}: numbers are float64. Throws CallError for bad JSON. */
export function decodeJson(text: string, call: Call): Value {
  call.budget.text(text.length)
  if (text === '') throw new CallError('unexpected end of JSON input')
  let parsed: unknown
  try {
    parsed = JSON.parse(wellFormed(text), (_key, value: unknown) => {
      if (typeof value === 'string') return value.toWellFormed()
      if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
        throw new CallError('json: a number is out of range of Go type float64')
      }
      return value
    })
  } catch (error) {
    if (error instanceof CallError || error instanceof RangeError) throw error
    throw new CallError(`invalid JSON: ${quoteText(text.slice(0, 20))}`, { cause: error })
  }
  return call.space.toValue(parsed)
}

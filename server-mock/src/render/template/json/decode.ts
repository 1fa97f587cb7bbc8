import { CallError } from '../call-error.ts'
import { quoteText } from '../format/quote.ts'
import type { Call } from '../values/func.ts'
import { trimSpace, wellFormed } from '../values/text.ts'
import type { Value } from '../values/value.ts'

/** A decoded text; `overflow` when a number did not fit float64 and was replaced by nil, as in Go. */
interface DecodedJson {
  readonly value: Value
  readonly overflow: boolean
}

/** Decodes JSON as Go does into interface{}: numbers are float64. Throws CallError for bad JSON. */
export function decodeJson(text: string, call: Call): DecodedJson {
  call.budget.scan(text.length)
  let overflow = false
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value === 'string') return value.toWellFormed()
    if (typeof value !== 'number' || Number.isFinite(value)) return value
    overflow = true
    return null
  }
  try {
    const parsed: unknown = JSON.parse(wellFormed(text), revive)
    return { value: call.space.toValue(parsed), overflow }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const position = /at position (\d+)/.exec(error.message)?.[1]
    const isShort =
      error.message.includes('end of JSON input') ||
      (position !== undefined && Number(position) >= trimSpace(text).length)
    const message = isShort ? 'unexpected end of JSON input' : `invalid JSON: ${quoteText(text.slice(0, 20))}`
    throw new CallError(message, { cause: error })
  }
}

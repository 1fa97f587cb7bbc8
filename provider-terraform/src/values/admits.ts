import { compareNumbers } from './decimal.ts'
import { isArray, isMap, isNumber, Unknown, type Value } from './value.ts'

/** Whether a value keeps what an unknown value promised. Another unknown value always does. */
export function admits({ refinement }: Unknown, value: Value): boolean {
  const { notNull, prefix, lower, upper, minLength, maxLength } = refinement
  if (value instanceof Unknown) return true
  if (value === null) return notNull !== true
  if (prefix !== undefined && typeof value === 'string' && !startsWith(value, prefix)) return false
  if (isNumber(value)) {
    const above = lower ? compareNumbers(value, lower[0]) : 1
    const below = upper ? compareNumbers(value, upper[0]) : -1
    if (above < 0 || (above === 0 && lower?.[1] === false)) return false
    if (below > 0 || (below === 0 && upper?.[1] === false)) return false
  }
  const length = isArray(value) ? value.length : isMap(value) ? value.size : undefined
  if (length === undefined) return true
  return length >= (minLength ?? 0) && length <= (maxLength ?? Number.POSITIVE_INFINITY)
}

function startsWith(text: string, prefix: string): boolean {
  return text.normalize('NFC').startsWith(prefix.normalize('NFC'))
}

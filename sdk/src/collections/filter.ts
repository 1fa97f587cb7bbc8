import type { JsonValue } from '../models/json.ts'
import { SdkError } from '../transport/index.ts'

/** A value to compare with; times are written as RFC 3339, values of params as JSON. */
export type FilterValue = JsonValue | Date

/** A condition on one index or param, in DRP's own notation. */
export interface Filter {
  readonly text: string
}

/** The value is equal. */
export function eq(value: FilterValue): Filter {
  const text = written(value)
  // DRP drops what follows the first `)`; text without an operator means the same and is taken whole.
  if (!text.includes(')')) return { text: `Eq(${text})` }
  if (/^(Eq|Ne|Lt|Lte|Gt|Gte|Between|Except|In|Nin|Re)\(/.test(text)) throw inexpressible(text)
  return { text }
}

/** The value is another one. */
export function ne(value: FilterValue): Filter {
  return operator('Ne', [value])
}

/** The value is less. */
export function lt(value: FilterValue): Filter {
  return operator('Lt', [value])
}

/** The value is less or equal. */
export function lte(value: FilterValue): Filter {
  return operator('Lte', [value])
}

/** The value is greater. */
export function gt(value: FilterValue): Filter {
  return operator('Gt', [value])
}

/** The value is greater or equal. */
export function gte(value: FilterValue): Filter {
  return operator('Gte', [value])
}

/** The value lies between the two, or is one of them. */
export function between(low: FilterValue, high: FilterValue): Filter {
  return operator('Between', [low, high])
}

/** The value does not lie between the two, nor is it one of them. */
export function except(low: FilterValue, high: FilterValue): Filter {
  return operator('Except', [low, high])
}

/** The value is one of these. */
export function in_(...values: readonly FilterValue[]): Filter {
  return operator('In', values)
}

/** DRP's own notation as it is, such as `Re(^web)`. */
export function raw(text: string): Filter {
  return { text }
}

/** How a value is written in a condition. */
export function written(value: FilterValue): string {
  if (typeof value === 'string') return value
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}

function operator(name: string, values: readonly FilterValue[]): Filter {
  const texts = values.map(written)
  for (const text of texts) {
    if (text.includes(')') || (texts.length > 1 && text.includes(','))) throw inexpressible(text)
  }
  return { text: `${name}(${texts.join(',')})` }
}

function inexpressible(text: string): SdkError {
  const reason = 'DRP has no quoting for `)` and `,`. Compare in your program instead'
  return new SdkError(
    'invalid_filter',
    `The value \`${text}\` cannot be written in this condition: ${reason}.`,
  )
}

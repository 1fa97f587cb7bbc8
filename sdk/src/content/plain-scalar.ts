/** What a plain (unquoted) YAML scalar means. */
export type PlainScalar = string | number | boolean | null

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL'])
const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/**
 * Reads a plain scalar as dr-provision does, whose reader (go-yaml 2) follows YAML 1.1: `yes`, `no`, `on`, `off`,
 * `y` and `n` are booleans, `010` is octal, `1_000` is a number. Unlike YAML 1.1, `12:30` and dates are texts.
 *
 * @throws RangeError for a number that JSON, or a double, cannot hold; the message says so
 */
export function plainScalar(text: string): PlainScalar {
  if (NULLS.has(text)) return null
  if (TRUE.has(text)) return true
  if (FALSE.has(text)) return false
  if (NOT_FINITE.test(text)) throw new RangeError(`${text} is no number that JSON knows; quote it`)
  if (!/^[-+.0-9]/.test(text)) return text
  // Underscores group digits only in numbers that begin with a digit or a sign.
  const digits = text.startsWith('.') ? text : text.replaceAll('_', '')
  if (INTEGER.test(digits)) return integer(text, digits)
  if (!FLOAT.test(digits)) return text
  const value = Number(digits)
  if (!Number.isFinite(value)) throw new RangeError(`${text} is larger than a number may be; quote it`)
  return value
}

function integer(text: string, digits: string): number {
  const negative = digits.startsWith('-')
  const unsigned = digits.replace(/^[-+]/, '').toLowerCase()
  const octal = /^0[0-7]+$/.test(unsigned) ? `0o${unsigned.slice(1)}` : unsigned
  const exact = BigInt(octal)
  const value = Number(exact)
  // The second form is how JavaScript writes the number, which tells it from its neighbours.
  if (!Number.isFinite(value) || (BigInt(value) !== exact && String(value) !== unsigned)) {
    throw new RangeError(`${text} has more digits than a number keeps; quote it`)
  }
  return negative && value !== 0 ? -value : value
}

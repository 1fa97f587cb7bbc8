/** True when every underscore of a Go number stands between digits or after a base prefix. */
function underscoresFit(text: string): boolean {
  if (!text.includes('_')) return true
  const body = text.replace(/^[+-]/, '').replace(/^0[xXoObB]/, '0')
  return !/^_|_$|__|_[^0-9a-fA-F_]|[^0-9a-fA-F_]_/.test(body)
}

const prefixes: ReadonlyMap<string, number> = new Map([
  ['x', 16],
  ['o', 8],
  ['b', 2],
])

/**
 * Go's `strconv.ParseInt` syntax without its range check. Base 0 takes the base from the prefix (`0x`, `0o`,
 * `0b`, leading `0`) and allows underscores. Returns undefined for anything else.
 */
export function parseInteger(text: string, base: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-zA-Z_]+)$/.exec(text)
  if (!match) return undefined
  let digits = match[2] ?? ''
  let radix = base
  if (base === 0) {
    if (!underscoresFit(text)) return undefined
    const prefix = /^0([xXoObB])/.exec(digits)?.[1]?.toLowerCase()
    radix = prefix ? (prefixes.get(prefix) ?? 10) : /^0[0-9_]/.test(digits) ? 8 : 10
    if (prefix) digits = digits.slice(2)
    digits = digits.replaceAll('_', '')
  }
  const pattern =
    radix === 16 ? /^[0-9a-fA-F]+$/ : radix === 8 ? /^[0-7]+$/ : radix === 2 ? /^[01]+$/ : /^[0-9]+$/
  if (!pattern.test(digits)) return undefined
  // Far beyond any range; reading all of its digits would only take time.
  if (digits.length > 100 && /^0*[^0].{80}/.test(digits)) return (match[1] === '-' ? -1n : 1n) << 256n
  const tag = radix === 16 ? '0x' : radix === 8 ? '0o' : radix === 2 ? '0b' : ''
  const value = BigInt(tag + digits)
  return match[1] === '-' ? -value : value
}

/** Go's `strconv.ParseFloat(text, 64)`: undefined for bad syntax, ±Infinity when out of range. */
export function parseFloat64(text: string): number | undefined {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (special) {
    if (special[2]?.toLowerCase() === 'nan') return special[1] ? undefined : Number.NaN
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  if (!underscoresFit(text)) return undefined
  const plain = text.replaceAll('_', '')
  if (/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(plain)) return Number(plain)
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(plain)
  if (!hex) return undefined
  const whole = hex[2] ?? ''
  const fraction = hex[3] ?? ''
  if (whole + fraction === '') return undefined
  const exponent = Number(hex[4]) - 4 * fraction.length
  const value = scale(BigInt(`0x${whole}${fraction}`), exponent)
  return hex[1] === '-' ? -value : value
}

/** `mantissa × 2^exponent`, exact for mantissas of up to 53 bits. */
function scale(mantissa: bigint, exponent: number): number {
  const value = Number(mantissa)
  if (Math.abs(exponent) <= 1000) return value * 2 ** exponent
  return exponent > 0
    ? value * 2 ** 1000 * 2 ** Math.min(exponent - 1000, 1000)
    : value * 2 ** -1000 * 2 ** Math.max(exponent + 1000, -1000)
}

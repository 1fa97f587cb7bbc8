import { binaryParts, type Decimal, exact, roundTo, shortest } from './decimal.ts'

/** Formats of `formatFloat`, as Go's `strconv.FormatFloat`. */
export type FloatVerb = 'e' | 'E' | 'f' | 'g' | 'G' | 'b' | 'x' | 'X'

/**
 * Go's `strconv.FormatFloat(value, verb, precision, 64)`; precision -1 asks for the fewest digits that read
 * back as the same number.
 */
export function formatFloat(value: number, verb: FloatVerb, precision: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  if (value === Number.NEGATIVE_INFINITY) return '-Inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  return sign + formatPositive(Math.abs(value), verb, precision)
}

function formatPositive(value: number, verb: FloatVerb, precision: number): string {
  switch (verb) {
    case 'b': {
      const { mantissa, exponent } = binaryParts(value)
      return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
    }
    case 'x':
      return hexadecimal(value, precision)
    case 'X':
      return hexadecimal(value, precision).toUpperCase()
    case 'f': {
      if (precision < 0) {
        const digits = shortest(value)
        return fixed(digits, Math.max(digits.digits.length - digits.point, 0))
      }
      const all = exact(value)
      return fixed(roundTo(all, all.point + precision), precision)
    }
    case 'e':
    case 'E': {
      const digits = precision < 0 ? shortest(value) : roundTo(exact(value), precision + 1)
      return exponential(digits, verb, precision < 0 ? Math.max(digits.digits.length - 1, 0) : precision)
    }
    default:
      return general(value, verb, precision)
  }
}

function general(value: number, verb: 'g' | 'G', precision: number): string {
  const wanted = precision === 0 ? 1 : precision
  const digits = wanted < 0 ? shortest(value) : roundTo(exact(value), wanted)
  const count = digits.digits.length
  let limit = wanted < 0 ? count : wanted
  if (limit > count && count >= digits.point) limit = count
  const threshold = wanted < 0 ? 6 : limit
  const exponent = value === 0 ? -1 : digits.point - 1
  if (exponent < -4 || exponent >= threshold) {
    return exponential(digits, verb === 'g' ? 'e' : 'E', Math.max(Math.min(limit, count) - 1, 0))
  }
  return fixed(digits, Math.max(count - digits.point, 0))
}

function exponential(decimal: Decimal, letter: 'e' | 'E', precision: number): string {
  const { digits, point } = decimal
  const first = digits[0] ?? '0'
  const fraction = precision > 0 ? `.${digits.slice(1, precision + 1).padEnd(precision, '0')}` : ''
  const exponent = digits === '' ? 0 : point - 1
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${first}${fraction}${letter}${exponent < 0 ? '-' : '+'}${size}`
}

function fixed(decimal: Decimal, precision: number): string {
  const { digits, point } = decimal
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (precision <= 0) return whole
  const fraction = '0'.repeat(Math.max(Math.min(-point, precision), 0)) + digits.slice(Math.max(point, 0))
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}`
}

function hexadecimal(value: number, precision: number): string {
  let { mantissa, exponent } = binaryParts(value)
  if (mantissa === 0n) exponent = 0
  else {
    while (mantissa >> 52n === 0n) {
      mantissa <<= 1n
      exponent -= 1
    }
    exponent += 52
  }
  if (precision >= 0 && precision < 13) {
    const drop = BigInt(52 - precision * 4)
    const rest = mantissa & ((1n << drop) - 1n)
    const half = 1n << (drop - 1n)
    mantissa >>= drop
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n
    mantissa <<= drop
    if (mantissa >> 53n === 1n) {
      mantissa >>= 1n
      exponent += 1
    }
  }
  const digits = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  const kept = precision < 0 ? digits.replace(/0+$/, '') : digits.slice(0, precision).padEnd(precision, '0')
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `0x${mantissa >> 52n}${kept === '' ? '' : `.${kept}`}p${exponent < 0 ? '-' : '+'}${size}`
}

/** A positive decimal number: `0.digits × 10^point`; zero has no digits. */
export interface Decimal {
  readonly digits: string
  readonly point: number
}

/** The shortest digits that read back as `value` (finite, not negative). */
export function shortest(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 }
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 }
}

/** Mantissa and power of two of a finite, not negative float64: `mantissa × 2^exponent`. */
export function binaryParts(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  if (biased === 0) return { mantissa: fraction, exponent: -1074 }
  return { mantissa: fraction | (1n << 52n), exponent: biased - 1075 }
}

/** Every decimal digit of `value` (finite, not negative). */
export function exact(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 }
  const { mantissa, exponent } = binaryParts(value)
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)
  const digits = whole.toString()
  const point = digits.length + Math.min(exponent, 0)
  return { digits: digits.replace(/0+$/, ''), point }
}

/** `decimal` rounded to `count` digits, halves to even; `count` may be zero or negative. */
export function roundTo(decimal: Decimal, count: number): Decimal {
  const { digits, point } = decimal
  if (count >= digits.length) return decimal
  if (count < 0) return { digits: '', point: 0 }
  const next = digits.charCodeAt(count) - 48
  const isHalf = next === 5 && digits.length === count + 1
  const lastIsOdd = count > 0 && (digits.charCodeAt(count - 1) & 1) === 1
  const kept = digits.slice(0, count)
  if (next < 5 || (isHalf && !lastIsOdd)) {
    const trimmed = kept.replace(/0+$/, '')
    return { digits: trimmed, point: trimmed === '' ? 0 : point }
  }
  if (count === 0) return { digits: '1', point: point + 1 }
  const raised = (BigInt(kept) + 1n).toString().padStart(count, '0')
  return { digits: raised.replace(/0+$/, ''), point: point + (raised.length - count) }
}

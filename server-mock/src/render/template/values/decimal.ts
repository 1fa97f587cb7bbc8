import { CallError } from '../call-error.ts'
import { shortest } from '../format/decimal.ts'

/** Digits kept after the point by division. */
const divisionDigits = 16n

/** Largest magnitude of the digits; no sum of floats comes near it, only very long products. */
const maxDigits = 1n << 40_000n

/** An exact decimal number `digits × 10^exponent`, as sprig's float arithmetic uses. */
export class DecimalNumber {
  readonly digits: bigint
  readonly exponent: number

  constructor(digits: bigint, exponent: number) {
    if (digits > maxDigits || digits < -maxDigits || Math.abs(exponent) > 20_000) {
      throw new CallError('decimal number is too large')
    }
    this.digits = digits
    this.exponent = exponent
  }

  /** From the shortest decimal form of a float. Throws CallError for NaN and infinities. */
  static from(value: number): DecimalNumber {
    if (!Number.isFinite(value)) throw new CallError(`Cannot create a Decimal from ${value}`)
    const { digits, point } = shortest(Math.abs(value))
    if (digits === '') return new DecimalNumber(0n, 0)
    const magnitude = BigInt(digits)
    return new DecimalNumber(value < 0 ? -magnitude : magnitude, point - digits.length)
  }

  plus(other: DecimalNumber): DecimalNumber {
    const exponent = Math.min(this.exponent, other.exponent)
    return new DecimalNumber(this.#at(exponent) + other.#at(exponent), exponent)
  }

  minus(other: DecimalNumber): DecimalNumber {
    return this.plus(new DecimalNumber(-other.digits, other.exponent))
  }

  times(other: DecimalNumber): DecimalNumber {
    return new DecimalNumber(this.digits * other.digits, this.exponent + other.exponent)
  }

  /** Quotient to 16 places, halves away from zero. Throws CallError for division by zero. */
  over(other: DecimalNumber): DecimalNumber {
    if (other.digits === 0n) throw new CallError('decimal division by 0')
    const shift = BigInt(this.exponent - other.exponent) + divisionDigits
    const top = shift >= 0n ? this.digits * 10n ** shift : this.digits
    const bottom = shift >= 0n ? other.digits : other.digits * 10n ** -shift
    const quotient = top / bottom
    const rest = top % bottom
    const abs = (value: bigint): bigint => (value < 0n ? -value : value)
    const up = abs(rest) * 2n >= abs(bottom)
    const sign = top < 0n !== bottom < 0n ? -1n : 1n
    return new DecimalNumber(up ? quotient + sign : quotient, -Number(divisionDigits))
  }

  /** The nearest float64. */
  toNumber(): number {
    return Number(`${this.digits}e${this.exponent}`)
  }

  #at(exponent: number): bigint {
    return this.digits * 10n ** BigInt(this.exponent - exponent)
  }
}

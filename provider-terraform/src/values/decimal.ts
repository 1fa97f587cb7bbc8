const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/

/**
 * A number kept as the decimal text in which it arrived, because a double or a 64-bit integer could not
 * hold it. Terraform compares numbers exactly, so such a number is echoed character by character.
 */
export class Decimal {
  readonly text: string

  /** @throws RangeError when the text is not a finite decimal number. */
  constructor(text: string) {
    if (!isDecimal(text)) throw new RangeError(`"${text.slice(0, 80)}" is not a decimal number`)
    this.text = text
  }
}

/** Whether a text is a finite decimal number, such as `-12.50e3`. */
function isDecimal(text: string): boolean {
  const parts = pattern.exec(text)
  return parts !== null && `${parts[2] ?? ''}${parts[3] ?? ''}` !== ''
}

/**
 * One spelling for equal numbers: `1.50`, `15e-1` and `1.5` all give `15e-1`.
 * Exponents stay text-sized, so `1e999999999` costs nothing.
 */
export function canonicalNumber(value: number | bigint | Decimal): string {
  const text = value instanceof Decimal ? value.text : String(value)
  const parts = pattern.exec(text)
  if (parts === null) throw new RangeError(`${text} is not a finite number`)
  const fraction = parts[3] ?? ''
  const significant = `${parts[2] ?? ''}${fraction}`.replace(/^0+/, '')
  const digits = significant.replace(/0+$/, '')
  if (digits === '') return '0'
  const exponent =
    BigInt(parts[4] ?? '0') - BigInt(fraction.length) + BigInt(significant.length - digits.length)
  return `${parts[1] === '-' ? '-' : ''}${digits}e${exponent}`
}

/** Negative, zero or positive as the first amount is smaller, equal or greater. Exact at any size. */
export function compareNumbers(a: number | bigint | Decimal, b: number | bigint | Decimal): number {
  const left = scientific(a)
  const right = scientific(b)
  if (left.sign !== right.sign) return left.sign - right.sign
  if (left.sign === 0) return 0
  if (left.order !== right.order) return left.order > right.order ? left.sign : -left.sign
  const width = Math.max(left.digits.length, right.digits.length)
  const [first, second] = [left.digits.padEnd(width, '0'), right.digits.padEnd(width, '0')]
  if (first === second) return 0
  return first > second ? left.sign : -left.sign
}

/** Sign, digits without zeros at the ends, and the power of ten of the first digit. */
function scientific(value: number | bigint | Decimal): { sign: number; digits: string; order: bigint } {
  const text = canonicalNumber(value)
  const sign = text === '0' ? 0 : text.startsWith('-') ? -1 : 1
  const [digits = '', exponent = '0'] = text.replace(/^-/, '').split('e')
  return { sign, digits, order: BigInt(exponent) + BigInt(digits.length) }
}

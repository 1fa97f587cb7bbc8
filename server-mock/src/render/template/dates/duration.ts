import { quoteText } from '../format/quote.ts'

/** Nanoseconds of each unit Go's durations are written in. */
const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

const limit = 1n << 63n

/** Go's `time.ParseDuration` in nanoseconds; a string is the text of the error. */
export function parseDuration(text: string): bigint | string {
  const invalid = `time: invalid duration ${quoteText(text)}`
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  const body = text.slice(sign.length)
  if (body === '0') return 0n
  if (body === '' || text.length > 100) return invalid
  let total = 0n
  for (let at = 0; at < body.length; ) {
    const match = /^([0-9]*)(\.([0-9]*))?([^0-9.]*)/.exec(body.slice(at))
    const whole = match?.[1] ?? ''
    const fraction = match?.[3] ?? ''
    const unit = match?.[4] ?? ''
    if (!match || whole + fraction === '') return invalid
    if (unit === '') return `time: missing unit in duration ${quoteText(text)}`
    const size = units.get(unit)
    if (size === undefined) return `time: unknown unit ${quoteText(unit)} in duration ${quoteText(text)}`
    total += BigInt(whole || '0') * size
    if (fraction) total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length)
    if (total > limit || (total === limit && sign !== '-')) return invalid
    at += match[0].length
  }
  return sign === '-' ? -total : total
}

/** Go's `Duration.String` of nanoseconds: `1h2m3.5s`. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s'
  const sign = nanoseconds < 0n ? '-' : ''
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const decimal = (value: bigint, unit: bigint): string => {
    const digits = unit.toString().length - 1
    const fraction = (value % unit).toString().padStart(digits, '0').replace(/0+$/, '')
    return `${value / unit}${fraction && digits > 0 ? `.${fraction}` : ''}`
  }
  if (size < 1_000n) return `${sign}${size}ns`
  if (size < 1_000_000n) return `${sign}${decimal(size, 1_000n)}µs`
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 1_000_000n)}ms`
  const minute = 60_000_000_000n
  const seconds = `${decimal(size % minute, 1_000_000_000n)}s`
  const minutes = size / minute
  if (minutes === 0n) return sign + seconds
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`
}

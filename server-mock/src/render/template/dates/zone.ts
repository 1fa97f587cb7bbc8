/** A time zone: a fixed offset, or an IANA zone whose offset follows the date. */
export interface Zone {
  readonly name: string
  /** Seconds east of UTC at an instant given in seconds since 1970. */
  offset(seconds: number): number
  /** Abbreviation at that instant, such as `UTC` or `CET`. */
  abbreviation(seconds: number): string
}

/** Instants JavaScript's calendar knows, in seconds either side of 1970. */
export const maxSeconds = 8.64e12

/** UTC, which also stands for Go's local zone: the engine has no place of its own. */
export const utc: Zone = { name: 'UTC', offset: () => 0, abbreviation: () => 'UTC' }

/** A zone of constant offset; without a name it is shown by its offset. */
export function fixedZone(name: string, seconds: number): Zone {
  return { name, offset: () => seconds, abbreviation: () => name || offsetText(seconds, '', true) }
}

/** `+01:00` and its shorter forms. */
export function offsetText(seconds: number, separator: string, withMinutes: boolean): string {
  const size = Math.abs(Math.trunc(seconds / 60))
  const two = (value: number): string => String(value).padStart(2, '0')
  const minutes = withMinutes || size % 60 !== 0 ? separator + two(size % 60) : ''
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${minutes}`
}

/** The IANA zone `name` (`Local` is UTC), or undefined when there is none. */
export function findZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC' || name === 'Local') return utc
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) || name.length > 64) return undefined
  let long: Intl.DateTimeFormat
  try {
    long = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    return undefined
  }
  const offset = (seconds: number): number => {
    const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(long.format(seconds * 1000))
    if (!match) return 0
    const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
    return match[1] === '-' ? -size : size
  }
  return { name, offset, abbreviation: (seconds) => abbreviate(name, seconds, offset(seconds)) }
}

/** Regions whose English letters for their own zones are the ones in the zone database. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-NZ']

function abbreviate(name: string, seconds: number, offset: number): string {
  for (const locale of locales) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: 'short' })
    const part = format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')
    if (part && /^[A-Z]{3,5}$/.test(part.value)) return part.value
  }
  return offsetText(offset, '', false)
}

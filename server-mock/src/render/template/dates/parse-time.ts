import { quoteText } from '../format/quote.ts'
import { type LayoutPart, months, splitLayout, weekdays } from './layout.ts'
import { fixedZone, utc, type Zone } from './zone.ts'

/** A parsed time: seconds since 1970, nanoseconds, and the zone it was written in. */
interface ParsedTime {
  readonly seconds: number
  readonly nanosecond: number
  readonly zone: Zone
}

interface Fields {
  year: number
  month: number
  day: number
  yearDay: number
  hour: number
  minute: number
  second: number
  nanosecond: number
  afternoon: boolean
  morning: boolean
  offset: number | undefined
  zoneName: string
}

/** Go's `time.Parse` with UTC as the default zone; a string is the text of the error. */
export function parseTime(layout: string, value: string): ParsedTime | string {
  const fields: Fields = {
    year: 0,
    month: -1,
    day: -1,
    yearDay: -1,
    hour: 0,
    minute: 0,
    second: 0,
    nanosecond: 0,
    afternoon: false,
    morning: false,
    offset: undefined,
    zoneName: '',
  }
  const parts = splitLayout(layout)
  let rest = value
  const problem = (message: string): string =>
    `parsing time ${quoteText(value)}${message === '' ? '' : message}`
  for (const [index, part] of parts.entries()) {
    const held = rest
    const next = part.literal
      ? skipLiteral(rest, part.text)
      : readField(rest, part.text, parts[index + 1], fields)
    if (typeof next === 'string') rest = next
    else if (next === undefined) {
      return problem(` as ${quoteText(layout)}: cannot parse ${quoteText(held)} as ${quoteText(part.text)}`)
    } else return problem(`: ${next.range} out of range`)
  }
  if (rest !== '') return problem(`: extra text: ${quoteText(rest)}`)
  return assemble(fields, problem)
}

type Outcome = string | undefined | { readonly range: string }

function skipLiteral(value: string, literal: string): string | undefined {
  let rest = value
  for (const piece of literal.match(/ +|[^ ]/g) ?? []) {
    if (piece.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) return undefined
      rest = rest.replace(/^ +/, '')
    } else if (rest.startsWith(piece)) rest = rest.slice(piece.length)
    else return undefined
  }
  return rest
}

function readName(value: string, names: readonly string[]): [number, string] | undefined {
  const index = names.findIndex((name) => value.slice(0, name.length).toLowerCase() === name.toLowerCase())
  return index < 0 ? undefined : [index, value.slice((names[index] ?? '').length)]
}

const short = (names: readonly string[]): string[] => names.map((name) => name.slice(0, 3))

function readField(value: string, field: string, next: LayoutPart | undefined, fields: Fields): Outcome {
  switch (field) {
    case 'January':
    case 'Jan': {
      const found = readName(value, field === 'Jan' ? short(months) : months)
      if (found) fields.month = found[0] + 1
      return found?.[1]
    }
    case 'Monday':
    case 'Mon':
      return readName(value, field === 'Mon' ? short(weekdays) : weekdays)?.[1]
    case 'PM':
    case 'pm': {
      const word = value.slice(0, 2)
      fields.afternoon = word === (field === 'PM' ? 'PM' : 'pm')
      fields.morning = word === (field === 'PM' ? 'AM' : 'am')
      return fields.afternoon || fields.morning ? value.slice(2) : undefined
    }
    case 'MST':
      return readZoneName(value, fields)
    default:
      if (/^[-Z]/.test(field)) return readOffset(value, field, fields)
      if (/^[.,]/.test(field)) return readFraction(value, field, fields)
      return readNumber(value, field, next, fields)
  }
}

function readNumber(value: string, field: string, next: LayoutPart | undefined, fields: Fields): Outcome {
  const padded = field.startsWith('_') ? value.replace(/^ {0,2}/, '') : value
  const width = field === '2006' ? 4 : field === '002' || field === '__2' ? 3 : 2
  const isFixed = field.startsWith('0') || field === '2006'
  const digits = new RegExp(`^[0-9]{${isFixed ? width : 1},${width}}`).exec(padded)?.[0]
  if (digits === undefined) return undefined
  const number = Number(digits)
  let rest = padded.slice(digits.length)
  const within = (low: number, high: number, range: string): { range: string } | undefined =>
    number < low || number > high ? { range } : undefined
  switch (field) {
    case '2006':
      fields.year = number
      return rest
    case '06':
      fields.year = number >= 69 ? number + 1900 : number + 2000
      return rest
    case '01':
    case '1':
      fields.month = number
      return within(1, 12, 'month') ?? rest
    case '02':
    case '_2':
    case '2':
      fields.day = number
      return rest
    case '002':
    case '__2':
      fields.yearDay = number
      return rest
    case '15':
      fields.hour = number
      return within(0, 23, 'hour') ?? rest
    case '03':
    case '3':
      fields.hour = number
      return within(0, 12, 'hour') ?? rest
    case '04':
    case '4':
      fields.minute = number
      return within(0, 59, 'minute') ?? rest
    default: {
      fields.second = number
      // A fraction is taken after the seconds even when the layout has none.
      const extra = /^[.,]([0-9]+)/.exec(rest)
      if (extra && !(next && !next.literal && /^[.,]/.test(next.text))) {
        fields.nanosecond = nanoseconds(extra[1] ?? '')
        rest = rest.slice(extra[0].length)
      }
      return within(0, 59, 'second') ?? rest
    }
  }
}

function nanoseconds(digits: string): number {
  return Number(digits.slice(0, 9).padEnd(9, '0'))
}

function readFraction(value: string, field: string, fields: Fields): Outcome {
  const optional = field[1] === '9'
  const match = /^[.,]([0-9]+)/.exec(value)
  if (optional && !match) return value
  const digits = optional ? (match?.[1] ?? '').slice(0, 9) : (match?.[1] ?? '').slice(0, field.length - 1)
  if (!optional && digits.length !== field.length - 1) return undefined
  fields.nanosecond = nanoseconds(digits)
  return value.slice(digits.length + 1)
}

function readOffset(value: string, field: string, fields: Fields): Outcome {
  if (field.startsWith('Z') && value.startsWith('Z')) {
    fields.offset = 0
    fields.zoneName = 'UTC'
    return value.slice(1)
  }
  const colon = field.includes(':') ? ':' : ''
  const digits = field.replace(/[^0-9]/g, '').length
  const pattern = `^([+-])(\\d\\d)${digits > 2 ? `${colon}(\\d\\d)` : '()'}${digits > 4 ? `${colon}(\\d\\d)` : '()'}`
  const match = new RegExp(pattern).exec(value)
  if (!match) return undefined
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4])]
  if (hours > 24) return { range: 'time zone offset hour' }
  if (minutes > 60) return { range: 'time zone offset minute' }
  const size = hours * 3600 + minutes * 60 + seconds
  fields.offset = match[1] === '-' ? -size : size
  return value.slice(match[0].length)
}

function readZoneName(value: string, fields: Fields): Outcome {
  const name =
    /^(UTC|GMT[+-]\d{1,2}|[+-]\d\d(?!\d)|ChST|MeST|WITA|[A-Z]{3}(?![A-Z])|[A-Z]{3}T(?![A-Z])|[A-Z]{4}T(?![A-Z]))/.exec(
      value,
    )?.[0]
  if (name === undefined) return undefined
  if (name === 'UTC') fields.offset = 0
  fields.zoneName = name
  return value.slice(name.length)
}

function assemble(fields: Fields, problem: (message: string) => string): ParsedTime | string {
  let { hour, month, day } = fields
  if (fields.afternoon && hour < 12) hour += 12
  else if (fields.morning && hour === 12) hour = 0
  const isLeap = (fields.year % 4 === 0 && fields.year % 100 !== 0) || fields.year % 400 === 0
  if (fields.yearDay >= 0) {
    if (fields.yearDay < 1 || fields.yearDay > (isLeap ? 366 : 365)) {
      return problem(': day-of-year out of range')
    }
    const date = new Date(0)
    date.setUTCFullYear(fields.year, 0, fields.yearDay)
    month = date.getUTCMonth() + 1
    day = date.getUTCDate()
  }
  if (month < 0) month = 1
  if (day < 0) day = 1
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if (day < 1 || day > (lengths[month - 1] ?? 31)) return problem(': day out of range')
  const date = new Date(0)
  date.setUTCFullYear(fields.year, month - 1, day)
  date.setUTCHours(hour, fields.minute, fields.second)
  const clock = date.getTime() / 1000
  const { offset, zoneName, nanosecond } = fields
  if (offset !== undefined) {
    const zone = offset === 0 && (zoneName === '' || zoneName === 'UTC') ? utc : fixedZone(zoneName, offset)
    return { seconds: clock - offset, nanosecond, zone }
  }
  if (zoneName === '') return { seconds: clock, nanosecond, zone: utc }
  const shift = /^(?:GMT)?([+-]\d{1,2})$/.exec(zoneName)
  const known = zoneName.startsWith('GMT') && shift ? Number(shift[1]) * 3600 : 0
  return { seconds: clock - known, nanosecond, zone: fixedZone(zoneName, known) }
}

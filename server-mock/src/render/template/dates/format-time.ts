import { months, splitLayout, weekdays } from './layout.ts'
import { offsetText, type Zone } from './zone.ts'

/** A moment split into its calendar fields in a zone. */
export interface CalendarTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nanosecond: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** 1 is 1 January. */
  readonly yearDay: number
  readonly offset: number
  readonly abbreviation: string
}

/** Fields of `seconds` since 1970 as clocks in `zone` show them. */
export function calendar(seconds: number, nanosecond: number, zone: Zone): CalendarTime {
  const offset = zone.offset(seconds)
  const date = new Date((seconds + offset) * 1000)
  const year = date.getUTCFullYear()
  const newYear = new Date(0)
  newYear.setUTCFullYear(year, 0, 1)
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond,
    weekday: date.getUTCDay(),
    yearDay: Math.floor((date.getTime() - newYear.getTime()) / 86_400_000) + 1,
    offset,
    abbreviation: zone.abbreviation(seconds),
  }
}

/** Go's `Time.Format`. */
export function formatTime(time: CalendarTime, layout: string): string {
  return splitLayout(layout)
    .map((part) => (part.literal ? part.text : formatField(time, part.text)))
    .join('')
}

function pad(value: number, width: number, fill = '0'): string {
  return String(value).padStart(width, fill)
}

function formatField(time: CalendarTime, field: string): string {
  switch (field) {
    case '2006':
      return time.year < 0 ? `-${pad(-time.year, 4)}` : pad(time.year, 4)
    case '06':
      return pad(Math.abs(time.year % 100), 2)
    case 'January':
      return months[time.month - 1] ?? ''
    case 'Jan':
      return (months[time.month - 1] ?? '').slice(0, 3)
    case '01':
      return pad(time.month, 2)
    case '1':
      return String(time.month)
    case 'Monday':
      return weekdays[time.weekday] ?? ''
    case 'Mon':
      return (weekdays[time.weekday] ?? '').slice(0, 3)
    case '02':
      return pad(time.day, 2)
    case '_2':
      return pad(time.day, 2, ' ')
    case '2':
      return String(time.day)
    case '002':
      return pad(time.yearDay, 3)
    case '__2':
      return pad(time.yearDay, 3, ' ')
    default:
      return formatClockField(time, field)
  }
}

function formatClockField(time: CalendarTime, field: string): string {
  switch (field) {
    case '15':
      return pad(time.hour, 2)
    case '03':
      return pad(time.hour % 12 || 12, 2)
    case '3':
      return String(time.hour % 12 || 12)
    case '04':
      return pad(time.minute, 2)
    case '4':
      return String(time.minute)
    case '05':
      return pad(time.second, 2)
    case '5':
      return String(time.second)
    case 'PM':
      return time.hour >= 12 ? 'PM' : 'AM'
    case 'pm':
      return time.hour >= 12 ? 'pm' : 'am'
    case 'MST':
      return time.abbreviation
    default:
      return field.startsWith('Z') || field.startsWith('-') ? zoneField(time, field) : fraction(time, field)
  }
}

function zoneField(time: CalendarTime, field: string): string {
  if (field.startsWith('Z') && time.offset === 0) return 'Z'
  const separator = field.includes(':') ? ':' : ''
  const digits = field.replace(/[^0-9]/g, '').length
  const text = offsetText(time.offset, separator, digits >= 4)
  const short = digits === 2 ? text.slice(0, 3) : text
  return digits === 6 ? `${short}${separator}${pad(Math.abs(time.offset) % 60, 2)}` : short
}

function fraction(time: CalendarTime, field: string): string {
  const digits = pad(time.nanosecond, 9)
    .slice(0, field.length - 1)
    .padEnd(field.length - 1, '0')
  if (field[1] === '0') return field.slice(0, 1) + digits
  const kept = digits.replace(/0+$/, '')
  return kept === '' ? '' : field.slice(0, 1) + kept
}

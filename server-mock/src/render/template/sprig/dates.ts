import { CallError } from '../call-error.ts'
import { durationText, parseDuration } from '../dates/duration.ts'
import { GoTime, time } from '../dates/go-time.ts'
import { parseTime } from '../dates/parse-time.ts'
import { findZone, utc } from '../dates/zone.ts'
import { fn1, fn2, fn3 } from '../values/func.ts'
import { parseInteger } from '../values/numbers.ts'
import { any, string } from '../values/param.ts'
import { typeName } from '../values/types.ts'
import { GoInt, type Value } from '../values/value.ts'
import { type Family, family } from './signature.ts'

/** Seconds of Go's zero time, 1 January of year 1. */
const zeroSeconds = -62_135_596_800

/** Where sprig falls back to the present, an explicit time is demanded instead. */
function moment(value: Value): GoTime {
  if (value instanceof GoTime) return value
  if (value instanceof GoInt && (value.kind === 'int' || value.kind === 'int64')) {
    return new GoTime(Number(value.value), 0, utc)
  }
  throw new CallError(`needs a time or a number of seconds (int or int64), not ${typeName(value)}`)
}

function inZone(layout: string, value: Value, zone: string): string {
  return moment(value)
    .in(findZone(zone) ?? utc)
    .format(layout)
}

function parsed(layout: string, text: string): GoTime {
  const result = parseTime(layout, text)
  if (typeof result === 'string') throw new CallError(result)
  return new GoTime(result.seconds, result.nanosecond, result.zone)
}

function seconds(value: Value): bigint {
  if (value instanceof GoInt && value.kind === 'int64') return value.value
  return typeof value === 'string' ? (parseInteger(value, 10) ?? 0n) : 0n
}

const roundUnits: readonly (readonly [string, bigint])[] = [
  ['y', 31_536_000n],
  ['mo', 2_592_000n],
  ['d', 86_400n],
  ['h', 3_600n],
  ['m', 60n],
  ['s', 1n],
]

function durationRound(value: Value): string {
  let nanoseconds = 0n
  if (value instanceof GoTime) throw new CallError('durationRound of a time depends on the present')
  if (typeof value === 'string') {
    const parsedValue = parseDuration(value)
    if (typeof parsedValue === 'bigint') nanoseconds = parsedValue
  } else if (value instanceof GoInt && value.kind === 'int64') nanoseconds = value.value
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  for (const [name, length] of roundUnits) {
    const unit = length * 1_000_000_000n
    if (size > unit) return `${size / unit}${name}`
  }
  return '0s'
}

const dateInZone = fn3(string, any, string, inZone)
const dateModify = fn2(string, time, (text, date) => {
  const change = parseDuration(text)
  return typeof change === 'bigint' ? date.plus(change) : date
})
const mustDateModify = fn2(string, time, (text, date) => {
  const change = parseDuration(text)
  if (typeof change === 'string') throw new CallError(change)
  return date.plus(change)
})

/** sprig's date functions on explicit times; the local zone is UTC. */
export const dateFunctions: Family = family(
  ['date', fn2(string, any, (layout, value) => inZone(layout, value, 'Local'))],
  ['dateInZone', 'date_in_zone', dateInZone],
  ['htmlDate', fn1(any, (value) => inZone('2006-01-02', value, 'Local'))],
  ['htmlDateInZone', fn2(any, string, (value, zone) => inZone('2006-01-02', value, zone))],
  ['dateModify', 'date_modify', dateModify],
  ['mustDateModify', 'must_date_modify', mustDateModify],
  [
    'toDate',
    fn2(string, string, (layout, text) => {
      const result = parseTime(layout, text)
      if (typeof result === 'string') return new GoTime(zeroSeconds, 0, utc)
      return new GoTime(result.seconds, result.nanosecond, result.zone)
    }),
  ],
  ['mustToDate', fn2(string, string, parsed)],
  ['unixEpoch', fn1(time, (date) => String(date.seconds))],
  ['duration', fn1(any, (value) => durationText(BigInt.asIntN(64, seconds(value) * 1_000_000_000n)))],
  ['durationRound', fn1(any, durationRound)],
)

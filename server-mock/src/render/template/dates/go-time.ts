import { CallError } from '../call-error.ts'
import { fn0, fn1, type GoFunc, type ParamType } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { string } from '../values/param.ts'
import { int, int64, type Value } from '../values/value.ts'
import { type CalendarTime, calendar, formatTime } from './format-time.ts'
import { months, weekdays } from './layout.ts'
import { maxSeconds, utc, type Zone } from './zone.ts'

/** A Go `time.Time`; templates may print it and call its usual methods. */
export class GoTime extends HostObject {
  readonly seconds: number
  readonly nanosecond: number
  readonly zone: Zone

  /** `seconds` since 1970. Throws CallError outside the years -271821 to 275760. */
  constructor(seconds: number, nanosecond: number, zone: Zone) {
    if (!(Math.abs(seconds) <= maxSeconds)) throw new CallError('time is out of the supported range')
    super({
      typeName: 'time.Time',
      method: (name) => methods.get(name)?.(this),
      print: () => this.format('2006-01-02 15:04:05.999999999 -0700 MST'),
      json: () => this.format('2006-01-02T15:04:05.999999999Z07:00'),
      equals: (other) => other instanceof GoTime && other.print === this.print,
    })
    this.seconds = seconds
    this.nanosecond = nanosecond
    this.zone = zone
  }

  /** The printed form, used for equality. */
  get print(): string {
    return this.text()
  }

  /** Calendar fields in the time's own zone. */
  get fields(): CalendarTime {
    return calendar(this.seconds, this.nanosecond, this.zone)
  }

  /** Go's `Time.Format`. */
  format(layout: string): string {
    return formatTime(this.fields, layout)
  }

  /** The same moment in another zone. */
  in(zone: Zone): GoTime {
    return new GoTime(this.seconds, this.nanosecond, zone)
  }

  /** Later by `nanoseconds`. */
  plus(nanoseconds: bigint): GoTime {
    const total = BigInt(this.seconds) * 1_000_000_000n + BigInt(this.nanosecond) + nanoseconds
    const nanosecond = Number(
      BigInt.asUintN(64, ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n),
    )
    return new GoTime(Number((total - BigInt(nanosecond)) / 1_000_000_000n), nanosecond, this.zone)
  }
}

/** Parameter of type `time.Time`. */
export const time: ParamType<GoTime> = {
  goType: 'time.Time',
  literal: 'none',
  nil: false,
  accepts: (value) => value instanceof GoTime,
  read: (value) => {
    if (value instanceof GoTime) return value
    throw new CallError('argument is not of type time.Time')
  },
}

function getter(read: (fields: CalendarTime) => Value): (receiver: GoTime) => GoFunc {
  return (receiver) => fn0(() => read(receiver.fields))
}

const methods: ReadonlyMap<string, (receiver: GoTime) => GoFunc> = new Map([
  ['Year', getter(({ year }) => int(year))],
  ['Month', getter(({ month }) => months[month - 1])],
  ['Day', getter(({ day }) => int(day))],
  ['Hour', getter(({ hour }) => int(hour))],
  ['Minute', getter(({ minute }) => int(minute))],
  ['Second', getter(({ second }) => int(second))],
  ['Nanosecond', getter(({ nanosecond }) => int(nanosecond))],
  ['Weekday', getter(({ weekday }) => weekdays[weekday])],
  ['YearDay', getter(({ yearDay }) => int(yearDay))],
  ['Unix', (receiver: GoTime) => fn0(() => int64(receiver.seconds))],
  [
    'UnixNano',
    (receiver: GoTime) =>
      fn0(() => int64(BigInt(receiver.seconds) * 1_000_000_000n + BigInt(receiver.nanosecond))),
  ],
  ['UTC', (receiver: GoTime) => fn0(() => receiver.in(utc))],
  ['String', (receiver: GoTime) => fn0(() => receiver.text())],
  ['Format', (receiver: GoTime) => fn1(string, (layout) => receiver.format(layout))],
])

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY }
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/** Days that are looked through for the next time: a leap day on one day of the week may be forty years away. */
const HORIZON = 366 * 41

/** When something happens by itself, again and again. */
export type Schedule =
  | { readonly kind: 'every'; readonly period: number }
  | {
      readonly kind: 'cron'
      readonly minutes: ReadonlySet<number>
      readonly hours: ReadonlySet<number>
      readonly days: ReadonlySet<number>
      readonly months: ReadonlySet<number>
      readonly weekdays: ReadonlySet<number>
      /** Both the day of the month and that of the week are given: one of them is enough (POSIX crontab). */
      readonly eitherDay: boolean
    }

/**
 * Reads `every 7 days` (minutes, hours, days, weeks) or a cron expression of five fields in UTC: minute, hour, day of
 * the month, month, day of the week, with `*`, lists, ranges, steps and English names (POSIX crontab, and steps).
 *
 * @returns undefined for text that is neither
 */
export function parseSchedule(text: string): Schedule | undefined {
  const every = /^every (?:(\d{1,5}) )?(minute|hour|day|week)s?$/.exec(text)
  if (every !== null) {
    const period = Number(every[1] ?? 1) * (UNITS[every[2] ?? ''] ?? 0)
    return period === 0 ? undefined : { kind: 'every', period }
  }
  const fields = text.trim().toLowerCase().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  if (fields.length !== 5) return undefined
  const minutes = values(minute, 0, 59)
  const hours = values(hour, 0, 23)
  const days = values(day, 1, 31)
  const months = values(month, 1, 12, MONTHS)
  const weekdays = values(weekday, 0, 7, WEEKDAYS)
  if (!minutes || !hours || !days || !months || !weekdays) return undefined
  const eitherDay = !day.startsWith('*') && !weekday.startsWith('*')
  // Sunday is 0 and 7.
  if (weekdays.has(7)) weekdays.add(0)
  return { kind: 'cron', minutes, hours, days, months, weekdays, eitherDay }
}

/**
 * The first time behind `after`, milliseconds since the epoch.
 *
 * @param last when it happened last; periods are counted from there, and those that were missed are left out
 * @returns undefined when it never comes, as with 30 February
 */
export function nextTime(schedule: Schedule, after: number, last: number | undefined): number | undefined {
  if (schedule.kind === 'every') {
    const { period } = schedule
    if (last === undefined) return after + period
    return last + period * Math.max(1, Math.floor((after - last) / period) + 1)
  }
  const { minutes, hours } = schedule
  const first = Math.floor(after / DAY) * DAY
  for (let day = first; day < first + HORIZON * DAY; day += DAY) {
    if (!isDay(schedule, new Date(day))) continue
    for (const hour of [...hours].sort(byNumber)) {
      for (const minute of [...minutes].sort(byNumber)) {
        const time = day + hour * HOUR + minute * MINUTE
        if (time > after) return time
      }
    }
  }
  return undefined
}

function isDay(schedule: Extract<Schedule, { kind: 'cron' }>, day: Date): boolean {
  if (!schedule.months.has(day.getUTCMonth() + 1)) return false
  const inMonth = schedule.days.has(day.getUTCDate())
  const inWeek = schedule.weekdays.has(day.getUTCDay())
  return schedule.eitherDay ? inMonth || inWeek : inMonth && inWeek
}

/** Values of one field; undefined for text that is none. */
function values(
  field: string,
  low: number,
  high: number,
  names: readonly string[] = [],
): Set<number> | undefined {
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const [range = '', step = '1', ...rest] = part.split('/')
    if (rest.length > 0 || !/^\d{1,3}$/.test(step) || step === '0') return undefined
    const [from = '', to = from, ...more] = range === '*' ? [String(low), String(high)] : range.split('-')
    const first = value(from, low, names)
    const last = part.includes('/') && !range.includes('-') && range !== '*' ? high : value(to, low, names)
    if (more.length > 0 || first === undefined || last === undefined) return undefined
    if (first < low || last > high || first > last) return undefined
    for (let one = first; one <= last; one += Number(step)) found.add(one)
  }
  return found
}

function value(text: string, low: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(text)
  if (named !== -1) return named + low
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined
}

function byNumber(a: number, b: number): number {
  return a - b
}

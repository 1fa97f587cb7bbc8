/** A piece of a Go time layout: text to copy, or a field in its reference spelling (`2006`, `Jan`, `.000`). */
export interface LayoutPart {
  readonly literal: boolean
  readonly text: string
}

const fields =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|__2|_2(?!006)|2|3|4|5|PM|pm|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|[.,](?:0+|9+)(?![0-9])/g

/** Splits a layout such as `2006-01-02 15:04:05`. */
export function splitLayout(layout: string): LayoutPart[] {
  const parts: LayoutPart[] = []
  let from = 0
  for (const match of layout.matchAll(fields)) {
    if (match.index > from) parts.push({ literal: true, text: layout.slice(from, match.index) })
    parts.push({ literal: false, text: match[0] })
    from = match.index + match[0].length
  }
  if (from < layout.length) parts.push({ literal: true, text: layout.slice(from) })
  return parts
}

/** English month names, January first. */
export const months: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** English weekday names, Sunday first. */
export const weekdays: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
]

const SECOND = 1000
const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 24 * 3600 * SECOND,
}
/** Longest duration that is read, milliseconds: ten years. */
const LONGEST = 3650 * 24 * 3600 * SECOND

/** Reads a duration such as `90s`, `5m`, `1h30m`, `2d` or `0`; milliseconds, or undefined for text that is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  if (!/^(?:\d{1,9}[smhd]){1,4}$/.test(text)) return undefined
  const parts = [...text.matchAll(/(\d+)([smhd])/g)]
  const total = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0)
  return total > LONGEST ? undefined : total
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/**
 * Milliseconds of a duration as Go writes it, such as `90m`, `1h30m`, `1.5s`; a number alone counts seconds.
 * Undefined when the text is none.
 */
export function durationMs(text: string): number | undefined {
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Number(text) * 1000
  if (!/^(\d{1,9}(\.\d{1,9})?(ms|s|m|h))+$/.test(text)) return undefined
  let total = 0
  for (const [, number = '', , unit = ''] of text.matchAll(/(\d+(\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(number) * (UNITS[unit] ?? 0)
  }
  return total
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
}

const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/y

/** Milliseconds of a Go duration such as `1h30m` or `1.5s`; undefined for anything else. `0` is allowed. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  let total = 0
  let at = 0
  while (at < text.length) {
    part.lastIndex = at
    const found = part.exec(text)
    const unit = units[found?.[2] ?? '']
    if (found === null || unit === undefined) return undefined
    total += Number(found[1]) * unit
    at = part.lastIndex
  }
  return at > 0 && Number.isFinite(total) ? total : undefined
}

/** Milliseconds as people read them: `1h30m`, `45s`, `300ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)}ms`
  const seconds = Math.round(milliseconds / 1_000)
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'm'],
    [seconds % 60, 's'],
  ] as const
  return parts.map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : '')).join('')
}

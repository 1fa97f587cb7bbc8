/** Milliseconds in words: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. Never negative. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  const padded = (value: number) => String(value).padStart(2, '0')
  if (minutes < 60) return `${minutes} min ${padded(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`
}

/** A time of the API in the reader's zone and words; empty for one that was never set. */
export function timeText(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) || at <= 0 ? '' : new Date(at).toLocaleString()
}

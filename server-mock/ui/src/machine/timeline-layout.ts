import type { RunSummary } from '../objects/run.ts'

/** One phase as a bar. */
export interface PhaseBar {
  /** Tells bars of a run apart. */
  readonly key: string
  readonly name: string
  /** Milliseconds from the phase's sign until the next one's, or until the end of the run. */
  readonly milliseconds: number
  /** Where the bar starts and how wide it is, percent of the whole run. */
  readonly left: number
  readonly width: number
  /** Whether the run is in this phase. */
  readonly isOpen: boolean
  readonly detail: string
}

/** A run as bars. */
export interface TimelineLayout {
  readonly isOpen: boolean
  /** Milliseconds from the start of the run until its end, or until now. */
  readonly milliseconds: number
  readonly bars: readonly PhaseBar[]
}

/** Lays out the phases of a run. @param now by the server's clock, milliseconds since the epoch */
export function layoutRun(run: RunSummary, now: number): TimelineLayout {
  const start = Date.parse(run.StartTime)
  const end = Date.parse(run.EndTime)
  // The zero time of the API is before any start.
  const isOpen = !(end >= start)
  const phases = run.Phases.map((phase) => ({ ...phase, At: Math.max(0, phase.At) })).sort(
    (a, b) => a.At - b.At,
  )
  const span = (isOpen ? now : end) - start
  const milliseconds = Math.max(Number.isNaN(span) ? 0 : span, phases.at(-1)?.At ?? 0, 0)
  const percent = (ms: number) => (milliseconds === 0 ? 0 : (ms / milliseconds) * 100)
  const bars = phases.map((phase, index): PhaseBar => {
    const next = phases[index + 1]?.At ?? milliseconds
    return {
      key: `${index} ${phase.Name}`,
      name: phase.Name,
      milliseconds: next - phase.At,
      left: percent(phase.At),
      width: percent(next - phase.At),
      isOpen: isOpen && index === phases.length - 1,
      detail: detailText(phase.Detail),
    }
  })
  return { isOpen, milliseconds, bars }
}

function detailText(detail: Readonly<Record<string, string>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

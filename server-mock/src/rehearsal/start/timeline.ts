import type { Run } from '@metalwright/sdk/models'

/** One line of a timeline. */
export interface TimelineLine {
  /** Seconds since power on. */
  readonly at: number
  readonly phase: string
  readonly detail: string
}

const WORDS: Readonly<Record<string, string>> = {
  power: 'power on',
  dhcp: 'DHCP',
  image: 'image written',
  up: 'system up',
  'in-use': 'in use',
}

/**
 * The phases of a machine's runs since it was switched on, in order.
 *
 * @param poweredOn milliseconds since the epoch
 */
export function timeline(runs: readonly Run[], poweredOn: number): TimelineLine[] {
  const phases = runs.flatMap((run) =>
    run.Phases.map((phase) => ({ phase, at: Date.parse(run.StartTime) + phase.At - poweredOn })),
  )
  return [
    { at: 0, phase: WORDS['power'] ?? 'power', detail: '' },
    ...phases
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)
      .map(({ phase, at }) => ({
        at: at / 1000,
        phase: WORDS[phase.Name] ?? phase.Name,
        detail: detailOf(phase.Detail),
      })),
  ]
}

/** The timeline as a table. */
export function timelineText(lines: readonly TimelineLine[]): string {
  const width = Math.max(...lines.map(({ phase }) => phase.length))
  const rows = lines.map(({ at, phase, detail }, index) => {
    const step = at - (lines[index - 1]?.at ?? 0)
    return `  ${at.toFixed(1).padStart(7)} s  ${phase.padEnd(width)}  ${`+${step.toFixed(1)}`.padStart(7)}  ${detail}`.trimEnd()
  })
  return rows.join('\n')
}

/** What of a phase's details a reader of the timeline wants; the rest is in the run. */
function detailOf(detail: Readonly<Record<string, string>>): string {
  const { bytes, seconds, mbPerSecond, disk, address, file, name, task } = detail
  const speed =
    bytes === undefined ? [] : [`${(Number(bytes) / 1e6).toFixed(1)} MB in ${seconds} s, ${mbPerSecond} MB/s`]
  return [...speed, disk, address, file, name, task].filter((part) => part !== undefined).join(', ')
}

import type { Machine, Run } from '@metalwright/sdk/models'

/** What a machine passes on its way, in order; each is a phase of one of its runs. */
const WAY = [
  'dhcp',
  'loader',
  'registered',
  'agent',
  'ready',
  'claimed',
  'image',
  'kexec',
  'up',
  'in-use',
] as const

/** Seconds that machines took from one phase to the next. */
export interface PhaseTimes {
  readonly from: string
  readonly to: string
  readonly p50: number
  readonly p99: number
  /** Machines that passed both. */
  readonly machines: number
}

/**
 * How long machines took for each part of their way.
 *
 * @param poweredOn milliseconds since the epoch by MAC address
 */
export function phaseTimes(
  machines: readonly Machine[],
  runs: readonly Run[],
  poweredOn: Readonly<Record<string, number>>,
): PhaseTimes[] {
  const passed = machines.map((machine) => {
    const own = runs.filter((run) => run.Machine === machine.Uuid)
    const at = new Map<string, number>()
    const power = machine.HardwareAddrs.map((mac) => poweredOn[mac]).find((time) => time !== undefined)
    if (power !== undefined) at.set('power', power)
    for (const { StartTime, Phases } of own) {
      for (const { Name, At } of Phases) {
        const time = Date.parse(StartTime) + At
        at.set(Name, Math.min(at.get(Name) ?? Number.POSITIVE_INFINITY, time))
      }
    }
    return at
  })
  const steps = WAY.map((to, index) => [index === 0 ? 'power' : (WAY[index - 1] ?? ''), to] as const)
  return [...steps, ['power', 'ready'] as const, ['claimed', 'in-use'] as const].map(([from, to]) => {
    const seconds = passed
      .flatMap((at) => {
        const [start, end] = [at.get(from), at.get(to)]
        return start === undefined || end === undefined ? [] : [(end - start) / 1000]
      })
      .sort((a, b) => a - b)
    const share = (part: number) => seconds[Math.floor((seconds.length - 1) * part)] ?? 0
    return { from, to, p50: share(0.5), p99: share(0.99), machines: seconds.length }
  })
}

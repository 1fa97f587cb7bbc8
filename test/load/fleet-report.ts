import type { PhaseTimes } from './fleet-phases.ts'
import type { RequestCounts, ServerUsage } from './fleet-server.ts'

/** What came of it. */
export interface FleetReport {
  readonly machines: number
  readonly loss: number
  readonly kill: boolean
  /** Seconds from the first power on until every machine was in use. */
  readonly seconds: number
  readonly phases: readonly PhaseTimes[]
  readonly server: ServerUsage
  /** Seconds that the server did not serve, from its kill until it said that it does. */
  readonly away: number
  /** Processor seconds of the machines' processes, of the claims in this one, and of everything else on the machine. */
  readonly load: { readonly machines: number; readonly claims: number; readonly others: number }
  /** Changes of objects, each of which is an event. */
  readonly events: number
  readonly requests: number
  /** Answers with a status of 400 and more, by method, route and status. */
  readonly refusals: Readonly<Record<string, number>>
  /** What machines and claims had to try again. */
  readonly retries: Readonly<Record<string, number>>
  readonly firmwareRestarts: number
  /** What is not as it must be at the end; nothing of a sound run. */
  readonly problems: readonly string[]
}

/** Answers with a status of 400 and more. */
export function refusalsOf(requests: RequestCounts): Record<string, number> {
  return Object.fromEntries([...requests].filter(([name]) => Number(name.split(' ').at(-1)) >= 400))
}

/** Counts of the same name together. */
export function totals(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const one of counts)
    for (const [name, count] of Object.entries(one)) total[name] = (total[name] ?? 0) + count
  return total
}

/** Of none it is 0. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

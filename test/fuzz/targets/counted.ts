import type { Metrics } from '../../../server-mock/src/metrics/metrics.ts'

/** Sum of all series of some metrics. */
export async function counted(metrics: Metrics, names: readonly string[]): Promise<number> {
  let sum = 0
  for (const line of (await metrics.text()).split('\n')) {
    const [, name, value] = /^(\w+)(?:\{[^}]*\})? ([\d.e+]+)$/.exec(line) ?? []
    if (name !== undefined && names.includes(name)) sum += Number(value)
  }
  return sum
}

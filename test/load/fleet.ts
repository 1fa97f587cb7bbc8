import { mkdirSync, writeFileSync } from 'node:fs'
import type { Figure } from './figure.ts'
import type { FleetReport } from './fleet-report.ts'
import { type FleetOptions, runFleet } from './fleet-run.ts'

/**
 * Takes machines from power on to in use (1,000 unless the options say otherwise); the whole report goes to
 * .cache/fleet.json.
 *
 * @throws Error when they do not end as they must
 */
export async function benchFleet(options: Partial<FleetOptions> = {}): Promise<Figure[]> {
  const log = (line: string) => process.stderr.write(`  ${line}\n`)
  const report = await runFleet({ machines: 1000, log, ...options })
  mkdirSync('.cache', { recursive: true })
  writeFileSync('.cache/fleet.json', `${JSON.stringify(report, null, 2)}\n`)
  process.stderr.write(`${text(report)}\n`)
  if (report.problems.length > 0) {
    throw new Error(`the fleet did not end as it must:\n${report.problems.slice(0, 20).join('\n')}`)
  }
  const of = `fleet of ${report.machines}${report.loss > 0 ? `, ${report.loss} % lost` : ''}${report.kill ? ', server killed' : ''}`
  return [
    { name: `${of}: power on to all in use`, value: report.seconds, unit: 's' },
    ...report.phases.flatMap(({ from, to, p50, p99 }) => [
      { name: `${of}: ${from} to ${to}, half within`, value: p50, unit: 's' },
      { name: `${of}: ${from} to ${to}, 99 of 100 within`, value: p99, unit: 's' },
    ]),
    { name: `${of}: processor time of the server`, value: report.server.cpuSeconds, unit: 's' },
    {
      name: `${of}: processor time of machines and claims`,
      value: report.load.machines + report.load.claims,
      unit: 's',
    },
    { name: `${of}: processor time of everything else`, value: report.load.others, unit: 's' },
    { name: `${of}: most resident memory of the server`, value: report.server.peakMemory, unit: 'MB' },
    { name: `${of}: events`, value: report.events, unit: '' },
    { name: `${of}: requests to the API`, value: report.requests, unit: '' },
  ]
}

function text({ refusals, retries, firmwareRestarts, away, server }: FleetReport): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name}: ${count}`)
      .join(', ') || 'none'
  return [
    `  refused: ${list(refusals)}`,
    `  tried again: ${list(retries)}; firmware started again: ${firmwareRestarts}`,
    ...(server.starts > 1 ? [`  server away for ${away.toFixed(1)} s`] : []),
  ].join('\n')
}

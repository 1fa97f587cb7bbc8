import type { BootStage } from '@metalwright/server/rehearsal'
import type { NetworkName } from './networks.ts'
import { type CellResult, PHASES } from './run-cell.ts'

const NETWORK: Readonly<Record<NetworkName, string>> = {
  own: 'the server gives addresses',
  second: 'another network of the same server',
  relayed: 'behind a DHCP relay and router (option 82)',
  foreign: 'another DHCP server gives addresses (ProxyDHCP)',
}

/** The results as a table of Markdown, one row for each way to boot. */
export function resultTable(results: readonly CellResult[]): string {
  const head = ['cell', 'firmware', 'network', 'asked, and was told to load', ...PHASES, 'result']
  const rows = results.map(({ cell, stages, seconds }) => [
    cell.name,
    cell.firmware,
    NETWORK[cell.network],
    stages.map(stageText).join(', then '),
    ...PHASES.map((phase) => seconds[phase]?.toFixed(0) ?? '–'),
    seconds.agent === undefined ? 'the agent did not come up' : 'boots',
  ])
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

function stageText({ vendorClass, userClass, file }: BootStage): string {
  const who = `\`${vendorClass}\`${userClass === '' ? '' : ` (${userClass})`}`
  return file === '' ? who : `${who}: \`${file}\``
}

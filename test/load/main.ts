// Benchmarks, as a table and as JSON in .cache/bench.json.
//
//   npm run bench [-- api|dhcp|engine|files|fleet|inventory|pulumi|redeploy|terraform|timeline|timeline-qemu …]
//   npm run bench -- redeploy [--firmware bios|uefi]
//   npm run bench -- fleet [--machines 1000] [--loss 5] [--kill] [--node-flag --cpu-prof …]
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchApi } from './api.ts'
import { benchDhcp } from './dhcp.ts'
import { benchEngine } from './engine.ts'
import type { Figure } from './figure.ts'
import { benchFiles } from './files.ts'
import { benchFleet } from './fleet.ts'
import { benchInventory } from './inventory.ts'
import { benchPulumi } from './pulumi.ts'
import { benchRedeploy } from './redeploy.ts'
import { benchTerraform } from './terraform.ts'
import { benchTimeline } from './timeline.ts'

const suites: Readonly<Record<string, () => Promise<Figure[]>>> = {
  api: benchApi,
  dhcp: benchDhcp,
  engine: benchEngine,
  files: benchFiles,
  fleet: () => benchFleet(fleet),
  inventory: benchInventory,
  pulumi: benchPulumi,
  redeploy: () => benchRedeploy(values.firmware),
  terraform: benchTerraform,
  timeline: () => benchTimeline('simulated'),
  'timeline-qemu': () => benchTimeline('qemu'),
}

/** Those that boot QEMU machines. */
const QEMU = ['redeploy', 'timeline-qemu']

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    machines: { type: 'string', default: '1000' },
    loss: { type: 'string', default: '0' },
    firmware: { type: 'string', default: '' },
    kill: { type: 'boolean', default: false },
    'node-flag': { type: 'string', multiple: true, default: [] },
  },
})
const fleet = {
  machines: Number(values.machines),
  loss: Number(values.loss),
  kill: values.kill,
  nodeFlags: values['node-flag'],
}
const unknown = positionals.filter((name) => !Object.hasOwn(suites, name))
if (unknown.length > 0) {
  process.stderr.write(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}\n`)
  process.exit(2)
}
// Booting QEMU takes minutes and root, so it runs when asked for.
const wanted =
  positionals.length > 0 ? positionals : Object.keys(suites).filter((name) => !QEMU.includes(name))

const figures: Figure[] = []
for (const name of wanted) {
  process.stderr.write(`${name} …\n`)
  figures.push(...((await suites[name]?.()) ?? []))
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`
mkdirSync('.cache', { recursive: true })
writeFileSync('.cache/bench.json', `${JSON.stringify({ machine, figures }, null, 2)}\n`)
process.stdout.write(`${machine}\n\n${table(figures)}`)
process.exit(0)

function table(rows: readonly Figure[]): string {
  const cells = rows.map(({ name, value, unit, peer }) => [
    name,
    `${format(value)} ${unit}`,
    peer === undefined ? '' : `${format(value / peer.value)} × ${peer.name}`,
  ])
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return `${cells
    .map(([name = '', value = '', ratio = '']) =>
      `${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${ratio}`.trimEnd(),
    )
    .join('\n')}\n`
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}

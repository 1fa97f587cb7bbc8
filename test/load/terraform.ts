import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@metalwright/sdk'
import {
  buildProvider,
  DEV_KEY,
  findTerraform,
  startServerProcess,
  TerraformWorkspace,
} from '@metalwright/server/rehearsal'
import { ApiProxy } from '../chaos/terraform-proxy.ts'
import { buildGoProvider } from '../tools/build-go-provider.ts'
import { addClaimableMachines } from './claimable-machines.ts'
import type { Figure } from './figure.ts'
import { peakMemory, pluginStart } from './plugin-start.ts'

/** Where `buildProvider` puts the provider. */
const DIST = join(import.meta.dirname, '..', '..', 'provider-terraform', 'dist')
const MACHINES = 1000
const STARTS = 15
/** Milliseconds between two looks at the provider's memory. */
const LOOK_EVERY = 50
const FLAGS = [
  '--dev',
  '--api-port',
  '0',
  '--disable-dhcp',
  '--disable-tftp',
  '--disable-provisioner',
  '--disable-pxe',
]

/** Start of the packaged provider beside one in Go, and plans of one and of 1,000 claimed machines. */
export async function benchTerraform(): Promise<Figure[]> {
  await buildProvider((line) => process.stderr.write(`  ${line}\n`))
  return [...(await starts()), ...(await plans(1)), ...(await plans(MACHINES))]
}

async function starts(): Promise<Figure[]> {
  const name = (await readdir(DIST)).find((file) => file.startsWith('terraform-provider-drp_v')) ?? ''
  const empty = await buildGoProvider({ log: (line) => process.stderr.write(`  ${line}\n`) })
  const ours = await pluginStart(join(DIST, name), STARTS)
  const go = await pluginStart(empty, STARTS)
  const beside = (value: number) => ({ name: 'a Go provider without resources', value })
  return [
    { name: 'provider, start to handshake', value: ours.wall, unit: 'ms', peer: beside(go.wall) },
    { name: 'provider, processor time to handshake', value: ours.cpu, unit: 'ms', peer: beside(go.cpu) },
    {
      name: 'provider, resident memory at handshake',
      value: ours.memory,
      unit: 'MB',
      peer: beside(go.memory),
    },
  ]
}

async function plans(count: number): Promise<Figure[]> {
  const cli = findTerraform()
  if (cli === undefined) throw new Error('there is no terraform or tofu on PATH')
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  const server = await startServerProcess({ baseRoot: join(folder, 'server'), flags: FLAGS })
  const { ports, fingerprint } = server.facts
  const endpoint = `https://127.0.0.1:${ports.api}`
  const client = new Client({ endpoint, key: DEV_KEY, fingerprint })
  const proxy = await ApiProxy.start(ports.api)
  const env = { RS_KEY: DEV_KEY, RS_FINGERPRINT: fingerprint, RS_ENDPOINT: endpoint }
  const example = join(folder, 'example')
  await mkdir(example)
  await writeFile(join(example, 'main.tf'), configuration(count))
  const workspace = await TerraformWorkspace.create({ cli, example, env, onLine: () => {} })
  try {
    await addClaimableMachines(client, count)
    const applied = await measured(workspace, ['apply', '-no-color', '-auto-approve'])
    const plan = ['plan', '-no-color', '-detailed-exitcode']
    const planned = await measured(workspace, plan)
    env.RS_ENDPOINT = proxy.endpoint
    await workspace.run(plan)
    const of = count === 1 ? 'one machine' : `${count.toLocaleString('en')} machines`
    return [
      { name: `terraform apply that claims ${of}`, value: applied.seconds, unit: 's' },
      { name: `terraform plan of ${of}`, value: planned.seconds, unit: 's' },
      { name: `terraform plan of ${of}, to the server`, value: proxy.passages.length, unit: 'requests' },
      { name: `terraform plan of ${of}, resident memory of the provider`, value: planned.memory, unit: 'MB' },
    ]
  } finally {
    proxy.close()
    await client.close()
    await server.stop()
    await workspace.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

function configuration(count: number): string {
  return `
    terraform {
      required_providers {
        drp = { source = "metalwright/drp" }
      }
    }
    resource "drp_machine" "web" {
      count = ${count}
    }
  `
}

/** Seconds that a command takes, and the most megabytes that a provider it started has had resident. */
async function measured(workspace: TerraformWorkspace, command: readonly string[]) {
  let memory = 0
  const look = setInterval(() => {
    for (const pid of providersIn(workspace.folder)) memory = Math.max(memory, peakMemory(pid) || 0)
  }, LOOK_EVERY)
  const before = performance.now()
  await workspace.run(command)
  const seconds = (performance.now() - before) / 1000
  clearInterval(look)
  return { seconds, memory }
}

/** Process ids of the providers that work in a folder. */
function providersIn(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const ours = pids.filter((pid) => {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return false
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('terraform-provider-drp')
    } catch {
      return false
    }
  })
  return ours.map(Number)
}

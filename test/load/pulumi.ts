import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
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
import { buildPulumiProvider, PULUMI_DIST } from '../contract/pulumi/pulumi-build.ts'
import { PulumiWorkspace } from '../contract/pulumi/pulumi-workspace.ts'
import { presentPulumi } from '../tools/build-pulumi.ts'
import { addClaimableMachines } from './claimable-machines.ts'
import type { Figure } from './figure.ts'
import { PULUMI, peakMemory, pluginStart } from './plugin-start.ts'

const MACHINES = 100
const STARTS = 15
/** Milliseconds between two looks at the plugin's memory. */
const LOOK_EVERY = 50
const PORTS = ['--api-port', '0', '--static-port', '0', '--metrics-port', '0']
const FLAGS = [
  '--dev',
  ...PORTS,
  '--disable-dhcp',
  '--disable-tftp',
  '--disable-provisioner',
  '--disable-pxe',
]

/** Start of the Pulumi plugin, and a run that claims 100 machines beside the same run with Terraform. */
export async function benchPulumi(): Promise<Figure[]> {
  if (presentPulumi() === undefined) throw new Error('there is no pulumi; build it with `npm run tools`')
  buildPulumiProvider()
  await buildProvider((line) => process.stderr.write(`  ${line}\n`))
  const start = await pluginStart(join(PULUMI_DIST, 'pulumi-resource-drp'), STARTS, PULUMI)
  const terraform = await onServer(claimWithTerraform)
  const pulumi = await onServer(claimWithPulumi)
  const of = `${MACHINES} machines`
  const beside = (value: number) => ({ name: 'Terraform', value })
  return [
    { name: 'Pulumi plugin, start to port', value: start.wall, unit: 'ms' },
    { name: 'Pulumi plugin, processor time to port', value: start.cpu, unit: 'ms' },
    { name: 'Pulumi plugin, resident memory at port', value: start.memory, unit: 'MB' },
    { name: `pulumi up that claims ${of}`, value: pulumi.first, unit: 's', peer: beside(terraform.first) },
    { name: `pulumi preview of ${of}`, value: pulumi.again, unit: 's', peer: beside(terraform.again) },
    { name: `pulumi refresh of ${of}`, value: pulumi.refresh, unit: 's' },
    { name: `pulumi up that claims ${of}, peak memory of the plugin`, value: pulumi.memory, unit: 'MB' },
  ]
}

/** Seconds of a run that claims, and of one that sees no changes. */
interface Times {
  readonly first: number
  readonly again: number
}

/** Does something with a server of its own that has machines to claim. */
async function onServer<T>(
  work: (env: Readonly<Record<string, string>>, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  const server = await startServerProcess({ baseRoot: join(folder, 'server'), flags: FLAGS })
  const { ports, fingerprint } = server.facts
  const endpoint = `https://127.0.0.1:${ports.api}`
  const client = new Client({ endpoint, key: DEV_KEY, fingerprint })
  try {
    await addClaimableMachines(client, MACHINES)
    return await work({ RS_ENDPOINT: endpoint, RS_KEY: DEV_KEY, RS_FINGERPRINT: fingerprint }, folder)
  } finally {
    await client.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function claimWithTerraform(env: Readonly<Record<string, string>>, folder: string): Promise<Times> {
  const cli = findTerraform()
  if (cli === undefined) throw new Error('there is no terraform or tofu on PATH')
  const example = join(folder, 'example')
  await mkdir(example)
  const provider = 'terraform {\n  required_providers {\n    drp = { source = "metalwright/drp" }\n  }\n}\n'
  await writeFile(
    join(example, 'main.tf'),
    `${provider}resource "drp_machine" "web" {\n  count = ${MACHINES}\n}\n`,
  )
  const workspace = await TerraformWorkspace.create({ cli, example, env, onLine: () => {} })
  try {
    const parallel = `-parallelism=${MACHINES}`
    return {
      first: await seconds(() => workspace.run(['apply', '-no-color', '-auto-approve', parallel])),
      again: await seconds(() => workspace.run(['plan', '-no-color', '-detailed-exitcode', parallel])),
    }
  } finally {
    await workspace.remove()
  }
}

async function claimWithPulumi(
  env: Readonly<Record<string, string>>,
): Promise<Times & { refresh: number; memory: number }> {
  const text = `for (let index = 0; index < ${MACHINES}; index++) new drp.Machine(\`web-\${index}\`)\n`
  const workspace = await PulumiWorkspace.create({ program: { text }, env })
  let memory = 0
  const look = setInterval(() => {
    for (const pid of workspace.plugins()) memory = Math.max(memory, peakMemory(pid) || 0)
  }, LOOK_EVERY)
  const parallel = `--parallel=${MACHINES}`
  try {
    const first = await seconds(() => workspace.up([0], [parallel]))
    clearInterval(look)
    return {
      first,
      again: await seconds(() => workspace.run(['preview', '--expect-no-changes', parallel])),
      refresh: await seconds(() => workspace.run(['refresh', '--yes', '--skip-preview', parallel])),
      memory,
    }
  } finally {
    clearInterval(look)
    await workspace.remove()
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1000
}

// The first thing a newcomer runs (`npm start`): a server, machines, a claim, a timeline.
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, styleText } from 'node:util'
import { Claims } from '@metalwright/sdk'
import type { Machine } from '@metalwright/sdk/models'
import { buildConsole } from '../../../ui/build.ts'
import { showProgress, waitForFree } from './progress.ts'
import { startQemuSite } from './qemu-site.ts'
import { startSimulatedSite } from './simulated-site.ts'
import { exampleEnvironment, type Site } from './site.ts'
import { buildProvider, CLI_CONFIG, TerraformWorkspace } from './terraform.ts'
import { findTerraform } from './terraform-cli.ts'
import { timeline, timelineText } from './timeline.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/terraform/claim', import.meta.url))

/** Serial consoles of the last start. */
const CONSOLES = fileURLToPath(new URL('../../../../.cache/consoles', import.meta.url))

const HELP = `Starts a Metalwright server, switches rehearsed machines on, claims them and shows what happens.

  npm start                                 until Ctrl-C
  npm start -- --once                       stop after the claim; the exit status tells whether it worked
  npm start -- --kind simulated|qemu        QEMU machines need root and QEMU; simulated ones need nothing
  npm start -- --machines N                 how many machines (1)
  npm start -- --client terraform|sdk       what claims them; terraform (or tofu) where it is found
`

/** Milliseconds until machines must have discovered themselves, and until a claim must be in use. */
const PATIENCE = { simulated: 60_000, qemu: 300_000 }

const OPTIONS = {
  once: { type: 'boolean', default: false },
  kind: { type: 'string' },
  machines: { type: 'string', default: '1' },
  client: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS })
  if (values.help) return void process.stdout.write(HELP)
  const kind = values.kind ?? (canRunQemu() ? 'qemu' : 'simulated')
  const count = Number(values.machines)
  if (kind !== 'simulated' && kind !== 'qemu') throw new Error(`--kind ${kind}: it is simulated or qemu`)
  if (!Number.isInteger(count) || count < 1 || count > 100) {
    throw new Error(`--machines ${values.machines}: it is a number from 1 to 100`)
  }
  if (values.client !== undefined && !['terraform', 'sdk'].includes(values.client)) {
    throw new Error(`--client ${values.client}: it is terraform or sdk`)
  }
  say(
    `starting a server with ${count} ${kind === 'qemu' ? 'QEMU' : 'simulated'} machine${count === 1 ? '' : 's'}`,
  )
  await buildConsole()
  const start = kind === 'qemu' ? startQemuSite : startSimulatedSite
  // One more than are claimed here stays free for whoever wants to claim one himself.
  const site = await start({ machines: values.once ? count : count + 1, log: say })
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= site.close()
    return stopping
  }
  const interrupted = new Promise<void>((resolve) => {
    // Ctrl-C comes twice where another program stands between the terminal and us.
    process.on('SIGINT', resolve)
    process.on('SIGTERM', resolve)
  })
  try {
    const rehearsal = rehearse(site, { ...values, count })
    await Promise.race([rehearsal, interrupted.then(() => Promise.reject(new Error('interrupted')))])
    if (!values.once) {
      say(`the console is at ${site.endpoint}/ui/ until Ctrl-C; log in as ${site.key.replace(':', ' with ')}`)
      say('one more machine is free: claim it yourself, in another terminal')
      process.stdout.write(`\n${commands(site)}\n`)
      await interrupted
    }
  } finally {
    await keepConsoles(site)
    say('switching everything off')
    await stop()
  }
}

/** What to type to claim the machine that is left. */
function commands(site: Site): string {
  const variables = { ...exampleEnvironment(site), TF_CLI_CONFIG_FILE: CLI_CONFIG }
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${value}\n`)
  return `${exports.join('')}cd ${EXAMPLE} && terraform init && terraform apply\n`
}

/** What the one who starts may choose of the rehearsal. */
interface Choice {
  /** Machines to claim. */
  readonly count: number
  readonly client?: string
}

/** Copies what the machines wrote on their serial consoles to where it can be read afterwards. */
async function keepConsoles(site: Site): Promise<void> {
  for (const { mac, console } of site.machines) {
    if (console === undefined) continue
    const kept = join(CONSOLES, `${mac.replaceAll(':', '-')}.log`)
    await mkdir(CONSOLES, { recursive: true })
    await copyFile(console, kept)
    say(`serial console of ${mac}: ${kept}`)
  }
}

/** Power on, discovery, claim, timeline. */
async function rehearse(site: Site, { client, count }: Choice): Promise<void> {
  const ending = new AbortController()
  const progress = showProgress(site.client, say, ending.signal).catch(() => {})
  try {
    const poweredOn = Date.now()
    for (const machine of site.machines) await machine.powerOn()
    say('power on; the machines discover themselves …')
    await waitForFree(site.client, site.machines.length, PATIENCE[site.kind])
    const claimed = await claim(site, client, count)
    for (const machine of claimed) {
      const runs = (await site.client.runs.list({ filters: { Machine: machine.Uuid } })).items
      process.stdout.write(
        `\n${styleText('bold', machine.Name)}  ${machine.PoolStatus}  ${machine.Address}\n`,
      )
      process.stdout.write(`${timelineText(timeline(runs, poweredOn))}\n\n`)
    }
    const macs = new Set(claimed.flatMap(({ HardwareAddrs }) => HardwareAddrs))
    for (const machine of site.machines.filter(({ mac }) => macs.has(mac))) {
      await machine.reachesLogin(PATIENCE[site.kind])
      const starts = machine.firmwareStarts()
      say(
        `${machine.mac}: the deployed system offers a login after ${starts} firmware start${starts === 1 ? '' : 's'}`,
      )
      if (starts !== 1) throw new Error('the deployed system was not entered by kexec alone')
    }
  } finally {
    ending.abort()
    await progress
  }
}

/** Claims all machines with terraform, or with the SDK where there is none. */
async function claim(site: Site, client: string | undefined, count: number): Promise<Machine[]> {
  const cli = client === 'sdk' ? undefined : findTerraform()
  if (cli === undefined) {
    if (client === 'terraform') throw new Error('--client terraform: there is no terraform or tofu on PATH')
    say(`${client === 'sdk' ? '' : 'no terraform or tofu on PATH: '}claiming with the SDK`)
    return claimWithSdk(site, count)
  }
  say(`claiming with ${cli} apply`)
  await buildProvider(say)
  const workspace = await TerraformWorkspace.create({
    cli,
    example: EXAMPLE,
    env: { ...exampleEnvironment(site), TF_VAR_machines: String(count) },
    onLine: (line) => {
      if (line.trim() !== '') process.stdout.write(`${styleText('dim', `    ${line}`)}\n`)
    },
  })
  try {
    await workspace.run(['apply', '-no-color', '-auto-approve', '-input=false'])
  } finally {
    await workspace.remove()
  }
  return (await site.client.machines.list({ filters: { PoolStatus: 'InUse' } })).items
}

async function claimWithSdk(site: Site, count: number): Promise<Machine[]> {
  const claims = new Claims(site.client)
  const one = async (number: number) => {
    const { machine } = await claims.allocate({
      pool: 'default',
      claimKey: `rehearsal-${process.pid}-${number}`,
      owner: 'rehearsal',
      workflow: 'image-deploy',
      addParameters: {
        'image-deploy/image-file': site.image.file,
        'image-deploy/image-sha256': site.image.sha256,
      },
    })
    return claims.wait(machine.Uuid, { until: 'InUse', timeoutMs: PATIENCE[site.kind], onProgress: say })
  }
  return Promise.all(Array.from({ length: count }, (_, number) => one(number)))
}

function canRunQemu(): boolean {
  return (
    process.getuid?.() === 0 && existsSync('/usr/bin/qemu-system-x86_64') && existsSync('/usr/lib/ipxe/qemu')
  )
}

function say(line: string): void {
  process.stdout.write(`${styleText('cyan', 'metalwright')} ${line}\n`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`metalwright: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)

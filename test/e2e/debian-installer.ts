/**
 * Installs Debian in QEMU as the content pack examples/content/site-install has it, without a question, by Debian's own
 * installer: from the first boot by network to a system that starts from its disk and does the rest of its workflow.
 * Kernel and initramfs are read through the server from a mirror, which has what apt of this machine can get. Needs
 * root and QEMU. Takes long without KVM, so no suite runs it.
 *
 *   node test/e2e/debian-installer.ts [--stand-in] [folder that is kept, with the console in machine-1/serial.log]
 *
 * Mirrors for servers often lack the installer's own packages (`.udeb`); the run then ends with their names.
 * `--stand-in` does on this computer what the installer does before its late command; from there on all is real.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { bundle } from '@metalwright/sdk/content'
import { type QemuMachine, type QemuSite, startQemuSite } from '@metalwright/server/rehearsal'
import { type AptMirror, aptMirror } from './debian-installer/apt-mirror.ts'
import { netbootImages } from './debian-installer/netboot-images.ts'
import { installStandIn } from './debian-installer/stand-in.ts'

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, '.cache')
const FORWARD = join(root, 'server-mock/src/rehearsal/qemu/forward.ts')
const RELEASE = 'bookworm'
/** Milliseconds without any change on the console after which the installation counts as stuck. */
const STUCK = 30 * 60_000
const MIRROR = '10.77.0.3'
/** Answers that only this network needs, and that save time without hardware support. */
const ANSWERS = [
  'd-i apt-setup/services-select multiselect ',
  'd-i clock-setup/ntp boolean false',
  'd-i base-installer/initramfs-tools/driver-policy select dep',
  'd-i pkgsel/upgrade select none',
]

const log = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'stand-in': { type: 'boolean', default: false } },
})
const [kept] = positionals
const dir = kept === undefined ? await mkdtemp(join(tmpdir(), 'metalwright-installer-')) : resolve(kept)
await mkdir(dir, { recursive: true })
const site = await startQemuSite({ machines: 1, folder: dir, log })
const mirror = await aptMirror({
  release: RELEASE,
  packages: join(cache, 'debian-mirror'),
  indexes: join(dir, 'indexes'),
  netboot: await netbootImages(cache),
})
try {
  const [machine] = site.qemu
  if (machine === undefined) throw new Error('the site has no machine')
  await plugIn(mirror)
  const uuid = await prepare(machine.mac)
  if (values['stand-in']) {
    log('doing what the installer does, on this computer')
    const url = `http://${site.lab.address}:${site.server.facts.ports.static}/machines/${uuid}/post-install.sh`
    await installStandIn({
      disk: machine.diskPath,
      work: join(dir, 'stand-in'),
      release: RELEASE,
      mirror: mirror.source,
      inside: (argv, timeoutMs) => site.lab.run(argv, timeoutMs),
      lateCommand: ['sh', '-c', `curl -fsS ${url} | sh`],
    })
  }
  await machine.powerOn()
  await untilInstalled(site, machine, uuid)
} finally {
  log(`serial console: ${site.qemu[0]?.serial.tail(15).join('\n')}`)
  mirror.server.closeAllConnections()
  mirror.server.close()
  await site.close()
  if (kept === undefined) await rm(dir, { recursive: true, force: true })
}

/** Puts the mirror into the network of the machines. */
async function plugIn({ server }: AptMirror): Promise<void> {
  // Path sockets cross network namespaces.
  const socket = join(dir, 'mirror.sock')
  await rm(socket, { force: true })
  server.listen(socket)
  const host = await site.lab.addHost([{ bridge: site.lab.bridge, address: `${MIRROR}/24` }])
  host.start([process.execPath, FORWARD, `tcp:0.0.0.0:80`, `unix:${socket}`])
  // Without a default route and a name server the installer asks about them, before it has any answers.
  await site.client.subnets.update('rehearsal', {
    Options: [3, 6].map((Code) => ({ Code, Value: site.lab.address })),
  })
}

/** Loads the pack and makes the machine. @returns its UUID */
async function prepare(mac: string): Promise<string> {
  const url = `http://${MIRROR}/debian`
  const repositories = [
    {
      tag: 'debian',
      os: ['debian-12'],
      url,
      packageType: 'deb',
      repoType: 'apt',
      installSource: true,
      distribution: RELEASE,
      components: ['main'],
      bootloc: url,
    },
  ]
  await site.client.profiles.params.set('global', 'package-repositories', repositories)
  await site.client.contents.upload(await bundle(join(root, 'examples', 'content', 'site-install')))
  const { Uuid } = await site.client.machines.create({
    Name: 'installer',
    HardwareAddrs: [mac],
    Workflow: 'site-debian',
    Params: {
      'site/kernel-console': 'console=ttyS0,115200 DEBIAN_FRONTEND=text',
      'site/installer-answers': ANSWERS,
      'site/disk-layout': 'plain',
      'site/packages': [],
      // The stage's own profile names another mirror.
      'package-repositories': repositories,
    },
  })
  return Uuid
}

/** Waits until the installed system has done the workflow. @throws Error with what keeps it from that */
async function untilInstalled({ client }: QemuSite, machine: QemuMachine, uuid: string): Promise<void> {
  const started = Date.now()
  const minutes = (): string => `${((Date.now() - started) / 60_000).toFixed(1)} min`
  let seen = ''
  let shown = 0
  for (let changed = Date.now(); ; await sleep(5000)) {
    const { BootEnv, Stage, WorkflowComplete, CurrentJob } = await client.machines.get(uuid)
    const now = `${BootEnv}, ${Stage}, ${machine.firmwareStarts} starts of the firmware`
    if (now !== seen) log(`after ${minutes()}: ${now}`)
    if (now !== seen || machine.serial.length !== shown) changed = Date.now()
    seen = now
    shown = machine.serial.length
    if (WorkflowComplete === true && BootEnv === 'local') break
    const job = await client.jobs.get(CurrentJob).catch(() => undefined)
    if (job?.State === 'failed') throw new Error(`${job.Task} failed: ${job.ExitState}`)
    const lacking = [...mirror.missing].filter((path) => path.endsWith('.udeb'))
    if (lacking.length > 0) {
      throw new Error(
        `the installer came to its own packages after ${minutes()}; the mirror lacks ${lacking.join(', ')}`,
      )
    }
    if (Date.now() - changed > STUCK) throw new Error('the console has not changed for half an hour')
  }
  const installed = (await client.machines.params.get(uuid))['site/installed']
  log(`the installed system has done its workflow after ${minutes()}: ${JSON.stringify(installed)}`)
}

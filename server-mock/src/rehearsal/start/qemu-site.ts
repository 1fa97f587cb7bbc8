import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installAgentArchive } from '../../../discovery/agent-archive.ts'
import {
  buildDiscovery,
  buildTestOs,
  defaultImageCache,
  discoveryFiles,
  type TestOsImage,
} from '../../../discovery/build.ts'
import { installBootFiles } from '../../boot/boot-files.ts'
import { forward, NetworkLab, probeAccelerator, QemuMachine, type QemuMachineOptions } from '../qemu/index.ts'
import { startServerProcess } from './server-process.ts'
import {
  addSubnet,
  DISCOVERY_PREFS,
  type RehearsalMachine,
  type Site,
  type SiteOptions,
  siteClient,
  uploadImage,
} from './site.ts'

const FORWARD = fileURLToPath(new URL('../qemu/forward.ts', import.meta.url))

/** How a site of QEMU machines is set up. */
export interface QemuSiteOptions extends SiteOptions {
  /** Whether the test system takes logins by SSH and has Python; default false. */
  readonly managed?: boolean
  /** What the machines are made of; default a BIOS machine with one disk and one card. */
  readonly hardware?: Partial<Omit<QemuMachineOptions, 'name' | 'dir' | 'lab'>>
}

/** A site with its machines as QEMU has them. */
export interface QemuSite extends Site {
  readonly lab: NetworkLab
  readonly qemu: readonly QemuMachine[]
  /** The test system, in all its forms. */
  readonly system: TestOsImage
}

/**
 * A server and QEMU machines with empty disks in a network of their own; the machines boot by their network
 * card's firmware. Needs root, QEMU and the tools that build the images.
 */
export async function startQemuSite(options: QemuSiteOptions): Promise<QemuSite> {
  const { log } = options
  const undo: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of undo.reverse()) await step()
  }
  try {
    log('building the discovery image and the test system, unless they are there …')
    const build = { cacheDir: defaultImageCache, log }
    const discovery = await buildDiscovery(build)
    const system = await buildTestOs({ ...build, managed: options.managed ?? false })
    const { accelerator } = await probeAccelerator({ kernel: discovery.kernel })
    log(
      `QEMU runs with ${accelerator === 'kvm' ? 'KVM' : 'software emulation: KVM was tried and does not work here'}`,
    )

    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'metalwright-site-')))
    if (options.folder === undefined) undo.push(() => rm(folder, { recursive: true, force: true }))
    const lab = await NetworkLab.create()
    undo.push(() => lab.destroy())
    lab.startRouterAdvertiser()

    const baseRoot = join(folder, 'server')
    await installBootFiles(baseRoot, 'discovery', await discoveryFiles(discovery))
    await installAgentArchive(baseRoot)
    const server = await startServerProcess({
      baseRoot,
      flags: ['--prefs', DISCOVERY_PREFS],
      wrap: (argv) => lab.command(['setpriv', '--pdeathsig', 'KILL', '--', ...argv]),
    })
    undo.push(() => server.stop())
    const endpoint = await reachFromOutside(lab, folder, server.facts.ports.api, undo)
    const key = (await readFile(join(baseRoot, 'initial-password'), 'utf8')).trim()
    const client = siteClient(endpoint, key, server.facts.fingerprint)
    undo.push(() => client.close())
    await addSubnet(client)
    const image = await uploadImage(client, system.image, 'test-system.raw.zst')

    const machines: RehearsalMachine[] = []
    const qemu: QemuMachine[] = []
    for (let number = 1; number <= options.machines; number++) {
      const name = `machine-${number}`
      const machine = await QemuMachine.create({
        name,
        dir: folder,
        lab,
        accelerator,
        diskBytes: options.diskBytes ?? 4 * 1024 ** 3,
        ...options.hardware,
      })
      qemu.push(machine)
      undo.push(() => machine.destroy())
      machines.push({
        mac: machine.mac,
        powerOn: () => machine.powerOn(),
        firmwareStarts: () => machine.firmwareStarts,
        reachesLogin: async (timeoutMs) => {
          await machine.serial.waitFor(/ login:/, timeoutMs)
        },
        console: machine.serialPath,
      })
    }
    return { kind: 'qemu', endpoint, key, server, client, machines, qemu, lab, image, system, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The API inside the lab, as an endpoint on loopback outside: path sockets cross network namespaces. */
async function reachFromOutside(
  lab: NetworkLab,
  folder: string,
  port: number,
  undo: (() => Promise<unknown>)[],
): Promise<string> {
  const path = join(folder, 'api.sock')
  lab.start([process.execPath, FORWARD, `unix:${path}`, `tcp:127.0.0.1:${port}`])
  const outside = await forward({ host: '127.0.0.1', port: 0 }, { path })
  undo.push(async () => {
    outside.close()
  })
  const address = outside.address()
  if (address === null || typeof address === 'string') throw new Error('the forwarder has no port')
  return `https://127.0.0.1:${address.port}`
}

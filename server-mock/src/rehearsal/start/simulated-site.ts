import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import { installBootFiles } from '../../boot/boot-files.ts'
import { SimulatedFleet, type SimulatedMachine } from '../simulated/index.ts'
import { startServerProcess } from './server-process.ts'
import {
  addSubnet,
  DEV_KEY,
  DISCOVERY_PREFS,
  type RehearsalMachine,
  type Site,
  type SiteOptions,
  siteClient,
  uploadImage,
} from './site.ts'

/** Bytes of the disk image that is deployed: enough for a speed to be measured, little to make. */
const IMAGE_BYTES = 64 * 1024 * 1024

/**
 * A server and simulated machines on loopback, with ports the system picks; needs no rights. The machines speak
 * DHCP, TFTP, HTTP and the API as real ones do, and download the image, but run no system and no script.
 */
export async function startSimulatedSite(options: SiteOptions): Promise<Site> {
  const undo: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of undo.reverse()) await step()
  }
  try {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'metalwright-site-')))
    if (options.folder === undefined) undo.push(() => rm(folder, { recursive: true, force: true }))
    const baseRoot = join(folder, 'server')
    const standIn = join(folder, 'stand-in')
    await writeFile(standIn, 'Simulated machines load this in the place of a kernel and an initramfs.\n')
    await installBootFiles(baseRoot, 'discovery', { vmlinuz: standIn, 'initrd.img': standIn })

    const anyPort = [
      '--metrics-port',
      '0',
      '--api-port',
      '0',
      '--static-port',
      '0',
      '--tftp-port',
      '0',
      '--fake-pinger',
      '--dhcp-port',
      '0',
      '--disable-pxe',
    ]
    const flags = ['--dev', '--provision-address', '127.0.0.1', '--prefs', DISCOVERY_PREFS, ...anyPort]
    const server = await startServerProcess({ baseRoot, flags })
    undo.push(() => server.stop())
    const { ports, fingerprint } = server.facts
    const endpoint = `https://127.0.0.1:${ports.api}`
    const client = siteClient(endpoint, DEV_KEY, fingerprint)
    undo.push(() => client.close())
    await addSubnet(client)
    const image = await uploadImage(client, await makeImage(folder), 'rehearsal.raw.zst')

    const fleet = new SimulatedFleet({
      dhcp: { host: '127.0.0.1', port: ports.dhcp, linkAddress: '10.77.0.1' },
      tftpPort: ports.tftp,
      diskBytes: options.diskBytes ?? 64 * 1024 ** 3,
      ...(options.pace === undefined ? {} : { pace: options.pace }),
    })
    undo.push(() => fleet.close())
    const machines = fleet.add(options.machines).map(rehearsed)
    return { kind: 'simulated', endpoint, key: DEV_KEY, server, client, machines, image, close }
  } catch (error) {
    await close()
    throw error
  }
}

function rehearsed(machine: SimulatedMachine): RehearsalMachine {
  return {
    mac: machine.mac,
    powerOn: async () => machine.powerOn(),
    firmwareStarts: () => machine.bootCount,
    reachesLogin: (timeoutMs) => machine.waitFor('deployed', timeoutMs),
    console: undefined,
  }
}

/** A disk image of zeros and a counter: it compresses well, and no two blocks of it are alike. */
async function makeImage(folder: string): Promise<string> {
  const raw = Buffer.alloc(IMAGE_BYTES)
  for (let at = 0; at < raw.length; at += 64) raw.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at)
  const file = join(folder, 'rehearsal.raw.zst')
  await writeFile(file, await promisify(zstdCompress)(raw))
  return file
}

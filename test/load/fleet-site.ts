import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import type { Client } from '@metalwright/sdk'
import { installBootFiles } from '../../server-mock/src/boot/boot-files.ts'
import {
  DISCOVERY_PREFS,
  type RehearsalImage,
  uploadImage,
} from '../../server-mock/src/rehearsal/start/site.ts'

/** Bytes of what stands for the loader, the kernel and the initramfs: their way is measured, not the wire. */
const LOADER = 70_000
const KERNEL = 64 * 1024
/** Bytes of the image before it is compressed. */
const IMAGE = 1024 * 1024
/** Flags of the server besides those of its ports. */
export const FLEET_FLAGS = [
  '--dev',
  '--provision-address',
  '127.0.0.1',
  '--prefs',
  DISCOVERY_PREFS,
  '--fake-pinger',
  '--disable-pxe',
  '--dhcp-new-clients',
  '1000000',
  '--log-level',
  'error',
]

/**
 * Puts what machines boot below a base root.
 *
 * @param folder for what is made on the way
 */
export async function addBootFiles(baseRoot: string, folder: string, loaderBytes = LOADER): Promise<void> {
  const standIn = join(folder, 'stand-in')
  await writeFile(standIn, Buffer.alloc(KERNEL, 'kernel '))
  await installBootFiles(baseRoot, 'discovery', { vmlinuz: standIn, 'initrd.img': standIn })
  await writeFile(standIn, Buffer.alloc(loaderBytes, 'loader '))
  await installBootFiles(baseRoot, '.', { 'undionly.kpxe': standIn, 'ipxe.efi': standIn })
}

/** Gives the server a network that is large enough for any fleet. */
export async function addFleetSubnet(client: Client): Promise<void> {
  await client.subnets.create({
    Name: 'fleet',
    Enabled: true,
    Subnet: '10.77.0.0/16',
    ActiveStart: '10.77.1.0',
    ActiveEnd: '10.77.250.250',
    ActiveLeaseTime: 3600,
    Options: [{ Code: 3, Value: '10.77.0.1' }],
  })
}

/** Uploads a small image, which is made in the folder. */
export async function addFleetImage(client: Client, folder: string): Promise<RehearsalImage> {
  const raw = Buffer.alloc(IMAGE)
  for (let at = 0; at < raw.length; at += 64) raw.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at)
  const file = join(folder, 'fleet.raw.zst')
  await writeFile(file, await promisify(zstdCompress)(raw))
  return uploadImage(client, file, 'fleet.raw.zst')
}

import type { JsonObject } from '@metalwright/sdk/models'
import type { Hardware } from '../hardware.ts'
import type { TaskRun } from './task-run.ts'

const MIB = 1024 * 1024

/** Task `inventory`: stores what the machine is made of. */
export async function inventory({ running, api, settings, log }: TaskRun): Promise<number> {
  const parts = partsOf(running.hardware)
  const json = Object.entries(parts).map(([name, value]) => ({
    op: 'add',
    path: `/inventory~1${name}`,
    value,
  }))
  const { status } = await api.request('PATCH', `/machines/${settings.uuid}/params`, { json })
  // What curl says of a refusal.
  if (status !== 200) return 22
  const { disk, mac } = running.hardware
  log(`${parts.cpu['threads']} threads of ${parts.cpu['model']}`)
  log(`${Number(parts.memory['bytes']) / MIB} MiB of memory`)
  log(`disk ${disk.name}: ${disk.bytes} bytes, serial ${disk.serial}`)
  log(`interface eth0: ${mac}, simulated, link true`)
  return 0
}

function partsOf({ disk, mac, uuid }: Hardware): {
  cpu: JsonObject
  memory: JsonObject
  disks: JsonObject[]
  nics: JsonObject[]
  dmi: JsonObject
} {
  return {
    cpu: {
      model: 'Simulated CPU @ 2.40GHz',
      threads: 16,
      sockets: 1,
      coresPerSocket: 8,
      virtualization: true,
    },
    memory: { bytes: 64 * 1024 * MIB },
    disks: [{ ...disk, rotational: false, removable: false, readOnly: false, transport: 'sata' }],
    nics: [{ name: 'eth0', mac, driver: 'simulated', link: true, speed: 10_000 }],
    dmi: {
      sys_vendor: 'Metalwright',
      product_name: 'Simulated machine',
      product_serial: disk.serial,
      product_uuid: uuid,
      bios_vendor: 'Metalwright',
    },
  }
}

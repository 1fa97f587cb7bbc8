import type { JsonObject } from '@metalwright/sdk/models'
import type { Hardware } from '../hardware.ts'
import { messagesOf } from '../network/machine-api.ts'
import type { TaskRun } from './task-run.ts'

const MIB = 1024 * 1024

/** Task `inventory`: tells the server what the machine is made of. */
export async function inventory({ running, api, settings, log }: TaskRun): Promise<number> {
  const path = `/machines/${settings.uuid}/inventory?text=true`
  const answer = await api.request('POST', path, { json: reportOf(running.hardware) })
  log(answer.status === 200 ? answer.text.trimEnd() : messagesOf(answer))
  return answer.status === 200 ? 0 : 1
}

/** Task `classify`: has the server apply its rules. */
export async function classify({ api, settings, log }: TaskRun): Promise<number> {
  const answer = await api.request('POST', `/machines/${settings.uuid}/classify?text=true`)
  log(answer.status === 200 ? answer.text.trimEnd() : messagesOf(answer))
  return answer.status === 200 ? 0 : 1
}

function reportOf({ disk, mac, uuid, firmware }: Hardware): JsonObject {
  const uefi = firmware.endsWith('uefi')
  return {
    cpu: {
      model: 'Simulated CPU @ 2.40GHz',
      vendor: 'GenuineIntel',
      microcode: '0x1',
      threads: 16,
      sockets: 1,
      cores: 8,
      coresPerSocket: 8,
      flags: 'lm vmx aes sse4_2 avx avx2',
    },
    memory: { bytes: 64 * 1024 * MIB },
    disks: [
      {
        ...disk,
        firmware: '1.0',
        rotational: false,
        removable: false,
        readOnly: false,
        transport: 'sata',
        logicalBlockSize: 512,
        physicalBlockSize: 4096,
        busPath: 'pci-0000:00:1f.2-ata-1',
      },
    ],
    nics: [
      {
        name: 'eth0',
        mac,
        driver: 'simulated',
        firmware: '1.0',
        link: true,
        speed: 10_000,
        place: '/sys/devices/pci0000:00/0000:00:03.0',
      },
    ],
    dmi: {
      sys_vendor: 'Metalwright',
      product_name: 'Simulated machine',
      product_serial: disk.serial,
      product_uuid: uuid,
      bios_vendor: 'Metalwright',
      bios_version: '1.0',
    },
    firmware: { mode: uefi ? 'uefi' : 'bios', ...(uefi ? { secureBoot: '0' } : {}), tpm: '2' },
    bmc: null,
    pci: [{ address: '0000:00:03.0', class: '20000', id: '1AF4:1000', driver: 'simulated' }],
  }
}

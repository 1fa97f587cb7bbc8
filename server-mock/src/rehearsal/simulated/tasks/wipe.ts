import type { JsonValue } from '@metalwright/sdk/models'
import type { SimulatedDisk } from '../hardware.ts'
import { jsonFile } from './json-file.ts'
import { refuse, type TaskRun } from './task-run.ts'

/** Task `wipe`: clears what was deployed, and nothing else. */
export async function wipe({ running, settings, files, log }: TaskRun): Promise<number> {
  if (settings.system !== 'discovery') {
    return refuse(
      log,
      'Nothing wiped: this is not the discovery system.',
      'put the task into a stage with the boot environment discovery.',
    )
  }
  running.loaded = undefined
  const { disks = null, installed = null } = jsonFile(files, 'settings.json')
  const { hardware } = running
  const wanted = wantedDisks(disks, installed)
  const chosen = isChosen(hardware.disk, disks, installed)
  if ((chosen ? 1 : 0) < wanted) {
    return refuse(
      log,
      `Not wiped: of ${wanted} disks to wipe only ${chosen ? 1 : 0} are there (${JSON.stringify({ disks, installed })})`,
      'see whether a disk failed or was moved; correct wipe/disks.',
    )
  }
  if (chosen) {
    hardware.installed = undefined
    log(`Wiped ${hardware.disk.path} (${hardware.disk.bytes} bytes)`)
  } else {
    log('No disk to wipe: nothing was deployed by this server.')
  }
  return 0
}

function wantedDisks(disks: JsonValue, installed: JsonValue): number {
  if (Array.isArray(disks)) return isAll(disks) ? 0 : disks.length
  return installed === null ? 0 : 1
}

function isChosen(disk: SimulatedDisk, disks: JsonValue, installed: JsonValue): boolean {
  const ids: readonly JsonValue[] = [disk.path, disk.name, disk.serial, disk.wwn]
  if (Array.isArray(disks)) return isAll(disks) || disks.some((one) => ids.includes(one))
  if (installed === null || typeof installed !== 'object' || Array.isArray(installed)) return false
  return installed['serial'] === disk.serial
}

function isAll(disks: readonly JsonValue[]): boolean {
  return disks.length === 1 && disks[0] === 'all'
}

import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { SimulatedDisk } from '../hardware.ts'
import { unlike } from './disk-hint.ts'
import { jsonFile } from './json-file.ts'
import { refuse, setParam, type TaskRun } from './task-run.ts'

/** Task `wipe`: clears what was deployed, and nothing else; the proof of it says that it was simulated. */
export async function wipe(run: TaskRun): Promise<number> {
  const { running, settings, files, log } = run
  const { hardware } = running
  const values = jsonFile(files, 'settings.json')
  const level = values['wipe/level'] ?? 'quick'
  const prove = async (proof: JsonObject) => {
    const time = new Date(hardware.ports.now()).toISOString()
    await setParam(run, 'erase/proof', { time, level, disks: [], ...proof })
  }
  const fail = async (reason: string, next: string) => {
    await prove({ ok: false, reason })
    return refuse(log, `Not wiped: ${reason}`, next)
  }
  if (settings.system !== 'discovery') {
    return fail(
      'this is not the discovery system',
      'put the task into a stage with the boot environment discovery',
    )
  }
  running.loaded = undefined
  const { disk } = hardware
  const { missing, chosen } = choice(disk, values)
  if (missing.length > 0) {
    return fail(
      `these disks are not there: ${missing.join(', ')}; disks: ${disk.path} (${disk.bytes} bytes, serial ${disk.serial})`,
      'see whether a disk failed or was moved; correct wipe/disks',
    )
  }
  if (!chosen) {
    log('No disk to wipe: nothing was deployed by this server.')
    await prove({ ok: true })
    return 0
  }
  hardware.installed = undefined
  const { name, path, serial, wwn, model, bytes } = disk
  const erased = { name, path, serial, wwn, model, bytes, method: 'simulated', verified: null, seconds: 0 }
  log(`Wiped ${path} (${bytes} bytes) by simulation`)
  await prove({ ok: true, disks: [erased] })
  return 0
}

/** Which disks are meant: those that are not there, and whether the machine's own is. */
function choice(disk: SimulatedDisk, values: JsonObject): { missing: string[]; chosen: boolean } {
  const { 'wipe/disks': wanted = null, 'image-deploy/installed-disk': installed = null } = values
  if (Array.isArray(wanted)) {
    if (wanted.length === 1 && wanted[0] === 'all') return { missing: [], chosen: !isProtected(disk, values) }
    const missing = wanted.filter((hint) => unlike(disk, hint).length > 0)
    return { missing: missing.map((hint) => JSON.stringify(hint)), chosen: missing.length < wanted.length }
  }
  if (installed === null || typeof installed !== 'object' || Array.isArray(installed)) {
    return { missing: [], chosen: false }
  }
  const same = installed['serial'] === disk.serial
  return { missing: same ? [] : [JSON.stringify(installed)], chosen: same }
}

function isProtected(disk: SimulatedDisk, values: JsonObject): boolean {
  const hints: JsonValue = values['image-deploy/protected-disks'] ?? null
  return Array.isArray(hints) && hints.some((hint) => unlike(disk, hint).length === 0)
}

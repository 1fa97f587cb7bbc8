import type { JsonValue } from '@metalwright/sdk/models'
import type { SimulatedDisk } from '../hardware.ts'

/** What the kernel of a real machine would say about the disk of a simulated one. */
const TRAITS = { rotational: false, transport: 'sata' }

/**
 * Why a disk is not the one that a hint means (params `image-deploy/install-disk`, `wipe/disks`), one text for each
 * member that does not hold; empty when it is. `smallest` and `largest` hold for the only disk.
 */
export function unlike(disk: SimulatedDisk, hint: JsonValue): string[] {
  if (hint === null || typeof hint !== 'object' || Array.isArray(hint)) {
    const text = String(hint)
    const names = [disk.path, disk.name, disk.serial, disk.wwn]
    return text !== '' && names.includes(text) ? [] : [`it is not ${text}`]
  }
  return Object.entries(hint).flatMap(([name, value]) => {
    const reason = memberProblem(disk, name, value)
    return reason === undefined ? [] : [reason]
  })
}

function memberProblem(disk: SimulatedDisk, name: string, value: JsonValue): string | undefined {
  const text = String(value).toLowerCase()
  switch (name) {
    case 'serial':
      return disk.serial.toLowerCase() === text ? undefined : `serial number ${disk.serial}`
    case 'wwn':
      return disk.wwn.toLowerCase() === text ? undefined : `WWN ${disk.wwn}`
    case 'model':
      return disk.model.toLowerCase().includes(text) ? undefined : `model ${disk.model}`
    case 'name':
      return disk.name === value ? undefined : `name ${disk.name}`
    case 'path':
      return disk.path === value ? undefined : `place ${disk.path}`
    case 'minBytes':
      return disk.bytes >= Number(value) ? undefined : `less than ${value} bytes`
    case 'maxBytes':
      return disk.bytes <= Number(value) ? undefined : `more than ${value} bytes`
    case 'rotational':
      return TRAITS.rotational === value ? undefined : 'it does not rotate'
    case 'transport':
      return TRAITS.transport === text ? undefined : `transport ${TRAITS.transport}`
    default:
      return undefined
  }
}

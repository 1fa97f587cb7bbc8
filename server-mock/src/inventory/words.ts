import type { JsonValue } from '@metalwright/sdk/models'
import type { InventoryChange } from './compare.ts'
import type { DiskInventory, Inventory, NicInventory } from './inventory.ts'

const MIB = 1024 * 1024
/** Characters of a value in a line. */
const SHOWN = 80

/** What a machine is made of, in lines for the log of a job. */
export function inventoryWords({ cpu, memory, disks, nics, firmware, bmc, gpus }: Inventory): string[] {
  const modules = memory.modules.length === 0 ? '' : ` in ${memory.modules.length} modules`
  const secure = firmware.secureBoot === null ? '' : `, Secure Boot ${firmware.secureBoot ? 'on' : 'off'}`
  const tpm = firmware.tpm === '' ? '' : `, TPM ${firmware.tpm}`
  return [
    `${cpu.threads} threads of ${cpu.model}, ${Math.floor(memory.bytes / MIB)} MiB of memory${modules}`,
    `firmware: ${firmware.mode || 'unknown'} ${firmware.vendor} ${firmware.version}${secure}${tpm}`,
    bmc.present
      ? `BMC: firmware ${bmc.firmware || 'unknown'}, ${bmc.address || 'no address'}, ${bmc.mac || 'no MAC address'}`
      : 'BMC: none seen from inside',
    ...disks.map(diskWords),
    ...nics.map(nicWords),
    ...gpus.map(({ address, vendor, device }) => `display or accelerator at ${address}: ${vendor}:${device}`),
  ]
}

function diskWords({ name, bytes, serial, busPath, signatures, holders }: DiskInventory): string {
  const types = [...new Set(signatures.map(({ type }) => type))].join(', ')
  const found = types === '' ? '' : `, holds ${types}`
  const used = holders.length === 0 ? '' : `, part of ${holders.join(', ')}`
  return `disk ${name}: ${bytes} bytes, serial ${serial}, at ${busPath || 'an unknown place'}${found}${used}`
}

function nicWords({ name, mac, driver, link, lldp }: NicInventory): string {
  const far = lldp === null ? '' : `, plugged into ${lldp.systemName || lldp.chassisId} port ${lldp.portId}`
  return `interface ${name}: ${mac}, ${driver}, link ${link}${far}`
}

/** A change in one line. */
export function changeWords({ path, old, new: now }: InventoryChange): string {
  const [member = '', ...rest] = path
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const what = PARTS[member]
  if (what !== undefined && rest.length === 1 && isObject(old) !== isObject(now)) {
    return isObject(now) ? `${what} ${rest[0]} was added` : `${what} ${rest[0]} was removed`
  }
  const place = [rest.length > 1 ? (what ?? member) : member, ...rest].join(' ')
  return `${place}: ${shown(old)} became ${shown(now)}`
}

const PARTS: Readonly<Record<string, string>> = {
  disks: 'disk',
  nics: 'interface',
  memory: 'memory module',
  pci: 'PCI device',
}

function isObject(value: JsonValue): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function shown(value: JsonValue): string {
  const text = typeof value === 'string' ? value || 'nothing' : JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

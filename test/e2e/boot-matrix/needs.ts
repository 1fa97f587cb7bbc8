import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs and files the matrix needs besides QEMU, from Debian packages. */
export const bootMatrixNeeds: readonly string[] = [
  '/usr/share/OVMF/OVMF_CODE_4M.fd',
  '/usr/lib/ipxe/snponly.efi',
  '/usr/lib/shim/shimx64.efi.signed',
  '/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed',
  'dhcrelay',
  'dnsmasq',
]

/** Those of them that this machine does not have. */
export function lackingForMatrix(): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return bootMatrixNeeds.filter((name) =>
    name.startsWith('/')
      ? !existsSync(name)
      : !folders.some((folder) => folder !== '' && existsSync(join(folder, name))),
  )
}

import { constants } from 'node:fs'
import { copyFile } from 'node:fs/promises'

/**
 * What a machine starts with: SeaBIOS, or UEFI (OVMF) without or with Secure Boot under Microsoft's keys; the
 * last one makes an arm64 machine of it, which always has UEFI.
 */
export type FirmwareKind = 'bios' | 'uefi' | 'uefi-secure' | 'uefi-arm64'

/**
 * Who boots from the network on a UEFI machine: iPXE from the card's ROM, the firmware's own PXE, or the
 * firmware by HTTP at once. BIOS machines in QEMU have iPXE's ROM only.
 */
export type NetworkBoot = 'ipxe' | 'pxe' | 'http'

/** A firmware as QEMU gets it. */
export type Firmware =
  | { kind: 'bios' }
  | {
      kind: Exclude<FirmwareKind, 'bios'>
      /** Path of the machine's own copy of the firmware's variables. */
      vars: string
    }

/** The firmware's files are not on this machine. `code` is `FIRMWARE_MISSING`. */
export class FirmwareMissingError extends Error {
  readonly code = 'FIRMWARE_MISSING'

  constructor(path: string, debianPackage: string, cause: unknown) {
    super(`No firmware ${path}; on Debian run: apt-get install ${debianPackage}`, { cause })
    this.name = 'FirmwareMissingError'
  }
}

/** Places of Debian's packages. */
const FILES = {
  uefi: {
    code: '/usr/share/OVMF/OVMF_CODE_4M.fd',
    vars: '/usr/share/OVMF/OVMF_VARS_4M.fd',
    debianPackage: 'ovmf',
  },
  'uefi-secure': {
    code: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd',
    vars: '/usr/share/OVMF/OVMF_VARS_4M.ms.fd',
    debianPackage: 'ovmf',
  },
  'uefi-arm64': {
    code: '/usr/share/AAVMF/AAVMF_CODE.fd',
    vars: '/usr/share/AAVMF/AAVMF_VARS.fd',
    debianPackage: 'qemu-efi-aarch64',
  },
} as const

/**
 * Gives a machine its firmware, with fresh variables of its own at `vars`.
 * @throws FirmwareMissingError
 */
export async function prepareFirmware(kind: FirmwareKind, vars: string): Promise<Firmware> {
  if (kind === 'bios') return { kind }
  const files = FILES[kind]
  await copyFile(files.vars, vars, constants.COPYFILE_FICLONE).catch((cause: unknown) => {
    throw new FirmwareMissingError(files.vars, files.debianPackage, cause)
  })
  return { kind, vars }
}

/** A path as a value inside a QEMU option list, where a comma is written twice. */
export const optionValue = (path: string): string => path.replaceAll(',', ',,')

/** QEMU's arguments for a firmware: its flash chips, and what it may boot from the network by. */
export function firmwareArguments(firmware: Firmware, networkBoot: NetworkBoot): string[] {
  if (firmware.kind === 'bios') return []
  const secure =
    firmware.kind === 'uefi-secure' ? ['-global', 'driver=cfi.pflash01,property=secure,value=on'] : []
  // Without these switches OVMF tries both PXE stacks for a minute each before HTTP.
  const straightToHttp =
    networkBoot === 'http'
      ? ['IPv4PXESupport', 'IPv6PXESupport'].flatMap((stack) => [
          '-fw_cfg',
          `name=opt/org.tianocore/${stack},string=no`,
        ])
      : []
  return [
    ...secure,
    ...['-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${FILES[firmware.kind].code}`],
    ...['-drive', `if=pflash,format=raw,unit=1,file=${optionValue(firmware.vars)}`],
    ...straightToHttp,
  ]
}

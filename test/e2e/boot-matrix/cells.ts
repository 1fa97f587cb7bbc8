import type { QemuMachineOptions } from '@metalwright/server/rehearsal'
import type { NetworkName } from './networks.ts'

/** One way to boot. */
export interface Cell {
  /** Lower-case letters and dashes: also the name of its machine. */
  readonly name: string
  /** Which firmware, in words. */
  readonly firmware: string
  readonly hardware: Pick<QemuMachineOptions, 'firmware' | 'networkBoot' | 'memoryMiB' | 'cpus'>
  readonly network: NetworkName
  /** Boot file of its reservation (option 67); default none, the server chooses. */
  readonly bootFile?: string
  /** Programs that ask for an address one after the other, by the beginning of their vendor class. */
  readonly asks: readonly RegExp[]
  /** Boot file each of them is told. */
  readonly told: readonly string[]
}

const DISCOVERY = /^metalwright-discovery$/
const BIOS_IPXE = /^PXEClient:Arch:00000:/
const UEFI_PXE = /^PXEClient:Arch:00007:UNDI:003000$/
const UEFI_IPXE = /^PXEClient:Arch:00007:UNDI:003010$/
const UEFI_HTTP = /^HTTPClient:Arch:00016:/

const script = (server: string): string => `http://${server}:8091/default.ipxe`
const BIOS = { firmware: 'bios' } as const
const UEFI = { firmware: 'uefi', networkBoot: 'pxe' } as const
const PXE_ASKS = [UEFI_PXE, UEFI_IPXE, DISCOVERY]

/** All ways to boot that are tried on every run; the longest first. */
export const CELLS: readonly Cell[] = [
  {
    name: 'secure-boot',
    firmware: 'UEFI with Secure Boot, its own PXE',
    hardware: { firmware: 'uefi-secure', networkBoot: 'pxe' },
    network: 'own',
    bootFile: 'shimx64.efi',
    asks: [UEFI_PXE, DISCOVERY],
    told: ['shimx64.efi', ''],
  },
  {
    name: 'uefi-pxe',
    firmware: 'UEFI, its own PXE',
    hardware: UEFI,
    network: 'own',
    asks: PXE_ASKS,
    told: ['ipxe.efi', script('10.77.0.1'), ''],
  },
  {
    name: 'uefi-http',
    firmware: 'UEFI, HTTP boot',
    hardware: { firmware: 'uefi', networkBoot: 'http' },
    network: 'own',
    asks: [UEFI_HTTP, UEFI_IPXE, DISCOVERY],
    told: ['http://10.77.0.1:8091/ipxe.efi', script('10.77.0.1'), ''],
  },
  {
    name: 'bios',
    firmware: "BIOS, iPXE in the card's ROM",
    hardware: BIOS,
    network: 'own',
    asks: [BIOS_IPXE, DISCOVERY],
    told: [script('10.77.0.1'), ''],
  },
  {
    name: 'uefi-ipxe',
    firmware: "UEFI, iPXE in the card's ROM",
    hardware: { firmware: 'uefi', networkBoot: 'ipxe' },
    network: 'own',
    asks: [UEFI_IPXE, DISCOVERY],
    told: [script('10.77.0.1'), ''],
  },
  {
    name: 'second-network',
    firmware: 'UEFI, its own PXE',
    hardware: UEFI,
    network: 'second',
    asks: PXE_ASKS,
    told: ['ipxe.efi', script('10.78.0.1'), ''],
  },
  {
    name: 'relay',
    firmware: 'UEFI, its own PXE',
    hardware: UEFI,
    network: 'relayed',
    asks: PXE_ASKS,
    told: ['ipxe.efi', script('10.77.0.1'), ''],
  },
  {
    name: 'proxy-bios',
    firmware: "BIOS, iPXE in the card's ROM",
    hardware: BIOS,
    network: 'foreign',
    asks: [BIOS_IPXE, DISCOVERY],
    told: [script('10.81.0.1'), ''],
  },
  {
    name: 'proxy-uefi',
    firmware: 'UEFI, its own PXE',
    hardware: UEFI,
    network: 'foreign',
    asks: PXE_ASKS,
    told: ['ipxe.efi', script('10.81.0.1'), ''],
  },
]

/**
 * Ways that take longer than a usual run may, or files that Debian 12 does not have: `main.ts --arm64 FOLDER`
 * boots them too.
 */
export const ARM64_CELLS: readonly Cell[] = [
  {
    name: 'arm64-pxe',
    firmware: 'arm64 UEFI, its own PXE',
    hardware: { firmware: 'uefi-arm64', networkBoot: 'pxe', memoryMiB: 1024 },
    network: 'own',
    asks: [/^PXEClient:Arch:00011:UNDI:003000$/, /^PXEClient/, DISCOVERY],
    told: ['ipxe-arm64.efi', script('10.77.0.1'), ''],
  },
]

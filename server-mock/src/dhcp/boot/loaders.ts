/**
 * Loader by client architecture (option 93, IANA "Processor Architecture Types"). All are iPXE: it is what
 * continues over HTTP. Architectures not listed have none (IA32 UEFI: no distribution packages iPXE for it) unless
 * their bootenv names one.
 */
export const loaders: ReadonlyMap<number, string> = new Map([
  /** x86 BIOS. */
  [0, 'undionly.kpxe'],
  /** x64 UEFI; some firmware says 9 (EBC). */
  [7, 'ipxe.efi'],
  [9, 'ipxe.efi'],
  /** arm64 UEFI. */
  [11, 'ipxe-arm64.efi'],
  /** x64 UEFI over HTTP. */
  [16, 'ipxe.efi'],
  /** arm64 UEFI over HTTP. */
  [19, 'ipxe-arm64.efi'],
])

/** Architectures by the names that bootenvs have for them (DRP v4's `Loaders`). */
const NAMED: ReadonlyMap<string, readonly number[]> = new Map([
  ['386-pcbios', [0]],
  ['amd64-pcbios', [0]],
  ['386-uefi', [6, 15]],
  ['amd64-uefi', [7, 9, 16]],
  ['arm-uefi', [10, 18]],
  ['arm64-uefi', [11, 19]],
  ['riscv64-uefi', [27, 28]],
])

/** The usual loaders with some in place of them, by names such as `amd64-uefi`; other names are left out. */
export function loadersWith(named: Readonly<Record<string, string>>): ReadonlyMap<number, string> {
  const own = Object.entries(named).filter(([, file]) => file !== '')
  return new Map([
    ...loaders,
    ...own.flatMap(([name, file]) =>
      (NAMED.get(name) ?? []).map((architecture): [number, string] => [architecture, file]),
    ),
  ])
}

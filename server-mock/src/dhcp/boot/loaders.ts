/**
 * Loader by client architecture (option 93, IANA "Processor Architecture Types"). All are iPXE: it is what
 * continues over HTTP. Architectures not listed have none.
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

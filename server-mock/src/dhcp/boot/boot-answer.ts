/** Why a client is booted so, or not. Stable; logged. */
export type BootReason =
  | 'ipxe-script'
  | 'configured-file'
  | 'http-loader'
  | 'pxe-loader'
  | 'netboot-image'
  | 'not-a-boot-client'
  | 'unknown-architecture'
  | 'machine-boots-from-disk'

/** What a client is told about network boot. */
export type BootAnswer =
  | { readonly kind: 'none'; readonly reason: BootReason }
  | {
      readonly kind: 'boot'
      readonly reason: BootReason
      /** File name or URL, for the header field `file` (option 67 when it is too long). */
      readonly file: string
      /** TFTP server, dotted decimal, for `siaddr` and `sname`; `''`: this server. */
      readonly nextServer: string
      /** Name shown where the machine's user may choose (Apple NetBoot). */
      readonly title?: string
      /** Further options, sent whether or not the client asked for them; configured values go first. */
      readonly options: ReadonlyMap<number, Uint8Array>
    }

import type { JsonValue, Prefs } from '@metalwright/sdk/models'
import type { ImageSources } from './images/import/address-policy.ts'
import type { PluginLimits } from './plugins/limits.ts'

/** How the server runs. Ports of 0 are picked by the system. */
export interface Settings {
  /** Folder of everything the server keeps. */
  readonly baseRoot: string
  /** `memory` keeps objects only as long as the process lives. */
  readonly store: 'sqlite' | 'memory'
  /** URL of a PostgreSQL database that keeps the objects instead; empty or absent for none. */
  readonly database?: string
  /** Address the API listens on. */
  readonly listen: string
  readonly apiPort: number
  readonly staticPort: number
  /** Port of the same files by HTTPS; absent for none. */
  readonly secureStaticPort?: number | undefined
  readonly tftpPort: number
  /** TFTP sends files from `tftpPort`, too; `false` or absent: from a port of its own for each. */
  readonly tftpSinglePort?: boolean
  readonly dhcpPort: number
  readonly binlPort: number
  /** Port of the metrics; absent for none. */
  readonly metricsPort?: number
  /** Address told to machines instead of the one they reached; empty for none. */
  readonly staticIp: string
  /** DHCP names `staticIp` even to clients on a network of the server, which otherwise get its address there. */
  readonly forceStatic?: boolean
  /** `false`: DHCP probes an address before it offers it for the first time; `true` or absent: it does not. */
  readonly fakePinger?: boolean
  /** Clients without a lease that get one, a second and link, after the first 4096; 200 when absent. */
  readonly dhcpNewClients?: number
  /** Address that DHCP, TFTP and the file server are bound to; empty for all interfaces. */
  readonly provisionAddress: string
  readonly disableDhcp: boolean
  readonly disableTftp: boolean
  readonly disableProvisioner: boolean
  /** No answers on the BINL port. */
  readonly disablePxe: boolean
  /** Name of this server; made from the host name when empty. */
  readonly id: string
  /** Certificate and key files of the API; both empty for a self-signed one that is kept in the base root. */
  readonly tlsCert: string
  readonly tlsKey: string
  /** The well-known user and password, loopback only. */
  readonly dev: boolean
  /** Preferences set on the first start. */
  readonly prefs: Prefs
  /** Networks in which BMCs are, such as `10.0.0.0/8`; none or absent for all but the server's own addresses. */
  readonly bmcNetworks?: readonly string[]
  /** Addresses that images may be imported from; those of the internet and of private networks when absent. */
  readonly imageSources?: ImageSources
  /** How much plugins get; the usual when absent. */
  readonly pluginLimits?: PluginLimits
  /** Content packs that come with the server, highest first. */
  readonly content: readonly JsonValue[]
  /** Content pack of this site, above those that are uploaded; absent for none. */
  readonly localContent?: JsonValue | undefined
  /** Content pack that stands in where nothing was uploaded; absent for none. */
  readonly defaultContent?: JsonValue | undefined
}

/** A setting that cannot be used. */
export class SettingsError extends Error {
  readonly code = 'bad_setting'

  constructor(flag: string, value: string, next: string, cause?: unknown) {
    super(`${flag} ${value}: ${next}`, { cause })
    this.name = 'SettingsError'
  }
}

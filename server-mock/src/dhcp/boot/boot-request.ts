import { decodeSubOptions } from '../codec/encapsulated.ts'
import { decodeMachineIdentifier } from '../codec/machine-identifier.ts'
import { option } from '../codec/option-code.ts'
import type { DhcpPacket } from '../codec/packet.ts'

/** iPXE feature codes in option 175 that matter here (iPXE's own numbering). */
const FEATURE_HTTP = 0x13

/** A client that could be booted over the network, and what the server would tell it. */
export interface BootRequest {
  /** Hardware address, lower case with colons. */
  readonly mac: string
  /** SMBIOS UUID as text (option 97). Unproven. */
  readonly uuid?: string
  /** First client architecture (option 93; IANA processor architecture types). */
  readonly architecture?: number
  /** Option 77 as latin-1 text, `''` when absent. */
  readonly userClass: string
  /** Option 60 as latin-1 text, `''` when absent. */
  readonly vendorClass: string
  /** Option 175 is there: the client is iPXE. */
  readonly hasIpxeFeatures: boolean
  /** The client fetches over HTTP: it says so, or does not say what it can. */
  readonly speaksHttp: boolean
  /** The address being given; `''` where another server gives it. */
  readonly address: string
  /** This server as the client sees it. */
  readonly serverAddress: string
  /** Server of the boot file by subnet or reservation; `''` when not configured. */
  readonly nextServer: string
  /** Boot file by subnet or reservation; `''` when not configured. */
  readonly configuredFile: string
  /** Only boot information is given (ProxyDHCP). */
  readonly proxy: boolean
}

/** Reads what a packet says about booting. Broken option 175 counts as iPXE without features. */
export function readBootRequest(
  packet: DhcpPacket,
  known: Pick<BootRequest, 'mac' | 'address' | 'serverAddress' | 'nextServer' | 'configuredFile' | 'proxy'>,
): BootRequest {
  const text = (code: number) => {
    const value = packet.options.get(code)
    return value === undefined ? '' : latin1(value)
  }
  const architectures = packet.options.get(option.clientArchitecture)
  const features = packet.options.get(option.ipxe)
  const identifier = packet.options.get(option.machineIdentifier)
  const uuid = identifier === undefined ? undefined : decodeMachineIdentifier(identifier)
  const high = architectures?.[0]
  const low = architectures?.[1]
  return {
    ...known,
    ...(uuid !== undefined && { uuid }),
    ...(high !== undefined && low !== undefined && { architecture: high * 256 + low }),
    userClass: text(option.userClass),
    vendorClass: text(option.vendorClass),
    hasIpxeFeatures: features !== undefined,
    speaksHttp: features === undefined || hasHttp(features),
  }
}

/** Text of bytes, without a copy of them. */
function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1')
}

function hasHttp(features: Uint8Array): boolean {
  try {
    return decodeSubOptions(features, 'padded').has(FEATURE_HTTP)
  } catch {
    return false
  }
}

import { encodeMachineIdentifier } from './codec/machine-identifier.ts'
import { type MessageType, messageTypeByte } from './codec/message-type.ts'
import { option } from './codec/option-code.ts'
import type { DhcpPacket } from './codec/packet.ts'
import { encodeRelayInformation } from './codec/relay-information.ts'
import { parseAddress, UNSPECIFIED } from './ipv4.ts'

/** What boots: sent so by real firmware, loaders and systems (options 55, 57, 60, 77, 93, 94, 97, 175). */
export type BootStage = 'pxe-bios' | 'pxe-uefi' | 'http-uefi' | 'ipxe-bios' | 'ipxe-uefi' | 'system'

/** The machine that asks. */
export interface DhcpClient {
  /** Hardware address, hex with colons. */
  readonly mac: string
  readonly stage: BootStage
  /** SMBIOS UUID (option 97); sent by every stage but `system`. */
  readonly uuid?: string
  /** Option 61; different stages of one machine send different ones. */
  readonly clientIdentifier?: Uint8Array
  /** `xid`, 32 bits; the same for one DISCOVER and its REQUEST. */
  readonly transactionId: number
  /** Relay the client seems to be behind: answers come back to the port the packet is sent from. */
  readonly relay?: {
    /** giaddr: the local address the packet is sent from. */
    readonly address: string
    /** An address of the subnet the client is in (RFC 3527); absent: that of `address`. */
    readonly link?: string
  }
}

interface StageOptions {
  readonly vendorClass: string
  readonly userClass?: string
  readonly architecture?: number
  readonly broadcast: boolean
  readonly features?: Uint8Array
  readonly wanted: readonly number[]
}

const firmwareWants = [
  1, 2, 3, 4, 5, 6, 12, 13, 15, 17, 18, 22, 23, 28, 40, 41, 42, 43, 50, 51, 54, 58, 59, 60, 66, 67, 97, 128,
  129, 130, 131, 132, 133, 134, 135,
]
const ipxeWants = [
  1, 3, 6, 7, 12, 15, 17, 26, 43, 60, 66, 67, 119, 128, 129, 130, 131, 132, 133, 134, 135, 175, 203,
]
/** Feature flags as iPXE sends them: version 1.21, then HTTP, TFTP, DNS, bzImage, menu and PXE or EFI. */
const ipxeFeatures = (platform: number) =>
  Uint8Array.of(0xeb, 3, 1, 21, 1, 0x13, 1, 1, 0x15, 1, 1, 0x17, 1, 1, 0x18, 1, 1, 0x27, 1, 1, platform, 1, 1)

/** What each stage sends, as seen on the wire of real ones. */
const stages: Readonly<Record<BootStage, StageOptions>> = {
  'pxe-bios': {
    vendorClass: 'PXEClient:Arch:00000:UNDI:002001',
    architecture: 0,
    broadcast: false,
    wanted: firmwareWants,
  },
  'pxe-uefi': {
    vendorClass: 'PXEClient:Arch:00007:UNDI:003000',
    architecture: 7,
    broadcast: true,
    wanted: firmwareWants,
  },
  'http-uefi': {
    vendorClass: 'HTTPClient:Arch:00016:UNDI:003000',
    architecture: 16,
    broadcast: true,
    wanted: firmwareWants,
  },
  'ipxe-bios': {
    vendorClass: 'PXEClient:Arch:00000:UNDI:002001',
    userClass: 'iPXE',
    architecture: 0,
    broadcast: false,
    features: ipxeFeatures(0x21),
    wanted: ipxeWants,
  },
  'ipxe-uefi': {
    vendorClass: 'PXEClient:Arch:00007:UNDI:003010',
    userClass: 'iPXE',
    architecture: 7,
    broadcast: false,
    features: ipxeFeatures(0x24),
    wanted: ipxeWants,
  },
  system: { vendorClass: 'udhcp 1.35.0', broadcast: false, wanted: [1, 3, 6, 12, 15, 28, 42] },
}

/** DISCOVER, with the address the client would like again when it had one. */
export function discoverPacket(client: DhcpClient, requested?: string): DhcpPacket {
  return packet(client, 'discover', requested === undefined ? [] : [[option.requestedAddress, requested]])
}

/** REQUEST for an offer (RFC 2131 §4.3.2, SELECTING). */
export function selectPacket(client: DhcpClient, offer: DhcpPacket): DhcpPacket {
  const server = offer.options.get(option.serverIdentifier)
  const wanted = packet(client, 'request', [[option.requestedAddress, offer.yourAddress]])
  if (server === undefined) return wanted
  return { ...wanted, options: new Map([...wanted.options, [option.serverIdentifier, server]]) }
}

/** REQUEST to keep an address in use (RENEWING). */
export function renewPacket(client: DhcpClient, address: string): DhcpPacket {
  return { ...packet(client, 'request', []), clientAddress: address, broadcast: false }
}

/** REQUEST to use an address again after a restart (INIT-REBOOT). */
export function rebootPacket(client: DhcpClient, address: string): DhcpPacket {
  return packet(client, 'request', [[option.requestedAddress, address]])
}

/** RELEASE of an address, to the server that gave it. */
export function releasePacket(client: DhcpClient, address: string, server: string): DhcpPacket {
  return { ...packet(client, 'release', [[option.serverIdentifier, server]]), clientAddress: address }
}

/** DECLINE of an address somebody else answers at. */
export function declinePacket(client: DhcpClient, address: string, server: string): DhcpPacket {
  return packet(client, 'decline', [
    [option.requestedAddress, address],
    [option.serverIdentifier, server],
  ])
}

function packet(
  client: DhcpClient,
  type: MessageType,
  addresses: readonly (readonly [code: number, address: string])[],
): DhcpPacket {
  const stage = stages[client.stage]
  const options = new Map<number, Uint8Array>([[option.messageType, messageTypeByte(type)]])
  for (const [code, address] of addresses) options.set(code, u32(parseAddress(address) ?? 0))
  options.set(option.parameterRequestList, Uint8Array.from(stage.wanted))
  options.set(option.maximumMessageSize, Uint8Array.of(1472 >> 8, 1472 & 255))
  options.set(option.vendorClass, Buffer.from(stage.vendorClass))
  if (client.clientIdentifier !== undefined) options.set(option.clientIdentifier, client.clientIdentifier)
  if (stage.userClass !== undefined) options.set(option.userClass, Buffer.from(stage.userClass))
  if (stage.architecture !== undefined) {
    options.set(option.clientArchitecture, Uint8Array.of(0, stage.architecture))
    options.set(option.clientInterface, Uint8Array.of(1, 3, stage.architecture === 0 ? 1 : 0))
    const identifier = client.uuid === undefined ? undefined : encodeMachineIdentifier(client.uuid)
    if (identifier !== undefined) options.set(option.machineIdentifier, identifier)
  }
  if (stage.features !== undefined) options.set(option.ipxe, stage.features)
  if (client.relay !== undefined) {
    const { link } = client.relay
    const agent = { answerSourcePort: true, ...(link !== undefined && { linkSelection: link }) }
    options.set(option.relayAgentInformation, encodeRelayInformation(agent))
  }
  return {
    op: 'request',
    hardwareType: 1,
    hardwareAddress: Uint8Array.from(client.mac.split(':'), (octet) => Number.parseInt(octet, 16)),
    hops: client.relay === undefined ? 0 : 1,
    transactionId: client.transactionId,
    seconds: 0,
    broadcast: stage.broadcast,
    clientAddress: UNSPECIFIED,
    yourAddress: UNSPECIFIED,
    serverAddress: UNSPECIFIED,
    relayAddress: client.relay?.address ?? UNSPECIFIED,
    serverName: '',
    file: '',
    options,
  }
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

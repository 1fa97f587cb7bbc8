import { decodePacket } from '../../dhcp/codec/decode-packet.ts'
import { option } from '../../dhcp/codec/option-code.ts'
import type { DhcpPacket } from '../../dhcp/codec/packet.ts'
import type { CapturedDatagram } from './frame-capture.ts'

/** One program of a boot that asked for an address: firmware, loader, or system. */
export type BootStage = {
  /** Vendor class (option 60), such as `PXEClient:Arch:00007:UNDI:003000`; `''` when it gave none. */
  readonly vendorClass: string
  /** User class (option 77), such as `iPXE`; `''` when it gave none. */
  readonly userClass: string
  /** Client architecture (option 93). */
  readonly architecture: number | undefined
  /** Boot file it was told first, by whichever server; `''` when by none. */
  readonly file: string
  /** Addresses of the servers that answered, in the order of their first answers. */
  readonly servers: readonly string[]
}

const SERVER_PORT = 67
const CLIENT_PORT = 68
const DISCOVER = 1

/**
 * What a machine said and was told on its way up.
 *
 * @param datagrams what passed its network card, broadcasts of others included
 * @param mac hardware address of that card, lower case with colons
 */
export function bootConversation(datagrams: readonly CapturedDatagram[], mac: string): BootStage[] {
  const messages = datagrams.flatMap(({ toPort, payload, from }) => {
    if (toPort !== SERVER_PORT && toPort !== CLIENT_PORT) return []
    const packet = decoded(payload)
    if (packet === undefined || macOf(packet) !== mac) return []
    return [{ packet, from, toServer: toPort === SERVER_PORT }]
  })
  const stages: (BootStage & { transactions: Set<number> })[] = []
  for (const { packet, toServer } of messages) {
    if (!toServer || packet.options.get(option.messageType)?.[0] !== DISCOVER) continue
    const [high, low] = packet.options.get(option.clientArchitecture) ?? []
    const asked = {
      vendorClass: text(packet, option.vendorClass),
      userClass: text(packet, option.userClass),
      architecture: high === undefined || low === undefined ? undefined : high * 256 + low,
    }
    const last = stages.at(-1)
    if (last?.vendorClass === asked.vendorClass && last.userClass === asked.userClass) {
      last.transactions.add(packet.transactionId)
    } else {
      stages.push({ ...asked, file: '', servers: [], transactions: new Set([packet.transactionId]) })
    }
  }
  return stages.map(({ transactions, ...stage }) => {
    const answers = messages.filter(
      ({ packet, toServer }) => !toServer && transactions.has(packet.transactionId),
    )
    return {
      ...stage,
      file: answers.map(({ packet }) => fileOf(packet)).find((file) => file !== '') ?? '',
      servers: [...new Set(answers.map(({ from }) => from))],
    }
  })
}

function decoded(payload: Buffer): DhcpPacket | undefined {
  try {
    return decodePacket(payload)
  } catch {
    return undefined
  }
}

const macOf = ({ hardwareAddress }: DhcpPacket): string =>
  [...hardwareAddress].map((byte) => byte.toString(16).padStart(2, '0')).join(':')

const text = (packet: DhcpPacket, code: number): string =>
  Buffer.from(packet.options.get(code) ?? []).toString('latin1')

const fileOf = (packet: DhcpPacket): string => text(packet, option.bootFile) || packet.file

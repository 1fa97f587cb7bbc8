import type { Arrival } from './arrival.ts'
import { option } from './codec/option-code.ts'
import type { DhcpPacket } from './codec/packet.ts'
import { decodeRelayInformation } from './codec/relay-information.ts'
import { isUnicast, parseAddress, UNSPECIFIED } from './ipv4.ts'

/** What the relay of a packet means for its handling. */
export interface RelayRoute {
  /** Address that selects the subnet: link selection, else giaddr; `''` without a relay. */
  readonly link: string
  /** Where relayed replies go instead of the client; absent without a relay. */
  readonly replyTo?: { readonly address: string; readonly port: number }
  /** The relay's port the client is on, as hex; `''` when unknown. */
  readonly circuit: string
}

/** A relay address no answer may be sent to. */
export class RelayError extends Error {
  override readonly name = 'RelayError'
  readonly code = 'forged-relay'
}

/**
 * Reads giaddr and option 82. Throws {@link RelayError} for a giaddr that would make the server answer a
 * third party, and DecodeError for a broken option 82.
 */
export function readRelay(packet: DhcpPacket, { from, own }: Arrival, relayPort: number): RelayRoute {
  const bytes = packet.options.get(option.relayAgentInformation)
  const agent = bytes === undefined ? undefined : decodeRelayInformation(bytes)
  const circuit = Buffer.from(agent?.circuitId ?? []).toString('hex')
  const giaddr = packet.relayAddress
  // Switches that snoop add option 82 without being a relay; they select nothing.
  if (giaddr === UNSPECIFIED) return { link: '', circuit }
  if (!isUnicast(parseAddress(giaddr) ?? 0)) throw new RelayError(`giaddr ${giaddr} is no host's address`)
  if (own.has(giaddr) && !own.has(from.address)) {
    throw new RelayError(`giaddr ${giaddr} is this server, yet the packet came from ${from.address}`)
  }
  // The subnet vouches for giaddr unless the relay names another link or port; then its source must.
  const unvouched = agent?.linkSelection !== undefined || agent?.answerSourcePort === true
  if (unvouched && from.address !== giaddr) {
    throw new RelayError(`giaddr ${giaddr} differs from the sender ${from.address}`)
  }
  const port = agent?.answerSourcePort === true ? from.port : relayPort
  return { link: agent?.linkSelection ?? giaddr, replyTo: { address: giaddr, port }, circuit }
}

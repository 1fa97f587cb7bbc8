import type { Arrival } from './arrival.ts'
import { clientToken } from './client-token.ts'
import { DecodeError } from './codec/decode-error.ts'
import { decodePacket } from './codec/decode-packet.ts'
import { type MessageType, typeOf } from './codec/message-type.ts'
import type { DhcpPacket } from './codec/packet.ts'
import type { DropReason } from './dhcp-event.ts'
import { RelayError, type RelayRoute, readRelay } from './relay.ts'

/** One readable client message and how it got here. */
export interface ClientMessage {
  readonly packet: DhcpPacket
  readonly type: MessageType
  /** Client hardware address, lower case with colons. */
  readonly token: string
  readonly arrival: Arrival
  readonly relay: RelayRoute
}

/** A packet that is no client message, and why. */
export interface Dropped {
  readonly reason: DropReason
  readonly detail: string
}

/** Reads a datagram as a client message; what it is instead when it is none. `relayPort` is normally 67. */
export function readClientMessage(
  bytes: Uint8Array,
  arrival: Arrival,
  relayPort: number,
): ClientMessage | Dropped {
  try {
    const packet = decodePacket(bytes)
    if (packet.op !== 'request') return { reason: 'not-a-request', detail: '' }
    const type = typeOf(packet)
    if (type === undefined) return { reason: 'bootp', detail: '' }
    const token = clientToken(packet)
    if (token === undefined) return { reason: 'bad-hardware-address', detail: '' }
    return { packet, type, token, arrival, relay: readRelay(packet, arrival, relayPort) }
  } catch (error) {
    if (error instanceof DecodeError)
      return { reason: 'malformed', detail: `${error.code}: ${error.message}` }
    if (error instanceof RelayError) return { reason: 'forged-relay', detail: error.message }
    throw error
  }
}

/** The link a message counts for: interface, relay and relay port. */
export function linkOf({ arrival, relay }: ClientMessage): string {
  return `${arrival.interface} ${relay.link} ${relay.circuit}`
}

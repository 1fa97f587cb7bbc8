import { option } from './option-code.ts'
import type { DhcpPacket } from './packet.ts'

/** DHCP message types by their number in option 53 (RFC 2132 §9.6). */
export const messageTypes = [
  'discover',
  'offer',
  'request',
  'decline',
  'ack',
  'nak',
  'release',
  'inform',
] as const

/** Name of a DHCP message type. */
export type MessageType = (typeof messageTypes)[number]

/** Value of option 53 for a type: one byte, 1 to 8. */
export function messageTypeByte(type: MessageType): Uint8Array {
  return TYPE_BYTES[type]
}

/** Made once; nobody changes the values of options. */
const TYPE_BYTES: Readonly<Record<MessageType, Uint8Array>> = {
  discover: Uint8Array.of(1),
  offer: Uint8Array.of(2),
  request: Uint8Array.of(3),
  decline: Uint8Array.of(4),
  ack: Uint8Array.of(5),
  nak: Uint8Array.of(6),
  release: Uint8Array.of(7),
  inform: Uint8Array.of(8),
}

/** Type of a message (option 53); undefined for BOOTP. */
export function typeOf({ options }: DhcpPacket): MessageType | undefined {
  return messageTypes[(options.get(option.messageType)?.[0] ?? 0) - 1]
}

import { formatAddress, parseAddress } from '../ipv4.ts'
import { Cursor } from './cursor.ts'
import { decodeSubOptions, encodeSubOptions } from './encapsulated.ts'
import { EncodeError } from './encode-error.ts'

const CIRCUIT_ID = 1
const REMOTE_ID = 2
const LINK_SELECTION = 5
const RELAY_SOURCE_PORT = 19

/** What a relay says in option 82. Absent sub-options are absent here. */
export interface RelayInformation {
  /** Sub-option 1: the relay's port the client is on (RFC 3046 §3.1). */
  readonly circuitId?: Uint8Array
  /** Sub-option 2 (RFC 3046 §3.2). */
  readonly remoteId?: Uint8Array
  /** Sub-option 5: an address of the subnet to serve, instead of giaddr (RFC 3527). Dotted decimal. */
  readonly linkSelection?: string
  /** Sub-option 19: the relay wants answers on the UDP port it sent from (RFC 8357 §4). */
  readonly answerSourcePort: boolean
}

/** Reads option 82. Throws DecodeError when its sub-options are broken. */
export function decodeRelayInformation(bytes: Uint8Array): RelayInformation {
  const found = decodeSubOptions(bytes, 'bare')
  const circuitId = found.get(CIRCUIT_ID)
  const remoteId = found.get(REMOTE_ID)
  const link = found.get(LINK_SELECTION)
  return {
    ...(circuitId !== undefined && { circuitId }),
    ...(remoteId !== undefined && { remoteId }),
    ...(link !== undefined && { linkSelection: formatAddress(new Cursor(link).u32()) }),
    answerSourcePort: found.has(RELAY_SOURCE_PORT),
  }
}

/** Writes option 82 as a relay would. Throws {@link EncodeError} for a bad address or an over-long id. */
export function encodeRelayInformation(relay: RelayInformation): Uint8Array {
  const parts = new Map<number, Uint8Array>()
  if (relay.circuitId !== undefined) parts.set(CIRCUIT_ID, relay.circuitId)
  if (relay.remoteId !== undefined) parts.set(REMOTE_ID, relay.remoteId)
  if (relay.linkSelection !== undefined) {
    const link = parseAddress(relay.linkSelection)
    if (link === undefined)
      throw new EncodeError('linkSelection', `${relay.linkSelection} is not an IPv4 address`)
    parts.set(LINK_SELECTION, Uint8Array.of(link >>> 24, link >>> 16, link >>> 8, link))
  }
  if (relay.answerSourcePort) parts.set(RELAY_SOURCE_PORT, new Uint8Array(0))
  return encodeSubOptions(parts, 'bare')
}

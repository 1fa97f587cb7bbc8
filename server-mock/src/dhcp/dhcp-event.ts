import type { DhcpPacket } from './codec/packet.ts'
import type { Peer } from './destination.ts'
import type { Exchange } from './exchange.ts'

/** Why a packet was dropped before any decision. Stable; a metrics label. */
export type DropReason =
  /** Larger than any DHCP message (4096 bytes), and perhaps not received whole. */
  | 'too-large'
  | 'malformed'
  | 'not-a-request'
  | 'bootp'
  | 'bad-hardware-address'
  | 'forged-relay'
  | 'duplicate'
  | 'overloaded'
  | 'not-a-boot-client'
  | 'not-our-subnet'

/** What the server reports as it happens. `at` is the injected clock at receipt, in milliseconds. */
export type DhcpEvent =
  | { readonly kind: 'listening'; readonly on: string; readonly port: number }
  | { readonly kind: 'closed'; readonly on: string }
  /** Interfaces cannot be told apart: with several subnets only one link is served right. */
  | { readonly kind: 'limited'; readonly detail: string }
  /** An interface cannot be served; tried again while the server runs. */
  | { readonly kind: 'unserved'; readonly on: string; readonly error: unknown }
  | {
      readonly kind: 'dropped'
      readonly at: number
      readonly on: string
      readonly from: Peer
      readonly reason: DropReason
      readonly detail: string
    }
  /** A packet was decided; sent is over when this comes. */
  | {
      readonly kind: 'decided'
      readonly at: number
      /** Milliseconds from receipt to the reply being handed to the kernel. */
      readonly took: number
      readonly on: string
      readonly from: Peer
      /** Client hardware address, lower case with colons. */
      readonly token: string
      readonly packet: DhcpPacket
      readonly exchange: Exchange
      /** Options that did not fit the reply. */
      readonly dropped: readonly number[]
    }
  /** A packet could not be answered because of a fault on this side; the client asks again. */
  | {
      readonly kind: 'failed'
      readonly at: number
      readonly on: string
      readonly from: Peer
      readonly error: unknown
    }

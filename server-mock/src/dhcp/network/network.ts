import type { Destination, Peer } from '../destination.ts'

/** A network interface that can be served. */
export interface NetworkInterface {
  readonly name: string
  /** Kernel number. */
  readonly index: number
  /** IPv4 addresses, dotted decimal. */
  readonly addresses: readonly string[]
  /** The same addresses with their prefix lengths, `192.168.1.2/24`. */
  readonly networks: readonly string[]
  readonly loopback: boolean
  /** Administratively up; carrier does not matter, it comes and goes. */
  readonly up: boolean
}

/** Where an endpoint listens: everything one interface receives, or one local address (`0.0.0.0`: any). */
export type Binding =
  | { readonly kind: 'interface'; readonly interface: NetworkInterface; readonly port: number }
  | { readonly kind: 'address'; readonly address: string; readonly port: number }

/** Largest datagram that is looked at: clients send what fits a frame, and hardly ever a big one. Bytes. */
export const LARGEST_MESSAGE = 4096

/** Receives one datagram; of one that is `cut` only the sender is known. Must not throw. */
export type OnMessage = (message: Uint8Array, from: Peer, cut?: boolean) => void

/** An open UDP endpoint. */
export interface Endpoint {
  /** Port really bound (for binding port 0). */
  readonly port: number
  /**
   * Sends from `source`, an address of this server, or any when it is not one. Resolves when the kernel has
   * the datagram; rejects with its error.
   */
  send(message: Uint8Array, to: Destination, source: string): Promise<void>
  /** Stops receiving and frees the port. */
  close(): Promise<void>
}

/** The machine's network as the DHCP server uses it. */
export interface Network {
  /**
   * Why endpoints cannot be bound to an interface but only to addresses; absent when they can. Then nobody
   * knows which of several interfaces a broadcast came by, and new clients get their replies by broadcast.
   */
  readonly limitation?: string
  /** All interfaces, with or without carrier. */
  interfaces(): Promise<readonly NetworkInterface[]>
  /** Opens an endpoint; rejects with {@link BindError}. */
  open(binding: Binding, onMessage: OnMessage): Promise<Endpoint>
}

/** A port cannot be bound. */
export class BindError extends Error {
  override readonly name = 'BindError'
  readonly code = 'dhcp-bind'

  constructor(what: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      `cannot listen for DHCP on ${what}: ${reason}; ports under 1024 need root or CAP_NET_BIND_SERVICE, and another DHCP server (dnsmasq, isc-dhcp-server, dr-provision) may hold the port`,
      { cause },
    )
  }
}

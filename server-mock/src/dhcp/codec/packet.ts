/**
 * A BOOTP/DHCP message (RFC 2131 §2) with its options joined, wherever on the wire they were.
 * Addresses are dotted decimal, `0.0.0.0` when not set.
 */
export interface DhcpPacket {
  /** `request` goes to servers (op 1), `reply` to clients (op 2). */
  readonly op: 'request' | 'reply'
  /** ARP hardware type; 1 is Ethernet. */
  readonly hardwareType: number
  /** Client hardware address, 0 to 16 bytes (`hlen` is its length). */
  readonly hardwareAddress: Uint8Array
  /** Relays passed. */
  readonly hops: number
  /** `xid`, 32 bits, chosen by the client. */
  readonly transactionId: number
  /** Seconds since the client began, 16 bits. */
  readonly seconds: number
  /** The client cannot receive unicast before it is configured. */
  readonly broadcast: boolean
  /** `ciaddr`: the address the client has and answers ARP for. */
  readonly clientAddress: string
  /** `yiaddr`: the address given to the client. */
  readonly yourAddress: string
  /** `siaddr`: server of the next boot step. */
  readonly serverAddress: string
  /** `giaddr`: the relay the message came through. */
  readonly relayAddress: string
  /** `sname`, up to 64 bytes, one character per byte (latin-1); empty when it carried options. */
  readonly serverName: string
  /** `file`, up to 128 bytes, one character per byte (latin-1); empty when it carried options. */
  readonly file: string
  /** Option values by code, without PAD, End and overload (52). Order matters only when writing. */
  readonly options: ReadonlyMap<number, Uint8Array>
}

/** Where a reply goes. Addresses are dotted decimal. */
export type Destination =
  | { readonly kind: 'unicast'; readonly address: string; readonly port: number }
  /** Limited broadcast on the link the request came by. */
  | { readonly kind: 'broadcast'; readonly port: number }
  /**
   * To a client that has not taken its address yet: only its hardware address reaches it. Networks that
   * cannot address hardware broadcast instead.
   */
  | {
      readonly kind: 'hardware'
      readonly address: string
      readonly hardwareAddress: Uint8Array
      readonly port: number
    }

/** A UDP peer. */
export interface Peer {
  readonly address: string
  readonly port: number
}

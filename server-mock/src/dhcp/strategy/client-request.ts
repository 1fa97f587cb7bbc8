import type { MessageType } from '../codec/message-type.ts'

/** What a client asks, free of wire format. Addresses are dotted decimal, `''` when not given. */
export interface ClientRequest {
  readonly type: MessageType
  /** How the client is identified; DRP knows only `MAC`. */
  readonly strategy: string
  /** Identity under the strategy: for `MAC` the hardware address, lower case with colons. */
  readonly token: string
  /** Relay address (or the link it selected); `''` when the client is on a link of the server. */
  readonly relay: string
  /** Addresses that say where the client is: the relay, else all of the receiving interface. */
  readonly vias: readonly string[]
  /** Option 50. */
  readonly requested: string
  /** `ciaddr`: the address the client uses already. */
  readonly current: string
  /** Option 54: the server the client speaks to. */
  readonly server: string
}

/** An address that is to be given to a client for the first time. */
export interface ProbeTarget {
  /** Dotted decimal. */
  readonly address: string
  /** Hardware address of that client, lower case with colons: an answer from itself is no conflict. */
  readonly token: string
}

/**
 * Finds out whether an address is free, in about half a second. Never rejects, and answers `true` where it
 * cannot find out: the client looks for itself before it uses an address (RFC 2131 §4.4.1).
 */
export type Probe = (target: ProbeTarget) => Promise<boolean>

/** How addresses are probed, and the resources it holds. */
export interface AddressProbe {
  readonly probe: Probe
  /** Why addresses are offered unprobed, or probed less well; absent when nothing is wanting. */
  readonly limitation?: string
  /** Ends probes under way as free, and frees what is held. */
  close(): void
}

import type { Peer } from './destination.ts'

/** How a packet got here. */
export interface Arrival {
  /** Name of the receiving interface, or the address it was bound by. */
  readonly interface: string
  /** Addresses of this server on that interface, dotted decimal; never empty. */
  readonly addresses: readonly string[]
  /** All addresses of this server. */
  readonly own: ReadonlySet<string>
  readonly from: Peer
}

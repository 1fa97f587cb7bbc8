/** What goes wrong between machines and server. */
export interface NetworkFaults {
  /** Whether a datagram is lost; asked for each, either way. */
  readonly loses: () => boolean
  /**
   * Where a TCP exchange breaks: before the server has the whole request, or in its answer, when the server has acted
   * already. `undefined` for one that does not break.
   */
  readonly breaks: () => 'request' | 'answer' | undefined
}

/** A connection was cut by the simulated network. */
export class ConnectionCut extends Error {
  readonly code = 'connection_cut'

  constructor() {
    super('the connection was cut by the simulated network')
  }
}

/**
 * A network that loses a share of all datagrams and breaks the same share of all TCP exchanges.
 *
 * @param share from 0 (nothing) to 1 (everything)
 * @param random at least 0, below 1
 */
export function lossyNetwork(share: number, random: () => number): NetworkFaults {
  return {
    loses: () => random() < share,
    breaks: () => (random() < share ? (random() < 0.5 ? 'request' : 'answer') : undefined),
  }
}

import type { OutgoingDatagram } from '../../libc/datagram-batches.ts'

/** How a {@link SendQueue} sends. */
export interface SendWays<To> {
  /** Sends datagrams in order from one on; how many were sent, 0 when already that one cannot be. */
  readonly send: (datagrams: readonly OutgoingDatagram[], from: number) => number
  /** Bytes of the socket address of a destination. */
  readonly peer: (to: To) => Uint8Array
  /** Sends a single datagram that could not be sent with others; rejects with the reason. */
  readonly otherwise: (message: Uint8Array, to: To) => Promise<void>
}

interface Waiting<To> extends OutgoingDatagram {
  readonly to: To
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Datagrams after which it does not wait for more. */
const FULL = 64

/**
 * Collects what is sent in one turn of the event loop, as replies are that became durable together, and sends it
 * with few system calls. One that cannot be sent costs the others nothing.
 */
export class SendQueue<To> {
  readonly #ways: SendWays<To>
  #waiting: Waiting<To>[] = []
  #closed = false

  constructor(ways: SendWays<To>) {
    this.#ways = ways
  }

  /** Resolves when the kernel has the datagram; rejects with its error. After `close` nothing is sent. */
  send(message: Uint8Array, to: To): Promise<void> {
    if (this.#closed) return Promise.resolve()
    return new Promise((resolve, reject) => {
      // A tick comes when all promises that are settled now have been gone through.
      if (this.#waiting.length === 0) process.nextTick(() => this.#flush())
      this.#waiting.push({ message, peer: this.#ways.peer(to), to, resolve, reject })
      if (this.#waiting.length === FULL) this.#flush()
    })
  }

  /** Sends what waits; the last use of the socket. */
  close(): void {
    this.#flush()
    this.#closed = true
  }

  #flush(): void {
    const all = this.#waiting
    this.#waiting = []
    let at = 0
    while (at < all.length) {
      const end = at + this.#ways.send(all, at)
      if (end === at) {
        const failed = all[at++]
        if (failed !== undefined) {
          this.#ways.otherwise(failed.message, failed.to).then(failed.resolve, failed.reject)
        }
        continue
      }
      while (at < end) all[at++]?.resolve()
    }
  }
}

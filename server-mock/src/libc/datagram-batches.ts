import { constants } from 'node:os'
import { DatagramBatch } from './datagram-batch.ts'
import type { Libc, LibcCall } from './libc.ts'

/** A datagram to send, and where to: the bytes of a `struct sockaddr`. */
export interface OutgoingDatagram {
  readonly message: Uint8Array
  readonly peer: Uint8Array
}

/** Receives a datagram; undefined for one that was larger than its place. The sender's address is a number. */
export type TakeDatagram = (message: Uint8Array | undefined, address: number, port: number) => void

/** Datagrams of one call. */
const MOST = 64
const MSG_DONTWAIT = 0x40
const { EINTR } = constants.errno

/** Sends and receives many IPv4 datagrams with one system call. Descriptors are the caller's; nothing blocks. */
export class DatagramBatches {
  readonly #libc: Libc
  readonly #sendmmsg: LibcCall
  readonly #recvmmsg: LibcCall
  readonly #sent: DatagramBatch
  readonly #received: DatagramBatch

  /** `sent` and `received` are the largest datagrams of either way, bytes. */
  constructor(libc: Libc, sent: number, received: number) {
    this.#libc = libc
    this.#sendmmsg = libc.func('int sendmmsg(int, void *, uint32_t, int)')
    this.#recvmmsg = libc.func('int recvmmsg(int, void *, uint32_t, int, void *)')
    this.#sent = new DatagramBatch(libc, MOST, sent)
    this.#received = new DatagramBatch(libc, MOST, received)
  }

  /**
   * Sends datagrams in order, from the one at `from` on, until the system takes no more in this call.
   *
   * @returns how many; 0 when already the first of them cannot be sent now
   */
  send(descriptor: number, datagrams: readonly OutgoingDatagram[], from: number): number {
    let count = 0
    for (let at = from; at < datagrams.length && count < MOST; at++) {
      const datagram = datagrams[at]
      if (datagram === undefined || !this.#sent.put(count, datagram.message, datagram.peer)) break
      count++
    }
    if (count === 0) return 0
    for (;;) {
      const sent = this.#sendmmsg(descriptor, this.#sent.address, count, MSG_DONTWAIT)
      if (sent >= 0) return sent
      if (this.#libc.errno() !== EINTR) return 0
    }
  }

  /** Receives what waits, some dozens at most. @returns whether more may wait */
  receive(descriptor: number, take: TakeDatagram): boolean {
    const batch = this.#received
    const count = this.#recvmmsg(descriptor, batch.address, batch.count, MSG_DONTWAIT, null)
    for (let at = 0; at < count; at++) {
      const { address, port } = batch.sender(at)
      take(batch.take(at), address, port)
    }
    return count === batch.count
  }
}

import type { Libc } from './libc.ts'

/** `struct mmsghdr`, `struct iovec` and room for any socket address, where pointers have 64 bits. Bytes. */
const HEADER = 64
const VECTOR = 16
const PEER = 32
/** Places of the fields of `struct mmsghdr`. */
const NAME = 0
const NAME_LENGTH = 8
const VECTORS = 16
const VECTOR_COUNT = 24
const FLAGS = 48
const LENGTH = 56
/** The datagram was larger than its place. */
const MSG_TRUNC = 0x20

/**
 * Memory for the datagrams of one `sendmmsg` or `recvmmsg`: made once, as the kernel is told where everything is.
 * For little-endian systems whose pointers have 64 bits.
 */
export class DatagramBatch {
  /** Address of the first header; an array of `struct mmsghdr`. */
  readonly address: bigint
  /** Datagrams it has room for. */
  readonly count: number
  readonly #bytes: Buffer
  readonly #view: DataView
  readonly #bodySize: number

  /** `bodySize` is the room for each datagram, bytes. */
  constructor(libc: Libc, count: number, bodySize: number) {
    this.count = count
    this.#bodySize = bodySize
    this.#bytes = Buffer.from(new ArrayBuffer(count * (HEADER + VECTOR + PEER + bodySize)))
    this.#view = new DataView(this.#bytes.buffer)
    this.address = libc.address(this.#bytes)
    const pointer = (at: number, to: number) => this.#view.setBigUint64(at, this.address + BigInt(to), true)
    for (let at = 0; at < count; at++) {
      const header = at * HEADER
      const vector = this.#vector(at)
      pointer(header + NAME, this.#peer(at))
      pointer(header + VECTORS, vector)
      pointer(vector, this.#body(at))
      this.#view.setUint32(header + NAME_LENGTH, PEER, true)
      this.#view.setBigUint64(header + VECTOR_COUNT, 1n, true)
      this.#view.setUint32(vector + 8, bodySize, true)
    }
  }

  /** Puts a datagram and the address (`struct sockaddr`) it goes to in a place; false when it is too large. */
  put(at: number, message: Uint8Array, peer: Uint8Array): boolean {
    if (message.length > this.#bodySize || peer.length > PEER) return false
    this.#bytes.set(message, this.#body(at))
    this.#bytes.set(peer, this.#peer(at))
    this.#view.setUint32(at * HEADER + NAME_LENGTH, peer.length, true)
    this.#view.setUint32(this.#vector(at) + 8, message.length, true)
    return true
  }

  /** A copy of the datagram that was received in a place; undefined when it was larger than that. */
  take(at: number): Uint8Array | undefined {
    const header = at * HEADER
    if (this.#view.getInt32(header + FLAGS, true) & MSG_TRUNC) return undefined
    const length = this.#view.getUint32(header + LENGTH, true)
    const message = Buffer.allocUnsafe(length)
    const from = this.#body(at)
    this.#bytes.copy(message, 0, from, from + length)
    return message
  }

  /** Sender of the datagram in a place: IPv4 address as a number, and port. */
  sender(at: number): { readonly address: number; readonly port: number } {
    const peer = this.#peer(at)
    return { address: this.#view.getUint32(peer + 4), port: this.#view.getUint16(peer + 2) }
  }

  #vector(at: number): number {
    return this.count * HEADER + at * VECTOR
  }

  #peer(at: number): number {
    return this.count * (HEADER + VECTOR) + at * PEER
  }

  #body(at: number): number {
    return this.count * (HEADER + VECTOR + PEER) + at * this.#bodySize
  }
}

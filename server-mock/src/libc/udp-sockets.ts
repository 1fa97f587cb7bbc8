import { constants } from 'node:os'
import type { Libc, LibcCall } from './libc.ts'

/** An IPv4 address in its usual text, and a port. */
export interface SocketAddress {
  readonly address: string
  readonly port: number
}

/**
 * What became of datagrams: `refused` when nobody listens there any more, `unfit` when the system cannot cut these
 * bytes into datagrams, `lost` when it takes none now or knows no way.
 */
export type SendOutcome = 'sent' | 'refused' | 'unfit' | 'lost'

const AF_INET = 2
const SOCK_DGRAM = 2
const NON_BLOCKING = 0o4000
const CLOSE_ON_EXEC = 0o2000000
const SOL_SOCKET = 1
const SO_REUSEADDR = 2
const SOL_UDP = 17
const UDP_SEGMENT = 103
const MSG_DONTWAIT = 0x40
const { ECONNREFUSED, EINVAL, EMSGSIZE, EIO } = constants.errno

/** Connected UDP sockets over IPv4 that never block. Descriptors belong to the caller. */
export class UdpSockets {
  readonly #libc: Libc
  readonly #socket: LibcCall
  readonly #bind: LibcCall
  readonly #connect: LibcCall
  readonly #setsockopt: LibcCall
  readonly #send: LibcCall
  readonly #recvfrom: LibcCall
  readonly #close: LibcCall
  readonly #from = new DataView(new ArrayBuffer(16))
  readonly #fromBytes = new Uint8Array(this.#from.buffer)
  readonly #fromLength = new DataView(new ArrayBuffer(4))
  readonly #fromLengthBytes = new Uint8Array(this.#fromLength.buffer)

  constructor(libc: Libc) {
    this.#libc = libc
    this.#socket = libc.func('int socket(int, int, int)')
    this.#bind = libc.func('int bind(int, const void *, uint32_t)')
    this.#connect = libc.func('int connect(int, const void *, uint32_t)')
    this.#setsockopt = libc.func('int setsockopt(int, int, int, const void *, uint32_t)')
    this.#send = libc.func('int64_t send(int, const void *, size_t, int)')
    this.#recvfrom = libc.func('int64_t recvfrom(int, void *, size_t, int, void *, void *)')
    this.#close = libc.func('int close(int)')
  }

  /**
   * A socket on a local address that exchanges datagrams with one peer only.
   *
   * @param shared whether the local port may have other sockets, which must all say so; the kernel gives this one
   *   what its peer sends. What somebody else sent just before may wait on it: see {@link receiveFrom}
   * @throws Error of the system
   */
  connected(local: SocketAddress, peer: SocketAddress, shared: boolean): number {
    const { check } = this.#libc
    const descriptor = check('socket', this.#socket(AF_INET, SOCK_DGRAM | NON_BLOCKING | CLOSE_ON_EXEC, 0))
    try {
      if (shared) check('SO_REUSEADDR', this.#set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1))
      check(`bind to ${local.address}:${local.port}`, this.#bind(descriptor, sockaddr(local), 16))
      check(`connect to ${peer.address}:${peer.port}`, this.#connect(descriptor, sockaddr(peer), 16))
    } catch (error) {
      this.#close(descriptor)
      throw error
    }
    return descriptor
  }

  /**
   * Has the kernel cut what is sent at once into datagrams of this many bytes, the last of which may be shorter
   * (UDP_SEGMENT, Linux 4.18); 0 ends that. @returns whether it can
   */
  segment(descriptor: number, size: number): boolean {
    return this.#set(descriptor, SOL_UDP, UDP_SEGMENT, size) === 0
  }

  /** Sends to the peer. The bytes are the caller's again. */
  send(descriptor: number, bytes: Uint8Array): SendOutcome {
    if (this.#send(descriptor, bytes, bytes.length, MSG_DONTWAIT) >= 0) return 'sent'
    const errno = this.#libc.errno()
    if (errno === ECONNREFUSED) return 'refused'
    return errno === EINVAL || errno === EMSGSIZE || errno === EIO ? 'unfit' : 'lost'
  }

  /** Receives one datagram, cut to the buffer; its size, or why there is none. */
  receive(descriptor: number, into: Uint8Array): number | 'none' | 'refused' {
    const size = this.#recvfrom(descriptor, into, into.length, MSG_DONTWAIT, null, null)
    if (size >= 0) return size
    return this.#libc.errno() === ECONNREFUSED ? 'refused' : 'none'
  }

  /** Receives one datagram and says who sent it; undefined when there is none. */
  receiveFrom(
    descriptor: number,
    into: Uint8Array,
  ): { readonly size: number; readonly from: SocketAddress } | undefined {
    this.#fromLength.setUint32(0, this.#fromBytes.length, true)
    const [from, length] = [this.#fromBytes, this.#fromLengthBytes]
    const size = this.#recvfrom(descriptor, into, into.length, MSG_DONTWAIT, from, length)
    if (size < 0) return undefined
    const address = [4, 5, 6, 7].map((at) => this.#from.getUint8(at)).join('.')
    return { size, from: { address, port: this.#from.getUint16(2) } }
  }

  /** Closes a socket. */
  close(descriptor: number): void {
    this.#close(descriptor)
  }

  #set(descriptor: number, level: number, option: number, value: number): number {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setInt32(0, value, true)
    return this.#setsockopt(descriptor, level, option, bytes, bytes.length)
  }
}

function sockaddr({ address, port }: SocketAddress): Uint8Array {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, AF_INET, true)
  view.setUint16(2, port)
  bytes.set(address.split('.').map(Number), 4)
  return bytes
}

import { constants } from 'node:os'
import type { Libc, LibcCall } from './libc.ts'

/** Gives a duplicate that programs started later do not inherit. */
const DUPLICATE = 1030
const CLOSE_ON_EXEC = 0o2000000
const NON_BLOCKING = 0o4000
/** IPPROTO_TCP and TCP_CORK. */
const [TCP, CORK] = [6, 3]
const { EAGAIN, EINTR } = constants.errno
/** The other side has gone, or nothing leads there any more. */
const { EPIPE, ECONNRESET, ECONNABORTED, ENOTCONN, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH, ENETDOWN } =
  constants.errno
const GONE: readonly number[] = [
  ...[EPIPE, ECONNRESET, ECONNABORTED, ENOTCONN],
  ...[ETIMEDOUT, EHOSTUNREACH, ENETUNREACH, ENETDOWN],
]

/** Calls on descriptors that Node does not offer. */
export class Descriptors {
  readonly #libc: Libc
  readonly #fcntl: LibcCall
  readonly #eventfd: LibcCall
  readonly #epoll: LibcCall
  readonly #read: LibcCall
  readonly #write: LibcCall
  readonly #close: LibcCall
  readonly #sendfile: LibcCall
  readonly #option: LibcCall
  readonly #offset = new BigInt64Array(1)
  readonly #offsetBytes = new Uint8Array(this.#offset.buffer)
  readonly #count = new Uint8Array(8)

  constructor(libc: Libc) {
    this.#libc = libc
    this.#fcntl = libc.func('int fcntl(int, int, int)')
    this.#eventfd = libc.func('int eventfd(unsigned int, int)')
    this.#epoll = libc.func('int epoll_create1(int)')
    this.#read = libc.func('int64_t read(int, void *, size_t)')
    this.#write = libc.func('int64_t write(int, const void *, size_t)')
    this.#close = libc.func('int close(int)')
    this.#option = libc.func('int setsockopt(int, int, int, const void *, unsigned int)')
    this.#sendfile = libc.func('int64_t sendfile64(int, int, void *, size_t)')
  }

  /** A second descriptor of the same open file or socket; whoever gets it closes it. @throws Error of the system */
  duplicate(descriptor: number): number {
    return this.#libc.check('fcntl', this.#fcntl(descriptor, DUPLICATE, 0))
  }

  /** Closes a descriptor; one that is not open is let be. */
  close(descriptor: number): void {
    this.#close(descriptor)
  }

  /** A bell: it can be read once it was rung (eventfd). @throws Error of the system */
  bell(): number {
    return this.#libc.check('eventfd', this.#eventfd(0, CLOSE_ON_EXEC | NON_BLOCKING))
  }

  /** What `Readiness` waits by (epoll). @throws Error of the system */
  poll(): number {
    return this.#libc.check('epoll_create1', this.#epoll(CLOSE_ON_EXEC))
  }

  /** Rings a bell, from any thread. */
  ring(bell: number): void {
    this.#count.fill(0)
    new DataView(this.#count.buffer).setBigUint64(0, 1n, true)
    this.#write(bell, this.#count, 8)
  }

  /** Silences a bell. */
  hush(bell: number): void {
    this.#read(bell, this.#count, 8)
  }

  /**
   * Has a TCP socket hold back what does not fill a segment (tcp(7), TCP_CORK), or sends that now. A socket that knows
   * no such thing is let be.
   */
  cork(socket: number, held: boolean): void {
    this.#option(socket, TCP, CORK, new Uint8Array(Int32Array.of(Number(held)).buffer), 4)
  }

  /**
   * Sends a piece of a file through a socket that does not block, without a copy through this process.
   *
   * @returns bytes that the socket took, 0 at the end of the file, `full` when it takes none now, `gone` when the
   *   other side is not there any more
   * @throws Error of the system, such as EIO when the file cannot be read
   */
  sendFile(socket: number, file: number, offset: number, length: number): number | 'full' | 'gone' {
    this.#offset[0] = BigInt(offset)
    const sent = this.#sendfile(socket, file, this.#offsetBytes, length)
    if (sent >= 0) return sent
    const errno = this.#libc.errno()
    if (errno === EAGAIN || errno === EINTR) return 'full'
    if (GONE.includes(errno)) return 'gone'
    return this.#libc.check('sendfile', sent)
  }
}

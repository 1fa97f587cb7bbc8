import type { Libc, LibcCall } from './libc.ts'

const ADD = 1
const DELETE = 2
/** Room in the socket's buffer; that the other side has gone is always reported. */
const WRITABLE = 0x4
const READABLE = 0x1
/** Descriptors reported at once. */
const MOST = 512

/**
 * Waits until descriptors can be used, by epoll(7), level-triggered. It borrows the descriptors: a descriptor is
 * removed before its owner closes it, since a duplicate of it would keep it known here.
 */
export class Readiness {
  readonly #libc: Libc
  readonly #epoll: number
  readonly #control: LibcCall
  readonly #wait: LibcCall
  /** The C structure is packed on x86-64 only. */
  readonly #size = process.arch === 'x64' ? 12 : 16
  readonly #events = new DataView(new ArrayBuffer(this.#size * MOST))
  readonly #bytes = new Uint8Array(this.#events.buffer)
  readonly #event = new DataView(new ArrayBuffer(this.#size))
  readonly #eventBytes = new Uint8Array(this.#event.buffer)

  /** @param epoll descriptor that `Descriptors.poll` gave; whoever has it closes it */
  constructor(libc: Libc, epoll: number) {
    this.#libc = libc
    this.#epoll = epoll
    this.#control = libc.func('int epoll_ctl(int, int, int, void *)')
    this.#wait = libc.func('int epoll_wait(int, void *, int, int)')
  }

  /** Reports the descriptor from now on, when it can be written or read. @throws Error of the system */
  add(descriptor: number, what: 'writable' | 'readable'): void {
    this.#event.setUint32(0, what === 'writable' ? WRITABLE : READABLE, true)
    this.#event.setInt32(this.#size - 8, descriptor, true)
    this.#libc.check('epoll_ctl', this.#control(this.#epoll, ADD, descriptor, this.#eventBytes))
  }

  /** Reports it no more. */
  remove(descriptor: number): void {
    this.#control(this.#epoll, DELETE, descriptor, this.#eventBytes)
  }

  /** The descriptors that can be used, as soon as there is one; none after the milliseconds. Blocks the thread. */
  wait(milliseconds: number): number[] {
    const count = this.#wait(this.#epoll, this.#bytes, MOST, milliseconds)
    const ready: number[] = []
    for (let at = 0; at < count; at++) {
      ready.push(this.#events.getInt32(at * this.#size + this.#size - 8, true))
    }
    return ready
  }
}

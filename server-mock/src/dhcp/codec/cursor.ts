import { formatAddress, UNSPECIFIED } from '../ipv4.ts'
import { DecodeError } from './decode-error.ts'

/** Reads big-endian fields from bytes it never oversteps: every short read throws {@link DecodeError}. */
export class Cursor {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** The next `count` bytes, without copying. */
  bytes(count: number): Uint8Array {
    const from = this.#take(count)
    return this.#bytes.subarray(from, from + count)
  }

  /** Unsigned 8 bits. */
  u8(): number {
    return this.#big(1)
  }

  /** Unsigned 16 bits. */
  u16(): number {
    return this.#big(2)
  }

  /** Unsigned 32 bits. */
  u32(): number {
    return this.#big(4)
  }

  /** Four bytes as dotted decimal. */
  address(): string {
    const value = this.#big(4)
    return value === 0 ? UNSPECIFIED : formatAddress(value)
  }

  /** Text up to the first NUL of a fixed field; each character is one byte (latin-1), so nothing is lost. */
  text(count: number): string {
    if (this.left >= count && this.#bytes[this.#at] === 0) {
      this.#take(count)
      return ''
    }
    const field = this.bytes(count)
    const end = field.indexOf(0)
    return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('latin1')
  }

  #big(count: number): number {
    const from = this.#take(count)
    let value = 0
    for (let at = from; at < from + count; at++) value = value * 256 + (this.#bytes[at] ?? 0)
    return value
  }

  /** Goes on behind the next `count` bytes and gives where they begin. */
  #take(count: number): number {
    if (count > this.left) {
      throw new DecodeError(
        'too-short',
        `${count} bytes are due at offset ${this.#at}, ${this.left} are there`,
      )
    }
    const from = this.#at
    this.#at += count
    return from
  }
}

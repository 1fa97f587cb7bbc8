/** Appends MessagePack items to a growing buffer, each in its shortest form. */
export class MsgpackWriter {
  #bytes = Buffer.allocUnsafe(256)
  #length = 0

  /** The bytes written so far. */
  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length))
  }

  nil(): void {
    this.#byte(0xc0)
  }

  bool(value: boolean): void {
    this.#byte(value ? 0xc3 : 0xc2)
  }

  /** A whole number. @throws RangeError outside -2^63 … 2^64-1. */
  integer(value: number | bigint): void {
    const whole = BigInt(value)
    if (whole >= 0n) {
      if (whole < 0x80n) this.#byte(Number(whole))
      else if (whole < 0x100n) this.#tagged(0xcc, 1, whole)
      else if (whole < 0x10000n) this.#tagged(0xcd, 2, whole)
      else if (whole < 0x100000000n) this.#tagged(0xce, 4, whole)
      else if (whole < 2n ** 64n) this.#tagged(0xcf, 8, whole)
      else throw new RangeError(`${whole} does not fit into 64 bits`)
    } else if (whole >= -0x20n) this.#byte(Number(whole + 0x100n))
    else if (whole >= -0x80n) this.#tagged(0xd0, 1, whole + 0x100n)
    else if (whole >= -0x8000n) this.#tagged(0xd1, 2, whole + 0x10000n)
    else if (whole >= -0x80000000n) this.#tagged(0xd2, 4, whole + 0x100000000n)
    else if (whole >= -(2n ** 63n)) this.#tagged(0xd3, 8, whole + 2n ** 64n)
    else throw new RangeError(`${whole} does not fit into 64 bits`)
  }

  double(value: number): void {
    this.#reserve(9)
    this.#bytes[this.#length] = 0xcb
    this.#bytes.writeDoubleBE(value, this.#length + 1)
    this.#length += 9
  }

  string(value: string): void {
    const bytes = Buffer.from(value, 'utf8')
    if (bytes.length < 32) this.#byte(0xa0 | bytes.length)
    else this.#sized([0xd9, 0xda, 0xdb], bytes.length)
    this.#append(bytes)
  }

  binary(bytes: Uint8Array): void {
    this.#sized([0xc4, 0xc5, 0xc6], bytes.length)
    this.#append(bytes)
  }

  arrayHeader(length: number): void {
    if (length < 16) this.#byte(0x90 | length)
    else this.#sized([undefined, 0xdc, 0xdd], length)
  }

  mapHeader(size: number): void {
    if (size < 16) this.#byte(0x80 | size)
    else this.#sized([undefined, 0xde, 0xdf], size)
  }

  extension(code: number, payload: Uint8Array): void {
    const fixed = [1, 2, 4, 8, 16].indexOf(payload.length)
    if (fixed >= 0) this.#byte(0xd4 + fixed)
    else this.#sized([0xc7, 0xc8, 0xc9], payload.length)
    this.#byte(code)
    this.#append(payload)
  }

  #sized(codes: readonly [number | undefined, number, number], size: number): void {
    const [small, medium, large] = codes
    if (small !== undefined && size < 0x100) this.#tagged(small, 1, BigInt(size))
    else if (size < 0x10000) this.#tagged(medium, 2, BigInt(size))
    else this.#tagged(large, 4, BigInt(size))
  }

  #tagged(code: number, width: number, value: bigint): void {
    this.#reserve(1 + width)
    this.#bytes[this.#length++] = code
    for (let shift = width - 1; shift >= 0; shift--) {
      this.#bytes[this.#length++] = Number((value >> BigInt(8 * shift)) & 0xffn)
    }
  }

  #byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  #append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}

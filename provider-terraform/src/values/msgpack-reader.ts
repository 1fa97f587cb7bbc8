/** A MessagePack item without its children: containers tell how many items follow. */
export type MsgpackItem =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: Uint8Array }
  | { readonly kind: 'array'; readonly length: number }
  | { readonly kind: 'map'; readonly size: number }
  | { readonly kind: 'extension'; readonly code: number; readonly payload: Uint8Array }

/**
 * Reads MessagePack items one after the other. Every length is checked against what is left, so a hostile
 * header neither reads past the end nor makes room for elements that are not there.
 */
export class MsgpackReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Whether all bytes have been read. */
  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  /** The next item. @throws RangeError when the bytes end early or the code is not assigned. */
  next(): MsgpackItem {
    const code = this.#uint(1)
    if (code < 0x80) return { kind: 'integer', value: BigInt(code) }
    if (code < 0x90) return this.#map(code & 0x0f)
    if (code < 0xa0) return this.#array(code & 0x0f)
    if (code < 0xc0) return this.#string(code & 0x1f)
    if (code >= 0xe0) return { kind: 'integer', value: BigInt(code - 0x100) }
    switch (code) {
      case 0xc0:
        return { kind: 'nil' }
      case 0xc2:
      case 0xc3:
        return { kind: 'bool', value: code === 0xc3 }
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return { kind: 'binary', value: this.#take(this.#uint(1 << (code - 0xc4))) }
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#uint(1 << (code - 0xc7)))
      case 0xca:
        return { kind: 'float', value: this.#view.getFloat32(this.#skip(4)) }
      case 0xcb:
        return { kind: 'float', value: this.#view.getFloat64(this.#skip(8)) }
      case 0xcc:
      case 0xcd:
      case 0xce:
        return { kind: 'integer', value: BigInt(this.#uint(1 << (code - 0xcc))) }
      case 0xcf:
        return { kind: 'integer', value: this.#view.getBigUint64(this.#skip(8)) }
      case 0xd0:
        return { kind: 'integer', value: BigInt(this.#view.getInt8(this.#skip(1))) }
      case 0xd1:
        return { kind: 'integer', value: BigInt(this.#view.getInt16(this.#skip(2))) }
      case 0xd2:
        return { kind: 'integer', value: BigInt(this.#view.getInt32(this.#skip(4))) }
      case 0xd3:
        return { kind: 'integer', value: this.#view.getBigInt64(this.#skip(8)) }
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (code - 0xd4))
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#uint(1 << (code - 0xd9)))
      case 0xdc:
      case 0xdd:
        return this.#array(this.#uint(2 << (code - 0xdc)))
      case 0xde:
      case 0xdf:
        return this.#map(this.#uint(2 << (code - 0xde)))
      default:
        throw new RangeError(`MessagePack code 0x${code.toString(16)} is not assigned`)
    }
  }

  #string(length: number): MsgpackItem {
    return { kind: 'string', value: Buffer.from(this.#take(length)).toString('utf8') }
  }

  #array(length: number): MsgpackItem {
    this.#expect(length)
    return { kind: 'array', length }
  }

  #map(size: number): MsgpackItem {
    this.#expect(size * 2)
    return { kind: 'map', size }
  }

  #extension(length: number): MsgpackItem {
    const code = this.#view.getInt8(this.#skip(1))
    return { kind: 'extension', code, payload: this.#take(length) }
  }

  #uint(width: number): number {
    const at = this.#skip(width)
    if (width === 1) return this.#view.getUint8(at)
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at)
  }

  #take(length: number): Uint8Array {
    const at = this.#skip(length)
    return this.#bytes.subarray(at, at + length)
  }

  #skip(length: number): number {
    this.#expect(length)
    const at = this.#at
    this.#at += length
    return at
  }

  #expect(length: number): void {
    if (length > this.#bytes.length - this.#at) {
      throw new RangeError(`MessagePack ends early: ${length} more expected at byte ${this.#at}`)
    }
  }
}

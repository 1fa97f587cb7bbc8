/** Something with bytes at any offset, such as a file. */
export interface ByteSource {
  /** Bytes there are. */
  readonly size: number
  /** The `length` bytes from `offset`, all of which exist. */
  read(offset: number, length: number): Promise<Uint8Array>
}

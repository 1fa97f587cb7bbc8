/** What a call takes; a buffer is given as the address of its first byte. */
type Argument = number | bigint | string | Uint8Array | null

/** A call whose result is a number; it runs at once, on the calling thread. */
export type LibcCall = (...values: readonly Argument[]) => number

/** Calls of the system's C library that Node does not offer. */
export interface Libc {
  /** A call by its C declaration, `int close(int)`. */
  func(declaration: string): LibcCall
  /** Gives a call's result back. Throws Error with the name of the system's error when it is negative. */
  check(call: string, result: number): number
  /** Number of the system's error that the last call of this thread left behind. */
  errno(): number
  /**
   * Address of the first byte, for structures that point to others. It holds as long as the bytes are kept, for bytes
   * of a buffer of their own that is larger than 64: smaller ones are moved about.
   */
  address(bytes: Uint8Array): bigint
}

/**
 * Loads the C library through the optional dependency `koffi`. Rejects where that is not installed or has no
 * binary for this platform, and where the platform is not Linux.
 */
export async function loadLibc(): Promise<Libc> {
  if (process.platform !== 'linux') throw new Error(`${process.platform} is not Linux`)
  const { default: koffi } = await import('koffi')
  const library = koffi.load('libc.so.6')
  return {
    func: (declaration) => library.func(declaration),
    check: (call, result) => {
      if (result >= 0) return result
      const errno = koffi.errno()
      const name = Object.entries(koffi.os.errno).find(([, number]) => number === errno)?.[0]
      throw new Error(`${call} failed: ${errno} (${name ?? 'unknown error'})`)
    },
    errno: () => koffi.errno(),
    address: (bytes) => koffi.address(bytes),
  }
}

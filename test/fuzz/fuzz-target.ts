import type { Arbitrary } from 'fast-check'

/** Code that reads what strangers send, and what it promises about it. */
export interface FuzzTarget {
  /** Folder of its corpus, and its name on the command line. */
  readonly name: string
  /** Bits of the language it reads; put into inputs. */
  readonly pieces: readonly string[]
  /** Makes inputs that are sound, or nearly so. */
  readonly inputs: Arbitrary<Uint8Array>
  /**
   * Reads one input and checks every promise.
   *
   * @returns what kind of outcome it was, in few words: an input with a new one is kept and varied further
   * @throws Error when a promise is broken
   */
  run(input: Uint8Array): string
}

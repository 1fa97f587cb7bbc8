import type { Arbitrary } from 'fast-check'
import type { Random } from './random.ts'

/** Code that reads what strangers send, and what it promises about it. */
export interface FuzzTarget {
  /** Folder of its corpus, and its name on the command line. */
  readonly name: string
  /** Bits of the language it reads; put into inputs. Texts are UTF-8. */
  readonly pieces: readonly (string | Uint8Array)[]
  /** Makes inputs that are sound, or nearly so. */
  readonly inputs: Arbitrary<Uint8Array>
  /** Varies an input where it matters in this format, sometimes; `mutate` does it everywhere. */
  readonly vary?: (input: Uint8Array, random: Random) => Uint8Array
  /**
   * Reads one input and checks every promise.
   *
   * @returns what kind of outcome it was, in few words: an input with a new one is kept and varied further
   * @throws Error when a promise is broken
   */
  run(input: Uint8Array): string | Promise<string>
  /** Ends what `run` has started, such as a server. */
  readonly close?: () => Promise<void>
}

/** Pieces of a binary format, one character for each byte. */
export function binary(...pieces: readonly string[]): Uint8Array[] {
  return pieces.map((piece) => Buffer.from(piece, 'latin1'))
}

import type { Revision, Stored } from './port.ts'

/** Objects in one piece of a snapshot at most. */
export const PIECE_OBJECTS = 256
/** Characters of JSON after which a piece ends early: big objects must not make big pieces. */
export const PIECE_CHARACTERS = 1024 * 1024

/** All objects as they were after one commit, whatever is written meanwhile. */
export interface Snapshot {
  /** Revision of that commit. */
  readonly revision: Revision
  /** How many objects each prefix has, by prefix in byte order. */
  counts(): Promise<ReadonlyMap<string, number>>
  /** The next objects of a prefix behind a key, in key order; behind '' are all. Empty at the end. */
  piece(prefix: string, after: string): Promise<readonly Stored[]>
  close(): Promise<void>
}

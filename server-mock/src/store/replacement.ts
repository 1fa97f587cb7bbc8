import type { Revision } from './port.ts'

/** An object of a backup. */
export interface BackupObject {
  readonly prefix: string
  readonly key: string
  readonly revision: Revision
  /** JSON text. */
  readonly text: string
}

/**
 * New contents of a whole store, written beside the old ones: nobody sees any of them before `commit`, and a process
 * that dies before it leaves the old ones. No server may run on the store meanwhile.
 */
export interface Replacement {
  /** How many objects the store holds that are replaced. */
  readonly replaced: number
  /** Adds objects; each may come once. */
  put(objects: readonly BackupObject[]): Promise<void>
  /** Puts the new contents in the place of the old ones, durably. @param revision the store goes on after it */
  commit(revision: Revision): Promise<void>
  /** Leaves everything as it was. Does nothing after `commit`. */
  abort(): Promise<void>
}

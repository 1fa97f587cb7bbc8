import type { JsonObject } from '@metalwright/sdk/models'

/** Number of a commit's write: dense, in commit order, over all kinds of objects. 0 before the first. */
export type Revision = number

/** What a write was: `update` is an edit by a caller, `save` a consequence of one. */
export type ChangeAction = 'create' | 'update' | 'save' | 'delete'

/** One write of a commit. */
export interface Change {
  readonly revision: Revision
  readonly prefix: string
  readonly key: string
  readonly action: ChangeAction
  /** Who caused it: `user:name`, `machine:uuid` or `system`. */
  readonly principal: string
  /** RFC 3339. */
  readonly time: string
  /** The object after the write; before it, for a deletion. */
  readonly object: JsonObject
  /** The object before the write. Absent for creations and for changes read back from the log. */
  readonly original?: JsonObject
}

/** An object as it is stored: JSON text, parsed once on first use. */
export class Stored {
  readonly key: string
  /** Revision of the last write. */
  readonly revision: Revision
  readonly text: string
  #body: JsonObject | undefined

  constructor(key: string, revision: Revision, text: string) {
    this.key = key
    this.revision = revision
    this.text = text
  }

  /** The parsed object. Shared by everybody who got this instance: copy before changing it. */
  get body(): JsonObject {
    this.#body ??= parse(this.text)
    return this.#body
  }
}

function parse(text: string): JsonObject {
  return JSON.parse(text)
}

/** Reads of committed objects. */
export interface Reader {
  get(prefix: string, key: string): Promise<Stored | undefined>
  /** All objects of a prefix in key order. */
  list(prefix: string): Promise<readonly Stored[]>
  /** How many objects a prefix has. */
  count(prefix: string): Promise<number>
  /** Keys of the objects whose index holds exactly this value, in key order. */
  find(prefix: string, index: string, value: string): Promise<readonly string[]>
  /** The first object in index order whose value is not below `from`; `undefined` when there is none. */
  first(prefix: string, index: string, from: string): Promise<Stored | undefined>
}

/**
 * A unit of work. Reads see committed objects and the transaction's own writes; everything read is remembered,
 * and the commit is refused when any of it has changed since.
 */
export interface Transaction extends Reader {
  put(prefix: string, key: string, body: JsonObject, action: Exclude<ChangeAction, 'delete'>): void
  remove(prefix: string, key: string): void
}

/** Keeps objects. Everything a resolved `transact` wrote survives the death of the process. */
export interface Store extends Reader {
  /**
   * Runs `work` and commits its writes as one. When somebody else changed what it read, it runs again (up to
   * 32 times), so `work` must have no effects besides the transaction.
   *
   * @throws ConflictError when it kept being overtaken
   * @throws StorageError when the engine could not write; nothing of the transaction is stored then
   */
  transact<T>(principal: string, work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Calls `listener` with the changes of each commit, in order, before the commit is acknowledged. */
  subscribe(listener: (changes: readonly Change[]) => void): () => void
  /** Revision of the newest commit. */
  revision(): Revision
  /** Changes after a revision in order, or `undefined` when the log does not reach back that far. */
  changesSince(revision: Revision, limit: number): Promise<readonly Change[] | undefined>
  close(): void
}

/** Index rows of an object: the indexes by which `find` and `first` reach it. */
export type Indexer = (
  prefix: string,
  body: JsonObject,
) => readonly (readonly [index: string, value: string])[]

/** Somebody else changed what the transaction had read, again and again. */
export class ConflictError extends Error {
  readonly code = 'store_conflict'

  constructor(attempts: number) {
    super(`the objects were changed by somebody else during each of ${attempts} attempts; try again`)
    this.name = 'ConflictError'
  }
}

/** The engine could not write. */
export class StorageError extends Error {
  readonly code = 'store_failed'

  constructor(cause: unknown) {
    super(
      `the object store could not write: ${cause instanceof Error ? cause.message : String(cause)}; check disk space and rights`,
      { cause },
    )
    this.name = 'StorageError'
  }
}

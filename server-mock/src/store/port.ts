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
  /**
   * All objects of a prefix behind the key `after` in key order, in pieces, without ever holding all of them. What it gives is the state
   * after one commit, whatever is written meanwhile; only a reader slower than the store's patience (30 s) gets
   * the rest from a newer state, because an old one cannot be kept for ever. The event loop turns between pieces.
   */
  scan(prefix: string, after?: string): AsyncIterable<readonly Stored[]>
  /** How many objects a prefix has; the store keeps the number, so asking costs nothing. */
  count(prefix: string): Promise<number>
  /** Keys of the objects whose index holds exactly this value, in key order. */
  find(prefix: string, index: string, value: string): Promise<readonly string[]>
  /** Up to `limit` objects whose index holds exactly this value, in key order, behind the key `after`. */
  page(prefix: string, index: string, value: string, after: string, limit: number): Promise<readonly Stored[]>
  /** The first object in index order whose value is not below `from`; `undefined` when there is none. */
  first(prefix: string, index: string, from: string): Promise<Stored | undefined>
}

/**
 * A unit of work. Reads see committed objects and the transaction's own writes (`first` sees committed objects
 * only); everything read is remembered, and the commit is refused when any of it has changed since.
 */
export interface Transaction extends Reader {
  put(prefix: string, key: string, body: JsonObject, action: Exclude<ChangeAction, 'delete'>): void
  remove(prefix: string, key: string): void
}

/** Keeps objects. Everything a resolved `transact` wrote survives the death of the process. */
export interface Store extends Reader {
  /**
   * Runs `work` and commits its writes as one. When somebody else changed what it read, it runs again (up to
   * 32 times), so `work` must have no effects besides the transaction. What it returns, and what it throws, holds
   * for a state that all its reads belong to.
   *
   * @throws ConflictError when it kept being overtaken
   * @throws StorageError when the engine could not write; nothing of the transaction is stored then, unless the
   *   message says that it is not known
   */
  transact<T>(principal: string, work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Calls `listener` with the changes of each commit, in order, before the commit is acknowledged. */
  subscribe(listener: (changes: readonly Change[]) => void): () => void
  /** Revision of the newest commit. */
  revision(): Revision
  /** Changes after a revision in order, or `undefined` when the log does not reach back that far. */
  changesSince(revision: Revision, limit: number): Promise<readonly Change[] | undefined>
  /** Finishes the commits under way and lets go of everything. */
  close(): Promise<void>
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

/** The engine could not read or write. */
export class StorageError extends Error {
  readonly code = 'store_failed'

  /** @param next what to do about it */
  constructor(cause: unknown, next = 'check disk space and rights') {
    super(`the object store failed: ${cause instanceof Error ? cause.message : String(cause)}; ${next}`, {
      cause,
    })
    this.name = 'StorageError'
  }
}

import type { ReadSet, Write } from './optimistic.ts'
import { StorageError } from './port.ts'

/** Commits that the engine writes as one at most. */
const BATCH = 256

/** A commit that waits to be written. */
export interface Pending {
  readonly principal: string
  readonly reads: ReadSet
  readonly writes: readonly Write[]
  /** Told whether the read set held, once the writes are durable. */
  readonly resolve: (held: boolean) => void
  readonly reject: (error: StorageError) => void
}

/**
 * Collects commits that arrive together, so that they share one write to disk. The writer settles every commit
 * it is given, and hands back those that have to go into a batch of their own.
 */
export class CommitQueue {
  readonly #write: (batch: readonly Pending[]) => Promise<readonly Pending[]>
  #waiting: Pending[] = []
  #running: Promise<void> | undefined
  #closed = false

  constructor(write: (batch: readonly Pending[]) => Promise<readonly Pending[]>) {
    this.#write = write
  }

  /** Resolves when the commit is written, or known not to hold. @throws StorageError */
  push(principal: string, reads: ReadSet, writes: readonly Write[]): Promise<boolean> {
    if (this.#closed) return Promise.reject(new StorageError('it is closed', 'the server is stopping'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ principal, reads, writes, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Takes no more commits; resolves when those it has are written. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // Whatever else arrives in this turn of the event loop goes into the same batch.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      this.#waiting.unshift(...(await this.#write(batch)))
    }
    this.#running = undefined
  }
}

import type { LeaseRecord } from '../records.ts'
import type { LeaseBook, LeaseStore } from './lease-book.ts'
import { LeaseTable } from './lease-table.ts'

/** Leases in memory only, for simulations and tests; transactions run one after the other. */
export class MemoryLeaseStore extends LeaseTable implements LeaseStore {
  #tail: Promise<unknown> = Promise.resolve()

  /** See {@link LeaseStore.transact}. Never runs `work` twice. */
  transact<T>(work: (book: LeaseBook) => Promise<T>): Promise<T> {
    const turn = this.#tail.then(async () => {
      const writes = new Map<string, LeaseRecord | undefined>()
      const result = await work(this.book(writes))
      for (const [address, lease] of writes) {
        if (lease === undefined) this.remove(address)
        else this.put(lease)
      }
      return result
    })
    this.#tail = turn.catch(() => undefined)
    return turn
  }
}

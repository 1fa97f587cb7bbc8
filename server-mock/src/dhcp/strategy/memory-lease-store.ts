import type { LeaseBook, LeaseStore } from './lease-book.ts'
import { LeaseTable } from './lease-table.ts'

/** Leases in memory only, for simulations and tests; transactions run one after the other. */
export class MemoryLeaseStore extends LeaseTable implements LeaseStore {
  /** See {@link LeaseStore.transact}. Never runs `work` twice. */
  async transact<T>(work: (book: LeaseBook) => T): Promise<T> {
    return this.decide(work, (address, lease) => {
      if (lease === undefined) this.remove(address)
      else this.put(lease)
    })
  }
}

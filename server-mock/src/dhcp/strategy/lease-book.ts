import type { LeaseRecord, ReservationRecord, SubnetRecord } from '../records.ts'

/**
 * Leases, reservations and subnets as one transaction sees them. The strategy finishes all its reads before
 * its first write, so reads need not show the transaction's own writes. n is the number of leases and
 * reservations; the stated costs keep a packet's cost independent of it.
 */
export interface LeaseBook {
  /**
   * Subnets that may be served (stored and Available), disjoint, in a fixed order. Answer the *same array
   * object* while nothing changed: what is derived from it is kept by identity. O(1).
   */
  subnets(): readonly SubnetRecord[]
  /** Reservations of a client, of any subnet. Index on Token; O(log n). */
  reservationsFor(strategy: string, token: string): readonly ReservationRecord[]
  /** The reservation of an address. Key look-up; O(log n). */
  reservationAt(address: string): ReservationRecord | undefined
  /** Leases of a client in any state and subnet; a handful. Index on Token; O(log n). */
  leasesFor(strategy: string, token: string): readonly LeaseRecord[]
  /** The lease of an address, in any state. Key look-up; O(log n). */
  leaseAt(address: string): LeaseRecord | undefined
  /**
   * Lowest address from `first` to `last` (both included) that has neither lease nor reservation; undefined
   * when all have one. Must not walk the leases: `AddressSet` answers it from memory. A hint is enough when
   * commit refuses the transaction if somebody took the address meanwhile.
   */
  nextUnused(first: string, last: string): string | undefined
  /**
   * Of the leases from `first` to `last` with `ExpireTime ≤ now` and no reservation at their address, the one
   * with the earliest ExpireTime. `now` is in milliseconds since 1970. O(log n): an index on ExpireTime, or
   * `ExpiryQueue`.
   */
  longestExpired(first: string, last: string, now: number): LeaseRecord | undefined
  /** Stores the lease under its Addr, over any older one, when the transaction commits. */
  put(lease: LeaseRecord): void
  /** Removes the lease of an address when the transaction commits. */
  remove(address: string): void
}

/** Where leases live. */
export interface LeaseStore {
  /**
   * Runs `work` against one consistent view and resolves with its result once its writes are durable; a
   * throwing `work` writes nothing. `work` may be run again when a transaction on the same objects was
   * faster, so it has no effect besides its book.
   */
  transact<T>(work: (book: LeaseBook) => T): Promise<T>
}

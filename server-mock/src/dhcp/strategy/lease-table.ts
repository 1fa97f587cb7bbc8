import { formatAddress, parseAddress } from '../ipv4.ts'
import type { LeaseRecord, ReservationRecord, SubnetRecord } from '../records.ts'
import { AddressSet, nextUnused } from './address-set.ts'
import { ExpiryQueue } from './expiry-queue.ts'
import type { LeaseBook } from './lease-book.ts'
import { TokenIndex } from './token-index.ts'

/** Start contents of a {@link LeaseTable}. */
export interface LeaseData {
  readonly subnets?: readonly SubnetRecord[]
  readonly reservations?: readonly ReservationRecord[]
  readonly leases?: readonly LeaseRecord[]
}

/**
 * Leases, reservations and subnets in memory, found by all that decisions ask for. About 400 bytes a lease.
 */
export class LeaseTable {
  #subnets: readonly SubnetRecord[] = []
  readonly #leases = new TokenIndex<LeaseRecord>()
  readonly #reservations = new TokenIndex<ReservationRecord>()
  readonly #leased = new AddressSet()
  readonly #reserved = new AddressSet()
  readonly #queues = new Map<string, { first: number; last: number; queue: ExpiryQueue }>()

  readonly #writes = new Map<string, LeaseRecord | undefined>()
  readonly #book = this.#view()

  constructor({ subnets = [], reservations = [], leases = [] }: LeaseData = {}) {
    this.setSubnets(subnets)
    for (const reservation of reservations) this.putReservation(reservation)
    for (const lease of leases) this.put(lease)
  }

  /** All leases, in the order their addresses were first used. */
  leases(): readonly LeaseRecord[] {
    return [...this.#leases.all()]
  }

  /** Replaces the subnets. */
  setSubnets(subnets: readonly SubnetRecord[]): void {
    this.#subnets = [...subnets]
  }

  /** Adds or replaces the reservation of an address. */
  putReservation(reservation: ReservationRecord): void {
    this.#reservations.put(reservation)
    this.#reserved.add(reservation.Addr)
  }

  /** Removes the reservation of an address; its lease may expire into the pool again. */
  removeReservation(address: string): void {
    this.#reservations.delete(address)
    this.#reserved.delete(address)
    const lease = this.#leases.at(address)
    if (lease !== undefined) this.#enqueue(lease)
  }

  /** The lease of an address. */
  leaseAt(address: string): LeaseRecord | undefined {
    return this.#leases.at(address)
  }

  /**
   * Runs one decision against the table and gives what it writes to `keep`: `undefined` for a lease to be removed.
   * The table itself stays as it is.
   */
  decide<T>(
    work: (book: LeaseBook) => T,
    keep: (address: string, lease: LeaseRecord | undefined) => void,
  ): T {
    // One decision at a time, so that all of them share one view.
    this.#writes.clear()
    const result = work(this.#book)
    for (const [address, lease] of this.#writes) keep(address, lease)
    return result
  }

  #view(): LeaseBook {
    return {
      subnets: () => this.#subnets,
      reservationsFor: (strategy, token) => ofStrategy(this.#reservations.of(token), strategy),
      reservationAt: (address) => this.#reservations.at(address),
      leasesFor: (strategy, token) => ofStrategy(this.#leases.of(token), strategy),
      leaseAt: (address) => this.#leases.at(address),
      nextUnused: (first, last) => nextUnused([this.#leased, this.#reserved], first, last),
      longestExpired: (first, last, now) => {
        const top = this.#queue(first, last).peek()
        return top === undefined || top.at > now ? undefined : this.#leases.at(formatAddress(top.address))
      },
      put: (lease) => {
        this.#writes.set(lease.Addr, lease)
      },
      remove: (address) => {
        this.#writes.set(address, undefined)
      },
    }
  }

  /** Adds or replaces the lease of an address. */
  put(lease: LeaseRecord): void {
    this.#leases.put(lease)
    this.#leased.add(lease.Addr)
    this.#enqueue(lease)
  }

  /** Removes the lease of an address. */
  remove(address: string): void {
    this.#leases.delete(address)
    this.#leased.delete(address)
  }

  /** The queue of a range; filled when the range is first asked for, kept current by every put. */
  #queue(first: string, last: string): ExpiryQueue {
    const key = `${first}-${last}`
    const known = this.#queues.get(key)
    if (known !== undefined) return known.queue
    const queue = new ExpiryQueue(({ address, at }) => {
      const text = formatAddress(address)
      const lease = this.#leases.at(text)
      if (lease === undefined || this.#reservations.at(text) !== undefined) return false
      return Date.parse(lease.ExpireTime) === at
    })
    this.#queues.set(key, { first: parseAddress(first) ?? 0, last: parseAddress(last) ?? 0, queue })
    for (const lease of this.#leases.all()) this.#enqueue(lease)
    return queue
  }

  #enqueue(lease: LeaseRecord): void {
    const address = parseAddress(lease.Addr)
    if (address === undefined) return
    for (const { first, last, queue } of this.#queues.values()) {
      if (address >= first && address <= last) queue.push({ address, at: Date.parse(lease.ExpireTime) })
    }
  }
}

function ofStrategy<One extends { readonly Strategy: string }>(
  all: readonly One[],
  strategy: string,
): readonly One[] {
  return all.every(({ Strategy }) => Strategy === strategy)
    ? all
    : all.filter(({ Strategy }) => Strategy === strategy)
}

import { decode, hexAddress, type Lease, Lease as LeaseModel, type Subnet } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import { formatAddress, parseAddress } from '../../dhcp/ipv4.ts'
import { AddressSet, nextUnused } from '../../dhcp/strategy/address-set.ts'
import { ExpiryQueue } from '../../dhcp/strategy/expiry-queue.ts'
import type { LeaseBook, LeaseStore } from '../../dhcp/strategy/lease-book.ts'
import type { Change } from '../../store/port.ts'
import type { Objects } from '../objects.ts'
import type { Edit } from '../session.ts'

interface Range {
  readonly first: number
  readonly last: number
  readonly queue: ExpiryQueue
}

/**
 * Leases, reservations and subnets of the DHCP server as objects of the store. What is searched by order and
 * not by key (free addresses, expired leases) is kept in memory and follows the commits; it only proposes, and
 * the commit refuses what somebody else took.
 */
export class Leases implements LeaseStore {
  readonly #objects: Objects
  readonly #leased = new AddressSet()
  readonly #reserved = new AddressSet()
  /** End of each lease, milliseconds since 1970, by address. */
  readonly #ends = new Map<number, number>()
  readonly #reservedKeys = new Set<string>()
  readonly #ranges = new Map<string, Range>()
  #subnets: readonly Subnet[] = []

  constructor(objects: Objects) {
    this.#objects = objects
  }

  /** Reads what is stored; call once before serving, then `follow` the store. */
  async load(): Promise<void> {
    const session = this.#objects.session()
    for (const body of await session.bodies('leases'))
      this.#take(String(body['Addr']), String(body['ExpireTime']))
    for (const body of await session.bodies('reservations')) this.#reserve(String(body['Addr']), true)
    await this.#loadSubnets()
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    let subnets = false
    for (const { prefix, action, object } of changes) {
      if (prefix === 'subnets') subnets = true
      if (prefix === 'reservations') this.#reserve(String(object['Addr']), action !== 'delete')
      if (prefix !== 'leases') continue
      if (action === 'delete') this.#drop(String(object['Addr']))
      else this.#take(String(object['Addr']), String(object['ExpireTime']))
    }
    if (subnets) void this.#loadSubnets()
  }

  /** Runs a packet's decision as one transaction. */
  transact<T>(work: (book: LeaseBook) => Promise<T>): Promise<T> {
    return this.#objects.edit(SYSTEM, (edit) => work(this.#book(edit)))
  }

  #book(edit: Edit): LeaseBook {
    const named = async <P extends 'leases' | 'reservations'>(prefix: P, strategy: string, token: string) => {
      const keys = await edit.find(prefix, 'Token', token)
      const found = await Promise.all(keys.map((key) => edit.get(prefix, key)))
      return found.filter((object) => object !== undefined).filter(({ Strategy }) => Strategy === strategy)
    }
    return {
      subnets: async () => this.#subnets,
      reservationsFor: (strategy, token) => named('reservations', strategy, token),
      reservationAt: (address) => edit.get('reservations', hexAddress(address)),
      leasesFor: (strategy, token) => named('leases', strategy, token),
      leaseAt: (address) => edit.get('leases', hexAddress(address)),
      nextUnused: async (first, last) => {
        const address = nextUnused([this.#leased, this.#reserved], first, last)
        // Reading it makes the commit fail if another client gets it first.
        if (address !== undefined) await edit.get('leases', hexAddress(address))
        return address
      },
      longestExpired: async (first, last, now) => {
        const top = this.#queue(first, last).peek()
        return top === undefined || top.at > now
          ? undefined
          : edit.get('leases', hexAddress(formatAddress(top.address)))
      },
      put: (lease) => {
        const fields = { ...lease, Options: [...lease.Options] }
        const whole: Lease = decode(LeaseModel, { ...fields, Validated: true, Available: true })
        edit.put('leases', whole, 'update')
      },
      remove: (address) => edit.remove('leases', hexAddress(address)),
    }
  }

  async #loadSubnets(): Promise<void> {
    const session = this.#objects.session()
    const subnets: Subnet[] = []
    for (const body of await session.bodies('subnets')) {
      const subnet = await session.get('subnets', String(body['Name']))
      if (subnet?.Available) subnets.push(subnet)
    }
    this.#subnets = subnets
  }

  #take(text: string, expires: string): void {
    const address = parseAddress(text)
    if (address === undefined) return
    const at = Date.parse(expires)
    this.#leased.add(text)
    this.#ends.set(address, at)
    for (const { first, last, queue } of this.#ranges.values()) {
      if (address >= first && address <= last) queue.push({ address, at })
    }
  }

  #drop(text: string): void {
    this.#leased.delete(text)
    const address = parseAddress(text)
    if (address !== undefined) this.#ends.delete(address)
  }

  #reserve(text: string, reserved: boolean): void {
    if (reserved) {
      this.#reserved.add(text)
      this.#reservedKeys.add(text)
    } else {
      this.#reserved.delete(text)
      this.#reservedKeys.delete(text)
    }
  }

  #queue(from: string, to: string): ExpiryQueue {
    const key = `${from}-${to}`
    const known = this.#ranges.get(key)
    if (known !== undefined) return known.queue
    const queue = new ExpiryQueue(
      ({ address, at }) => this.#ends.get(address) === at && !this.#reservedKeys.has(formatAddress(address)),
    )
    const first = parseAddress(from) ?? 0
    const last = parseAddress(to) ?? 0
    this.#ranges.set(key, { first, last, queue })
    for (const [address, at] of this.#ends)
      if (address >= first && address <= last) queue.push({ address, at })
    return queue
  }
}

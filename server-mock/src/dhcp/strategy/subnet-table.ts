import { contains, hostRange, type Network, parseAddress, parseNetwork } from '../ipv4.ts'
import type { SubnetRecord } from '../records.ts'

/** A subnet with its addresses as numbers. */
export interface ServedSubnet {
  readonly record: SubnetRecord
  readonly block: Network
  /** Dynamic range cut to what hosts of the block may have; undefined when there is none. */
  readonly active: readonly [first: number, last: number] | undefined
}

/** Parsed subnets, kept as long as the book answers the same list. */
export class SubnetTable {
  #records: readonly SubnetRecord[] = []
  #served: readonly ServedSubnet[] = []

  /** Takes the book's current list; reparses only when it is another array. */
  update(records: readonly SubnetRecord[]): this {
    if (records !== this.#records) {
      this.#served = records.flatMap(serve)
      this.#records = records
    }
    return this
  }

  /** First subnet, in the book's order, that contains one of the addresses. */
  containing(addresses: readonly string[]): ServedSubnet | undefined {
    // Subnets are disjoint: their order matters only among several addresses.
    if (addresses.length === 1) return this.#at(parseAddress(addresses[0] ?? ''))
    const numbers = addresses.flatMap((text) => parseAddress(text) ?? [])
    return this.#served.find(({ block }) => numbers.some((address) => contains(block, address)))
  }

  #at(address: number | undefined): ServedSubnet | undefined {
    if (address === undefined) return undefined
    for (const subnet of this.#served) if (contains(subnet.block, address)) return subnet
    return undefined
  }
}

function serve(record: SubnetRecord): ServedSubnet[] {
  const block = parseNetwork(record.Subnet)
  if (block === undefined || record.Strategy !== 'MAC') return []
  const [lowest, highest] = hostRange(block)
  const first = Math.max(parseAddress(record.ActiveStart) ?? Number.POSITIVE_INFINITY, lowest)
  const last = Math.min(parseAddress(record.ActiveEnd) ?? 0, highest)
  const dynamic = first <= last && !record.OnlyReservations && !record.Proxy
  return [{ record, block, active: dynamic ? [first, last] : undefined }]
}

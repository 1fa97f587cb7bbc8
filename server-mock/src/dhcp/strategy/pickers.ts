import { formatAddress, parseAddress } from '../ipv4.ts'
import type { ClientRequest } from './client-request.ts'
import type { Reason } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import type { LeaseBook } from './lease-book.ts'
import { isExpired } from './lease-time.ts'
import type { ServedSubnet } from './subnet-table.ts'

/** Next address nextFree looks at, by subnet name. Lost on restart, which costs nothing but order. */
export type Cursors = Map<string, number>

/** A new dynamic address and the picker that found it. */
export interface Pick {
  readonly address: string
  readonly reason: Reason
}

type Picker = (
  book: LeaseBook,
  subnet: ServedSubnet,
  request: ClientRequest,
  context: DecisionContext,
) => Pick | undefined

const pickers: Readonly<Record<string, Picker>> = {
  hint: (book, subnet, request, context) => {
    if (!isDynamic(subnet, request.requested, context)) return undefined
    if (book.leaseAt(request.requested) !== undefined) return undefined
    if (book.reservationAt(request.requested) !== undefined) return undefined
    return { address: request.requested, reason: 'picked-hint' }
  },
  nextFree: (book, subnet, _request, context) => {
    const address = nextFree(book, subnet, context)
    return address === undefined ? undefined : { address, reason: 'picked-next-free' }
  },
  mostExpired: (book, subnet, _request, context) => {
    if (subnet.active === undefined) return undefined
    const [first, last] = subnet.active
    const lease = book.longestExpired(formatAddress(first), formatAddress(last), context.now)
    if (lease === undefined || context.own.has(lease.Addr)) return undefined
    return { address: lease.Addr, reason: 'picked-most-expired' }
  },
  point2point: (book, subnet, request, context) => {
    for (const via of request.vias) {
      const address = peerOf(via)
      if (address === undefined || !isDynamic(subnet, address, context)) continue
      const lease = book.leaseAt(address)
      if (lease !== undefined && !isExpired(lease, context.now)) continue
      if (book.reservationAt(address) !== undefined) continue
      return { address, reason: 'picked-point2point' }
    }
    return undefined
  },
}

/**
 * Finds an address for a client that has none: the subnet's pickers in order, `none` ends the search.
 * Unknown picker names are passed over.
 */
export function pickAddress(
  book: LeaseBook,
  subnet: ServedSubnet,
  request: ClientRequest,
  context: DecisionContext,
): Pick | undefined {
  for (const name of subnet.record.Pickers) {
    if (name === 'none') return undefined
    const picker = Object.hasOwn(pickers, name) ? pickers[name] : undefined
    const pick = picker?.(book, subnet, request, context)
    if (pick !== undefined) return pick
  }
  return undefined
}

/** The other end of a point-to-point link of two addresses (a /31, RFC 3021): the last bit flipped. */
export function peerOf(via: string): string | undefined {
  const address = parseAddress(via)
  return address === undefined ? undefined : formatAddress((address ^ 1) >>> 0)
}

function isDynamic(subnet: ServedSubnet, address: string, context: DecisionContext): boolean {
  const number = parseAddress(address)
  if (number === undefined || subnet.active === undefined || context.own.has(address)) return false
  return number >= subnet.active[0] && number <= subnet.active[1]
}

/** Bound of one search; only the server's own addresses use it up. */
const MOST_TRIES = 256

/**
 * Round robin through the active range. The position moves on even when the decision is not kept, so that clients
 * decided at the same time by several servers do not make each other start over.
 */
function nextFree(
  book: LeaseBook,
  subnet: ServedSubnet,
  { cursors, own }: DecisionContext,
): string | undefined {
  if (subnet.active === undefined) return undefined
  const [first, last] = subnet.active
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const next = cursors.get(subnet.record.Name) ?? first
    const at = next < first || next > last ? first : next
    const found =
      book.nextUnused(formatAddress(at), formatAddress(last)) ??
      (at > first ? book.nextUnused(formatAddress(first), formatAddress(at - 1)) : undefined)
    const address = found === undefined ? undefined : parseAddress(found)
    if (found === undefined || address === undefined) return undefined
    cursors.set(subnet.record.Name, address + 1)
    if (!own.has(found)) return found
  }
  return undefined
}

import { contains, isUnicast, parseAddress } from '../ipv4.ts'
import type { LeaseRecord } from '../records.ts'
import type { ClientRequest } from './client-request.ts'
import { type Decision, ignore, type Reason } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import { makeGrant } from './grant.ts'
import type { LeaseBook } from './lease-book.ts'
import { isExpired, timeText } from './lease-time.ts'
import type { ServedSubnet } from './subnet-table.ts'

/** States a client is in when it sends REQUEST (RFC 2131 §4.3.2). */
type RequestState = 'selecting' | 'init-reboot' | 'renewing'

/** The client's state: RENEWING and REBINDING differ only in how the packet was sent, so they are one here. */
function requestState(request: ClientRequest): RequestState {
  if (request.server !== '') return 'selecting'
  return request.requested !== '' ? 'init-reboot' : 'renewing'
}

/** Decides a REQUEST: ACK, NAK, or silence where another server may be the one to answer. */
export function decideRequest(book: LeaseBook, request: ClientRequest, context: DecisionContext): Decision {
  if (request.server !== '' && !context.own.has(request.server)) return ignore('other-server')
  const address = request.requested || request.current
  if (address === '') return ignore('nothing-requested')
  const subnets = context.subnets.update(book.subnets())
  const here = subnets.containing(request.vias)
  const subnet = subnets.containing([address])
  const number = parseAddress(address)
  if (number === undefined || !isUnicast(number)) {
    // Only towards clients that speak to this server or sit on its links; others are not ours to correct.
    const ours = request.server !== '' || serves(here)
    return ours ? { kind: 'nak', reason: 'not-unicast', address } : ignore('not-our-subnet')
  }
  if (subnet?.record.Proxy === true) return ignore('proxy-subnet')

  const lease = book.leaseAt(address)
  if (lease === undefined) return withoutLease(book, request, address, subnet)
  const refuse = (reason: Reason): Decision => ({ kind: 'nak', reason, address })
  if (lease.Token !== request.token || lease.Strategy !== request.strategy) return refuse('owned-by-another')
  if (lease.State === 'PROBE') return ignore('probe-in-progress')

  const reservation = book.reservationAt(address)
  if (reservation === undefined && subnet === undefined) {
    book.remove(address)
    return refuse('subnet-gone')
  }
  if (reservation === undefined && subnet?.record.Enabled === false) return ignore('subnet-disabled')
  if (reservation !== undefined && !sameClient(reservation, request)) {
    return giveUp(book, lease, context, address, 'reserved-for-another')
  }
  if (reservation === undefined && subnet?.record.OnlyReservations === true) {
    return giveUp(book, lease, context, address, 'only-reservations')
  }
  if (lease.State === 'INVALID') return refuse('address-invalid')
  if (hasMoved(request, number, here, reservation?.Scoped === false)) return refuse('other-network')

  const grant = makeGrant(request, context, { address, state: 'ACK', subnet, reservation, previous: lease })
  book.put(grant.lease)
  return { kind: 'ack', reason: 'lease-confirmed', grant }
}

/**
 * No lease at the address: NAK where this server is responsible. A client that only checks its old address
 * (INIT-REBOOT) is left alone when nothing at all is known about it: it may be another server's.
 */
function withoutLease(
  book: LeaseBook,
  request: ClientRequest,
  address: string,
  subnet: ServedSubnet | undefined,
): Decision {
  const nak: Decision = { kind: 'nak', reason: 'no-lease', address }
  const state = requestState(request)
  if (state === 'selecting') return nak
  const reservation = book.reservationAt(address)
  if (reservation !== undefined && (state === 'renewing' || sameClient(reservation, request))) return nak
  if (state === 'renewing') return serves(subnet) ? nak : ignore('not-our-subnet')
  const leases = book.leasesFor(request.strategy, request.token)
  const reservations = book.reservationsFor(request.strategy, request.token)
  return leases.length + reservations.length > 0 ? nak : ignore('nothing-known')
}

/**
 * Whether the client asks for an address of another network than the one it is on. A renewal straight from
 * the client passes no relay and tells nothing about its place. Relays of one subnet are interchangeable.
 */
function hasMoved(
  request: ClientRequest,
  address: number,
  here: ServedSubnet | undefined,
  anywhere: boolean,
): boolean {
  if (anywhere || (request.relay === '' && request.current !== '')) return false
  return here === undefined || !contains(here.block, address)
}

function giveUp(
  book: LeaseBook,
  lease: LeaseRecord,
  context: DecisionContext,
  address: string,
  reason: Reason,
): Decision {
  if (!isExpired(lease, context.now)) {
    book.put({ ...lease, State: 'EXPIRED', ExpireTime: timeText(context.now) })
  }
  return { kind: 'nak', reason, address }
}

function serves(subnet: ServedSubnet | undefined): boolean {
  return subnet?.record.Enabled === true && !subnet.record.Proxy
}

function sameClient(
  one: { readonly Token: string; readonly Strategy: string },
  request: ClientRequest,
): boolean {
  return one.Token === request.token && one.Strategy === request.strategy
}

import { contains, hostRange, isUnicast, parseAddress } from '../ipv4.ts'
import type { LeaseRecord, ReservationRecord } from '../records.ts'
import type { ClientRequest } from './client-request.ts'
import { type Decision, type Grant, ignore, type Reason } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import { type GrantPlan, makeGrant } from './grant.ts'
import type { LeaseBook } from './lease-book.ts'
import { isExpired, OFFER_HOLD, PROBE_HOLD } from './lease-time.ts'
import { pickAddress } from './pickers.ts'
import type { ServedSubnet } from './subnet-table.ts'

/** A hold with more than this left is not written again: repeated DISCOVERs cost no commit. Milliseconds. */
const HOLD_LEFT = 30_000

/**
 * Decides a DISCOVER: reservation, else the client's known lease here, else the pickers (DRP §DISCOVER).
 * Answers `probe` when the new address must be checked first; `settleProbe` goes on from there.
 */
export function decideDiscover(book: LeaseBook, request: ClientRequest, context: DecisionContext): Decision {
  const subnets = context.subnets.update(book.subnets())
  const here = subnets.containing(request.vias)
  const reservations = rank(book.reservationsFor(request.strategy, request.token), request, here)
  if (here?.record.Proxy === true) {
    if (!here.record.Enabled) return ignore('subnet-disabled')
    const reservation = reservations[0]
    const options = context.optionsFor(here.record, reservation)
    return { kind: 'proxy', reason: 'proxy-subnet', subnet: here, reservation, options }
  }
  const leases = book.leasesFor(request.strategy, request.token)
  if (leases.some((lease) => lease.State === 'PROBE' && !isExpired(lease, context.now))) {
    return ignore('probe-in-progress')
  }

  for (const reservation of reservations) {
    const lease = book.leaseAt(reservation.Addr)
    if (lease !== undefined && !isFor(lease, request, context)) continue
    const subnet = subnets.containing([reservation.Addr])
    const plan: GrantPlan = { address: reservation.Addr, state: 'OFFER', subnet, reservation }
    return offer(book, request, context, plan, lease, 'reservation')
  }

  if (here === undefined) return ignore('not-our-subnet')
  if (!here.record.Enabled) return ignore('subnet-disabled')
  if (here.record.OnlyReservations) return ignore('no-free-address')

  const known = knownLease(book, request, context, here, leases)
  if (known !== undefined) {
    const plan: GrantPlan = { address: known.Addr, state: 'Offer', subnet: here, reservation: undefined }
    return offer(book, request, context, plan, known, 'known-lease')
  }

  if (!context.mayAllocate()) return ignore('too-many-new-clients')
  const pick = pickAddress(book, here, request, context)
  if (pick === undefined) return ignore('no-free-address')
  const state = context.probing ? 'PROBE' : 'Offer'
  const hold = context.probing ? PROBE_HOLD : OFFER_HOLD
  const plan: GrantPlan = { address: pick.address, state, subnet: here, reservation: undefined, hold }
  const grant = makeGrant(request, context, plan)
  book.put(grant.lease)
  return { kind: context.probing ? 'probe' : 'offer', reason: pick.reason, grant }
}

/**
 * Second half of a DISCOVER whose address was probed: a free address is offered, one in use becomes INVALID.
 * Undefined when the address is not the client's any more or was in use: decide anew.
 */
export function settleProbe(
  book: LeaseBook,
  request: ClientRequest,
  probed: Grant,
  free: boolean,
  until: { readonly offer: string; readonly invalid: string },
): Grant | undefined {
  const lease = book.leaseAt(probed.lease.Addr)
  if (lease?.State !== 'PROBE' || lease.Token !== request.token || lease.Strategy !== request.strategy) {
    return undefined
  }
  if (book.reservationAt(lease.Addr) !== undefined) free = false
  if (!free) {
    book.put({ ...lease, State: 'INVALID', ExpireTime: until.invalid })
    return undefined
  }
  const offered: LeaseRecord = { ...probed.lease, State: 'Offer', ExpireTime: until.offer }
  book.put(offered)
  return { ...probed, lease: offered }
}

/** Usable reservations, best first: the address asked for, then scoped ones of this subnet, then the rest. */
function rank(
  reservations: readonly ReservationRecord[],
  request: ClientRequest,
  here: ServedSubnet | undefined,
): readonly ReservationRecord[] {
  const order = (reservation: ReservationRecord) =>
    reservation.Addr === request.requested ? 0 : reservation.Scoped ? 1 : 2
  return reservations
    .filter(({ Addr, Scoped }) => {
      const address = parseAddress(Addr)
      if (address === undefined || !isUnicast(address)) return false
      return !Scoped || (here !== undefined && contains(here.block, address))
    })
    .toSorted((one, other) => order(one) - order(other))
}

/** Whether the lease at a reserved address leaves it usable: own and not INVALID, or anybody's but over. */
function isFor(lease: LeaseRecord, request: ClientRequest, context: DecisionContext): boolean {
  if (isExpired(lease, context.now)) return true
  return lease.Token === request.token && lease.Strategy === request.strategy && lease.State !== 'INVALID'
}

/** The client's lease in its subnet: the address it asks for, else the one that lasts longest. */
function knownLease(
  book: LeaseBook,
  request: ClientRequest,
  context: DecisionContext,
  here: ServedSubnet,
  leases: readonly LeaseRecord[],
): LeaseRecord | undefined {
  const [first, last] = hostRange(here.block)
  const order = (lease: LeaseRecord) =>
    lease.Addr === request.requested ? Number.POSITIVE_INFINITY : Date.parse(lease.ExpireTime)
  const usable = leases
    .filter(({ Addr, State }) => {
      const address = parseAddress(Addr)
      if (address === undefined || address < first || address > last || context.own.has(Addr)) return false
      return State !== 'INVALID' && State !== 'PROBE'
    })
    .toSorted((one, other) => (order(one) < order(other) ? 1 : -1))
  for (const lease of usable) {
    if (book.reservationAt(lease.Addr) === undefined) return lease
  }
  return undefined
}

/**
 * Offers an address without a probe. A lease in use keeps its state and end, so that a forged DISCOVER
 * shortens nobody's lease; a hold that lasts is kept too, and neither costs a write.
 */
function offer(
  book: LeaseBook,
  request: ClientRequest,
  context: DecisionContext,
  plan: GrantPlan,
  lease: LeaseRecord | undefined,
  reason: Reason,
): Decision {
  const grant = makeGrant(request, context, { ...plan, hold: OFFER_HOLD })
  const own = lease?.Token === request.token && lease.Strategy === request.strategy
  if (lease !== undefined && own && !isExpired(lease, context.now)) {
    const left = Date.parse(lease.ExpireTime) - context.now
    const keep = lease.State === 'ACK' || (lease.State === plan.state && left > HOLD_LEFT)
    if (keep) {
      const { State, ExpireTime } = lease
      return { kind: 'offer', reason, grant: { ...grant, lease: { ...grant.lease, State, ExpireTime } } }
    }
  }
  book.put(grant.lease)
  return { kind: 'offer', reason, grant }
}

import type { LeaseRecord } from '../records.ts'
import type { ClientRequest } from './client-request.ts'
import { type Decision, ignore } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import type { LeaseBook } from './lease-book.ts'
import { INVALID_HOLD, timeText } from './lease-time.ts'

/** DECLINE: the holder found its address in use; nobody gets it for ten minutes (RFC 2131 §4.3.3). */
export function decideDecline(book: LeaseBook, request: ClientRequest, context: DecisionContext): Decision {
  const lease = held(book, request, request.requested, context)
  if (lease === undefined) return ignore('not-the-holder')
  const invalid = { ...lease, State: 'INVALID', ExpireTime: timeText(context.now + INVALID_HOLD) }
  book.put(invalid)
  return { kind: 'recorded', reason: 'declined', lease: invalid }
}

/** RELEASE: the holder is done; the address stays its first choice until somebody needs it (§4.3.4). */
export function decideRelease(book: LeaseBook, request: ClientRequest, context: DecisionContext): Decision {
  const lease = held(book, request, request.current, context)
  if (lease === undefined) return ignore('not-the-holder')
  const released = { ...lease, State: 'EXPIRED', ExpireTime: timeText(context.now) }
  book.put(released)
  return { kind: 'recorded', reason: 'released', lease: released }
}

/** The client's live lease at the address it names, when it speaks to this server. */
function held(
  book: LeaseBook,
  request: ClientRequest,
  address: string,
  context: DecisionContext,
): LeaseRecord | undefined {
  if (request.server !== '' && !context.own.has(request.server)) return undefined
  if (address === '') return undefined
  const lease = book.leaseAt(address)
  if (lease?.Token !== request.token || lease.Strategy !== request.strategy) return undefined
  return lease.State === 'ACK' || lease.State === 'Offer' || lease.State === 'OFFER' ? lease : undefined
}

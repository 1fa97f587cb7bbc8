import { parseAddress } from '../ipv4.ts'
import type { ClientRequest } from './client-request.ts'
import { type Decision, ignore } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import type { LeaseBook } from './lease-book.ts'

/**
 * Decides an INFORM: a client with an address of its own asks for the rest (RFC 2131 §4.3.5). Only on networks
 * this server is responsible for; where it serves reservations only, only clients that have one.
 */
export function decideInform(book: LeaseBook, request: ClientRequest, context: DecisionContext): Decision {
  if (parseAddress(request.current) === undefined) return ignore('nothing-requested')
  const subnet = context.subnets.update(book.subnets()).containing([request.current])
  if (subnet === undefined) return ignore('not-our-subnet')
  if (!subnet.record.Enabled) return ignore('subnet-disabled')
  const reservations = book.reservationsFor(request.strategy, request.token)
  const reservation = reservations.find(({ Addr }) => Addr === request.current)
  if (subnet.record.OnlyReservations && reservation === undefined) return ignore('nothing-known')
  const options = context.optionsFor(subnet.record, reservation)
  return { kind: 'inform', reason: 'options-only', subnet, reservation, options }
}

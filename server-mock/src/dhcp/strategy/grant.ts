import { option } from '../codec/option-code.ts'
import type { EffectiveOptions } from '../effective-options.ts'
import { parseAddress } from '../ipv4.ts'
import type { LeaseRecord, LeaseState, ReservationRecord } from '../records.ts'
import type { ClientRequest } from './client-request.ts'
import type { Grant } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import { leaseDuration, timeText } from './lease-time.ts'
import { peerOf } from './pickers.ts'
import type { ServedSubnet } from './subnet-table.ts'

/** What a lease is made of. */
export interface GrantPlan {
  readonly address: string
  readonly state: LeaseState
  readonly subnet: ServedSubnet | undefined
  readonly reservation: ReservationRecord | undefined
  /** Milliseconds the lease is kept from now on; absent: its whole duration. */
  readonly hold?: number
  /** The lease before, whose relay is remembered when the client now speaks directly (a renewal). */
  readonly previous?: LeaseRecord | undefined
}

/** Makes the lease for a client, its duration and options computed anew from current objects. */
export function makeGrant(request: ClientRequest, context: DecisionContext, plan: GrantPlan): Grant {
  const { subnet, reservation, previous } = plan
  const Duration = leaseDuration(subnet?.record, reservation)
  const Via = request.relay === '' && request.current !== '' ? (previous?.Via ?? '') : request.relay
  const vias = Via === '' ? request.vias : [Via]
  const options = withPeerRouter(context.optionsFor(subnet?.record, reservation), plan, vias)
  const lease: LeaseRecord = {
    Addr: plan.address,
    Token: request.token,
    Strategy: request.strategy,
    State: plan.state,
    ExpireTime: timeText(context.now + (plan.hold ?? Duration * 1000)),
    Duration,
    Via,
    NextServer: reservation?.NextServer || subnet?.record.NextServer || '',
    Options: options.records,
    SkipBoot: subnet?.record.Unmanaged ?? false,
  }
  return { lease, subnet, reservation, options }
}

/** On a point-to-point link the router is the other end, whatever the subnet says (DRP, picker point2point). */
function withPeerRouter(
  options: EffectiveOptions,
  { address, subnet }: GrantPlan,
  vias: readonly string[],
): EffectiveOptions {
  const peer = peerOf(address)
  const router =
    subnet?.record.Pickers.includes('point2point') === true && peer !== undefined && vias.includes(peer)
  const number = router ? parseAddress(peer) : undefined
  if (peer === undefined || number === undefined) return options
  const values = new Map(options.values)
  values.set(option.router, Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number))
  const others = options.records.filter(({ Code }) => Code !== option.router)
  return { ...options, values, records: [...others, { Code: option.router, Value: peer }] }
}

import type { EffectiveOptions } from '../effective-options.ts'
import type { LeaseRecord, ReservationRecord } from '../records.ts'
import type { ServedSubnet } from './subnet-table.ts'

/** Why a client was given, refused or not answered something. Stable; logged and counted. */
export type Reason =
  // given
  | 'reservation'
  | 'known-lease'
  | 'picked-hint'
  | 'picked-next-free'
  | 'picked-most-expired'
  | 'picked-point2point'
  | 'proxy-subnet'
  | 'lease-confirmed'
  | 'options-only'
  // refused
  | 'not-unicast'
  | 'owned-by-another'
  | 'reserved-for-another'
  | 'other-network'
  | 'no-lease'
  | 'subnet-gone'
  | 'only-reservations'
  | 'address-invalid'
  // not answered
  | 'not-our-subnet'
  | 'subnet-disabled'
  | 'other-server'
  | 'nothing-known'
  | 'nothing-requested'
  | 'probe-in-progress'
  | 'no-free-address'
  | 'too-many-new-clients'
  | 'message-not-served'
  | 'not-the-holder'
  // recorded without an answer
  | 'declined'
  | 'released'

/** A lease with all that is needed to tell the client about it. */
export interface Grant {
  readonly lease: LeaseRecord
  /** Subnet of the leased address; absent for a reservation outside every subnet. */
  readonly subnet: ServedSubnet | undefined
  readonly reservation: ReservationRecord | undefined
  readonly options: EffectiveOptions
}

/** The outcome for one request. */
export type Decision =
  | { readonly kind: 'offer' | 'ack'; readonly reason: Reason; readonly grant: Grant }
  /** The address is held while it is probed; only between the two transactions of one DISCOVER. */
  | { readonly kind: 'probe'; readonly reason: Reason; readonly grant: Grant }
  /** Another server gives addresses here, this one only the boot file. */
  | {
      readonly kind: 'proxy'
      readonly reason: Reason
      readonly subnet: ServedSubnet
      readonly reservation: ReservationRecord | undefined
      readonly options: EffectiveOptions
    }
  /** The client has an address; it is told the options of its network. */
  | {
      readonly kind: 'inform'
      readonly reason: Reason
      readonly subnet: ServedSubnet
      readonly reservation: ReservationRecord | undefined
      readonly options: EffectiveOptions
    }
  | { readonly kind: 'nak'; readonly reason: Reason; readonly address: string }
  /** Written down; the protocol has no answer (DECLINE, RELEASE). */
  | { readonly kind: 'recorded'; readonly reason: Reason; readonly lease: LeaseRecord }
  | { readonly kind: 'ignore'; readonly reason: Reason }

/** Shorthand for a request that gets no answer. */
export function ignore(reason: Reason): Decision {
  return { kind: 'ignore', reason }
}

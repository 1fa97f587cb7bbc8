import type { DhcpOption, Lease, Reservation, Subnet } from '@metalwright/sdk/models'

/*
 * The parts of DRP's objects that DHCP reads or writes; the API objects have more fields and are assignable
 * to these. Addresses are dotted decimal, `''` when not set; durations are seconds; times are RFC 3339.
 */

type Frozen<T> = { readonly [K in keyof T]: T[K] extends (infer E)[] ? readonly E[] : T[K] }

/** One configured option: value as text in the form its code has. */
export type OptionRecord = Frozen<DhcpOption>

/** A range the server answers for. */
export type SubnetRecord = Frozen<
  Pick<
    Subnet,
    | 'Name'
    | 'Enabled'
    | 'Proxy'
    | 'Unmanaged'
    | 'Subnet'
    | 'NextServer'
    | 'ActiveStart'
    | 'ActiveEnd'
    | 'ActiveLeaseTime'
    | 'ReservedLeaseTime'
    | 'OnlyReservations'
    | 'Options'
    | 'Strategy'
    | 'Pickers'
  >
>

/** An address kept for one client. */
export type ReservationRecord = Frozen<
  Pick<Reservation, 'Addr' | 'Token' | 'Strategy' | 'Scoped' | 'NextServer' | 'Options' | 'Duration'>
>

/**
 * `PROBE` being pinged, `Offer` dynamic and offered, `OFFER` offered by reservation, `ACK` in use,
 * `EXPIRED` released, `INVALID` declined or seen in use by something else.
 */
export type LeaseState = 'PROBE' | 'Offer' | 'OFFER' | 'ACK' | 'EXPIRED' | 'INVALID'

/**
 * An address given to a client, now or before. `State` is a {@link LeaseState} when written here.
 */
export type LeaseRecord = Frozen<
  Pick<
    Lease,
    | 'Addr'
    | 'Token'
    | 'Strategy'
    | 'State'
    | 'ExpireTime'
    | 'Duration'
    | 'Via'
    | 'NextServer'
    | 'Options'
    | 'SkipBoot'
  >
>

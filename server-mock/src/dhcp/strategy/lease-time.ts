import type { LeaseRecord, ReservationRecord, SubnetRecord } from '../records.ts'

/** How long an offered address is held for the client's REQUEST, milliseconds (DRP: one minute). */
export const OFFER_HOLD = 60_000
/** How long a declined or occupied address stays out of use, milliseconds (DRP: ten minutes). */
export const INVALID_HOLD = 600_000
/** Upper bound of one address probe, milliseconds; a crashed probe frees its address after it. */
export const PROBE_HOLD = 10_000
/** Shortest lease given whatever is configured, seconds: clients renewing faster only load the server. */
const SHORTEST_LEASE = 60
const DEFAULT_RESERVED = 7200
/** Largest value of option 51; it means for ever (RFC 2131 §3.3). */
const LONGEST_LEASE = 0xffffffff

/** Seconds a lease lasts: the reservation's own time, else the subnet's for its kind, else two hours. */
export function leaseDuration(
  subnet: SubnetRecord | undefined,
  reservation: ReservationRecord | undefined,
): number {
  if (reservation === undefined) return bounded(subnet?.ActiveLeaseTime, SHORTEST_LEASE)
  if (reservation.Duration > 0) return bounded(reservation.Duration, SHORTEST_LEASE)
  return bounded(subnet?.ReservedLeaseTime, DEFAULT_RESERVED)
}

function bounded(seconds: number | undefined, floor: number): number {
  return Math.min(LONGEST_LEASE, Math.max(floor, Math.floor(Number(seconds) || floor)))
}

/** Whether the lease's time is over (or it was released) at `now`, milliseconds since 1970. */
export function isExpired(lease: LeaseRecord, now: number): boolean {
  const end = Date.parse(lease.ExpireTime)
  return lease.State === 'EXPIRED' || Number.isNaN(end) || end <= now
}

/** RFC 3339 text of an instant in milliseconds since 1970. */
export function timeText(instant: number): string {
  return new Date(instant).toISOString()
}

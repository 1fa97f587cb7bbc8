import type { EffectiveOptions } from '../effective-options.ts'
import type { ReservationRecord, SubnetRecord } from '../records.ts'
import type { Cursors } from './pickers.ts'
import type { SubnetTable } from './subnet-table.ts'

/** What a decision may know besides the request and the lease book. */
export interface DecisionContext {
  /** Milliseconds since 1970, the same for the whole decision. */
  readonly now: number
  readonly subnets: SubnetTable
  /** Round-robin positions of nextFree. */
  readonly cursors: Cursors
  /** Addresses of this server: a client may address them, and never gets one of them. */
  readonly own: ReadonlySet<string>
  /** Whether new addresses are probed before they are offered. */
  readonly probing: boolean
  /** Asked once before a new dynamic address is given; false when the client's link had too many of late. */
  readonly mayAllocate: () => boolean
  /** Options of a subnet and a reservation for this client. */
  readonly optionsFor: (
    subnet: SubnetRecord | undefined,
    reservation: ReservationRecord | undefined,
  ) => EffectiveOptions
}

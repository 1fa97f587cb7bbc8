import { z } from 'zod'
import { address, common, flag, integer, text } from './fields.ts'
import { DhcpOption } from './subnet.ts'

/** A fixed address for one client. */
export const Reservation = z.object({
  ...common,
  Addr: address,
  Documentation: text,
  /** Client, by the strategy: its MAC address. Immutable. */
  Token: z.string().min(1, { error: 'Reservation Token cannot be empty!' }),
  /** Immutable. */
  Strategy: z.string().default('MAC'),
  /** Name of the covering subnet; set by the server when `Scoped`. */
  Subnet: text,
  NextServer: address,
  Options: z.array(DhcpOption).default(() => []),
  /** Valid only in the subnet that covers the address. Immutable. */
  Scoped: flag,
  /** Seconds; 0 means the subnet's `ReservedLeaseTime`, or 7200. */
  Duration: integer,
})
export type Reservation = z.infer<typeof Reservation>

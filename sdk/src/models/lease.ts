import { z } from 'zod'
import { address, common, flag, integer, text, time } from './fields.ts'
import { DhcpOption } from './subnet.ts'

/** An address given to a client. Made by the DHCP server only. */
export const Lease = z.object({
  ...common,
  Addr: address,
  NextServer: address,
  /** Relay the request came through; empty for a directly attached network. */
  Via: address,
  /** Client, by the subnet's strategy: its MAC address. */
  Token: text,
  /** Seconds. */
  Duration: integer,
  ExpireTime: time,
  Strategy: z.string().default('MAC'),
  /** `PROBE`, `Offer`, `OFFER` (from a reservation), `ACK`, `EXPIRED`, `INVALID`. */
  State: text,
  Options: z.array(DhcpOption).default(() => []),
  SkipBoot: flag,
})
export type Lease = z.infer<typeof Lease>

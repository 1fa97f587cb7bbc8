import { z } from 'zod'
import { address, common, flag, name, strings, text } from './fields.ts'

/** A DHCP option; `Value` is a template over the client's options, then text by the option's type. */
export const DhcpOption = z.object({ Code: z.int().min(0).max(255), Value: text })
export type DhcpOption = z.infer<typeof DhcpOption>

/** An IPv4 network the DHCP server serves. */
export const Subnet = z.object({
  ...common,
  Name: name,
  Documentation: text,
  Enabled: flag,
  /** Only boot options, beside another DHCP server that gives addresses. */
  Proxy: flag,
  /** Give addresses but never boot options. */
  Unmanaged: flag,
  /** CIDR, immutable, such as `192.168.124.0/24`. */
  Subnet: z.string(),
  /** Server that machines load from; empty means this one. */
  NextServer: address,
  ActiveStart: address,
  ActiveEnd: address,
  /** Seconds, 60 at least. */
  ActiveLeaseTime: z.int().default(60),
  /** Seconds, 7200 at least. */
  ReservedLeaseTime: z.int().default(7200),
  OnlyReservations: flag,
  Options: z.array(DhcpOption).default(() => []),
  /** How a client is told apart; only `MAC`. Immutable. */
  Strategy: z.string().default('MAC'),
  /** Order in which ways to find an address are tried. */
  Pickers: strings,
})
export type Subnet = z.infer<typeof Subnet>

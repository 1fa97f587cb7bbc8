import { z } from 'zod'
import { flag, integer, stringMap, strings, text } from './fields.ts'

/** A network interface of the server. */
export const NetworkInterface = z.object({
  Name: text,
  Index: integer,
  /** Addresses with their prefix lengths, `192.168.1.2/24`. */
  Addresses: strings,
  /** Address that faces the caller, with its prefix length; empty when it is on another interface. */
  ActiveAddress: text,
  Gateway: text,
  DnsServers: strings,
  DnsDomain: text,
  ReadOnly: flag,
  Meta: stringMap,
})
export type NetworkInterface = z.infer<typeof NetworkInterface>

import { z } from 'zod'
import { address, flag, integer, strings, text } from './fields.ts'

/** What the server is and can do (`GET /info`). */
export const Info = z.object({
  arch: text,
  os: text,
  version: text,
  id: text,
  local_id: text,
  ha_id: text,
  /** Address of the server that faces the caller. */
  address,
  api_port: integer,
  file_port: integer,
  dhcp_port: integer,
  binl_port: integer,
  tftp_port: integer,
  tftp_enabled: flag,
  dhcp_enabled: flag,
  binl_enabled: flag,
  prov_enabled: flag,
  stats: z.array(z.object({ name: z.string(), count: z.number() })).default(() => []),
  /** Clients and content packs gate on these. */
  features: strings,
  scopes: z.record(z.string(), z.record(z.string(), z.unknown())).default(() => ({})),
})
export type Info = z.infer<typeof Info>

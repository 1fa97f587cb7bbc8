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
  /** Several servers that stand in for each other; not here. */
  ha_enabled: flag,
  ha_is_active: flag,
  ha_status: text,
  ha_active_id: text,
  ha_virtual_address: text,
  ha_consensus_id: text,
  ha_passive_state: z.array(z.unknown()).default(() => []),
  /** Whether the server looks after other ones. */
  manager: flag,
  uuid: text,
  server_hostname: text,
  /** Address of the server that faces the caller. */
  address,
  api_port: integer,
  file_port: integer,
  dhcp_port: integer,
  binl_port: integer,
  tftp_port: integer,
  /** Port of the files over TLS; 0 while they are served without only. */
  secure_file_port: integer,
  dns_port: integer,
  tftp_enabled: flag,
  dhcp_enabled: flag,
  binl_enabled: flag,
  prov_enabled: flag,
  secure_prov_enabled: flag,
  dns_enabled: flag,
  stats: z.array(z.object({ name: z.string(), count: z.number() })).default(() => []),
  /** Clients and content packs gate on these. */
  features: strings,
  /** What is wrong with the server as a whole. */
  errors: strings,
  /** Actions that claims can name, by scope. */
  scopes: z.record(z.string(), z.record(z.string(), z.unknown())).default(() => ({})),
})
export type Info = z.infer<typeof Info>

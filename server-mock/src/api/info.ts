import { arch, hostname } from 'node:os'
import { catalogue, type Info, PREFIXES } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import type { Route } from './route.ts'

/** Makes the server's description for a caller who reached it at this address. */
export type InfoSource = (address: string) => Promise<Info>

/**
 * What the server can do, by the names clients and content packs gate on. Only what is really there may stand
 * in this list.
 */
export const FEATURES: readonly string[] = [
  'api-v3',
  'sane-exit-codes',
  'common-blob-size',
  'change-stage-map',
  'job-exit-states',
  'profileless-machine',
  'fsm-runner',
  'workflows',
  'default-workflow',
  'http-range-header',
  'package-repository-handling',
  'roles',
  'tenants',
  'separate-meta-api',
  'multiarch',
  'slim-objects',
  'sprig',
  'plugin-v2',
  'plugin-v2-safe-config',
  'actions-in-task-list',
  'bundle-objects',
  'task-prerequisites',
  'content-prerequisite-version-checking',
  'embedded-pool',
  'claim-key',
  'claim-quarantine',
  'secure-params',
  'secure-param-upgrade',
]

/** What the description of the server is made from. */
export interface InfoOptions {
  readonly version: string
  /** Name of the server. */
  readonly id: string
  readonly objects: Objects
  /** Ports listened on as they are now; 0 for services that are off. */
  readonly ports: Readonly<Record<'api' | 'static' | 'secureStatic' | 'tftp' | 'dhcp' | 'binl', number>>
  /** Address told to a caller who reached the server at this one. */
  readonly address: (reached: string) => string
  readonly routes: () => readonly Route[]
}

/** Describes the server to a caller. */
export function infoSource({ version, id, objects, ports, address, routes }: InfoOptions): InfoSource {
  let scopes: Info['scopes'] | undefined
  return async (reached) => {
    const session = objects.session()
    scopes ??= scopesOf(routes())
    return {
      arch: arch() === 'x64' ? 'amd64' : arch(),
      os: process.platform,
      version,
      id,
      local_id: id,
      ha_id: id,
      ha_enabled: false,
      ha_is_active: true,
      ha_status: 'Active',
      ha_active_id: id,
      ha_virtual_address: '',
      ha_consensus_id: '',
      ha_passive_state: [],
      manager: false,
      uuid: '',
      server_hostname: hostname(),
      address: address(reached),
      api_port: ports.api,
      file_port: ports.static,
      dhcp_port: ports.dhcp,
      binl_port: ports.binl,
      tftp_port: ports.tftp,
      secure_file_port: ports.secureStatic,
      dns_port: 0,
      tftp_enabled: ports.tftp !== 0,
      dhcp_enabled: ports.dhcp !== 0,
      binl_enabled: ports.binl !== 0,
      prov_enabled: ports.static !== 0,
      secure_prov_enabled: ports.secureStatic !== 0,
      dns_enabled: false,
      stats: [
        { name: 'machines.count', count: await session.count('machines') },
        { name: 'subnets.count', count: await session.count('subnets') },
      ],
      features: [...FEATURES],
      errors: [],
      scopes,
    }
  }
}

/** Actions by scope that the routes ask for. */
function scopesOf(routes: readonly Route[]): Info['scopes'] {
  const scopes: Record<string, Record<string, object>> = {}
  for (const { access } of routes) {
    if (access === 'any') continue
    const { scope, action, word = 'update' } = access
    const name = typeof action === 'string' ? action : typeof action === 'object' ? action.partOf : word
    scopes[scope] = { ...scopes[scope], [name]: {} }
  }
  // These are asked for when a value turns out to be secret, whatever the route.
  for (const prefix of PREFIXES.filter((one) => catalogue[one].params)) {
    scopes[prefix] = { ...scopes[prefix], getSecure: {}, updateSecure: {} }
  }
  return scopes
}

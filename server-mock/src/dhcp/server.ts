import { Admission, type AdmissionRate } from './admission.ts'
import type { BootAnswer } from './boot/boot-answer.ts'
import type { BootRequest } from './boot/boot-request.ts'
import { linkOf } from './client-message.ts'
import type { DhcpEvent } from './dhcp-event.ts'
import { OptionSource, type RenderOption } from './effective-options.ts'
import { exchange } from './exchange.ts'
import type { Listen } from './network/listeners.ts'
import type { Network } from './network/network.ts'
import { PacketServer } from './packet-server.ts'
import type { Probe } from './probe/probe.ts'
import type { LeaseStore } from './strategy/lease-book.ts'
import { LeaseStrategy } from './strategy/lease-strategy.ts'

/** Settings of the DHCP server; all but `listen` have defaults. */
export interface DhcpSettings {
  readonly listen: Listen
  /** Default 67; 0 picks a free port. */
  readonly port?: number
  /** Port clients receive on; default 68. */
  readonly clientPort?: number
  /** Port relays receive on unless they say otherwise (RFC 8357); default 67. */
  readonly relayPort?: number
  /** Server identifier for clients in whose subnet the server has no address; default its first on the interface. */
  readonly staticAddress?: string
  /** `staticAddress` for all clients; default false. */
  readonly forceStatic?: boolean
  /** New dynamic addresses per link; default 4096 at once and 200 a second. */
  readonly newClients?: AdmissionRate
  /** Messages being decided at a time; default 2048. */
  readonly mostInFlight?: number
}

/** What the DHCP server needs from its surroundings. */
export interface DhcpPorts {
  readonly network: Network
  readonly store: LeaseStore
  /** See {@link BootRequest}; local data only, as it is in the path of every packet. */
  readonly bootFor: (request: BootRequest) => Promise<BootAnswer>
  /** Template engine for option values; default: values are used as they are. */
  readonly renderOption?: RenderOption
  /** Default: new addresses are not probed. */
  readonly probe?: Probe
  /** Wall clock for lease times, milliseconds since 1970; default the system's. */
  readonly now?: () => number
  /** Monotonic clock for events and rates, milliseconds; default the process'. */
  readonly clock?: () => number
  /** Told everything that happens; must not throw. */
  readonly onEvent?: (event: DhcpEvent) => void
}

/**
 * Makes the DHCP server: leases for full subnets, boot files beside another server for proxy subnets.
 *
 * ```ts
 * const server = createDhcpServer({ listen: { kind: 'interfaces' } }, { network: await systemNetwork(), store, bootFor })
 * await server.start()
 * ```
 */
export function createDhcpServer(settings: DhcpSettings, ports: DhcpPorts): PacketServer {
  const { now = Date.now, clock = () => performance.now(), probe, onEvent = () => {} } = ports
  const { staticAddress = '', forceStatic = false, clientPort = 68 } = settings
  const strategy = new LeaseStrategy({ store: ports.store, now, ...(probe !== undefined && { probe }) })
  const admission = new Admission(settings.newClients ?? { burst: 4096, perSecond: 200 }, clock)
  const options = new OptionSource(ports.renderOption ?? ((value) => value))

  return new PacketServer(
    {
      listen: settings.listen,
      port: settings.port ?? 67,
      relayPort: settings.relayPort ?? 67,
      staticAddress,
      mostInFlight: settings.mostInFlight ?? 2048,
    },
    {
      network: ports.network,
      clock,
      onEvent,
      answer: (message, aside) =>
        exchange(message, {
          strategy,
          aside,
          bootFor: ports.bootFor,
          options,
          mayAllocate: () => admission.admit(linkOf(message)),
          staticAddress,
          forceStatic,
          clientPort,
        }),
    },
  )
}

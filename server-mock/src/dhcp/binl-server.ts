import type { BootAnswer } from './boot/boot-answer.ts'
import { type BootRequest, readBootRequest } from './boot/boot-request.ts'
import type { ClientMessage } from './client-message.ts'
import type { DropReason } from './dhcp-event.ts'
import { bootFileOf, incomingOf, OptionSource } from './effective-options.ts'
import { type Exchange, type StaticAddress, serverAddressFor } from './exchange.ts'
import { UNSPECIFIED } from './ipv4.ts'
import { PacketServer } from './packet-server.ts'
import { proxyReply } from './reply.ts'
import type { DhcpPorts, DhcpSettings } from './server.ts'
import { SubnetTable } from './strategy/subnet-table.ts'

/**
 * Makes the PXE boot server (BINL, port 4011): tells firmware that has an address its boot file, once more
 * and by unicast (PXE 2.1 §2.2.5). Same settings and ports as the DHCP server; leases are only read.
 */
export function createBinlServer(settings: DhcpSettings, ports: DhcpPorts): PacketServer {
  const subnets = new SubnetTable()
  const options = new OptionSource(ports.renderOption ?? ((value) => value))
  const { staticAddress = '', forceStatic = false } = settings
  return new PacketServer(
    {
      listen: settings.listen,
      port: settings.port ?? 4011,
      relayPort: settings.relayPort ?? 67,
      staticAddress,
      mostInFlight: settings.mostInFlight ?? 2048,
    },
    {
      network: ports.network,
      clock: ports.clock ?? (() => performance.now()),
      onEvent: ports.onEvent ?? (() => {}),
      answer: (message) =>
        answer(message, { ...ports, subnets, source: options, staticAddress, forceStatic }),
    },
  )
}

interface BinlPorts extends StaticAddress {
  readonly store: DhcpPorts['store']
  readonly bootFor: (request: BootRequest) => Promise<BootAnswer>
  readonly source: OptionSource
  readonly subnets: SubnetTable
}

async function answer(message: ClientMessage, ports: BinlPorts): Promise<Exchange | DropReason> {
  const { packet, type, token, arrival } = message
  if (type !== 'request' && type !== 'discover') return 'not-a-request'
  const address = packet.clientAddress === UNSPECIFIED ? arrival.from.address : packet.clientAddress
  const found = await ports.store.transact((book) => {
    const subnet = ports.subnets.update(book.subnets()).containing([address])
    const reservations = subnet === undefined ? [] : book.reservationsFor('MAC', token)
    return { subnet, reservation: reservations.find(({ Addr }) => Addr === address) ?? reservations[0] }
  })
  const { subnet, reservation } = found
  if (subnet === undefined || !subnet.record.Enabled || subnet.record.Unmanaged) return 'not-our-subnet'

  const options = ports.source.of(subnet.record, reservation, incomingOf(packet))
  if (options.neverBoot) return 'not-a-boot-client'
  const source = serverAddressFor(subnet, arrival, ports)
  const nextServer = reservation?.NextServer || subnet.record.NextServer
  const configuredFile = bootFileOf(options)
  const boot = await ports.bootFor(
    readBootRequest(packet, {
      mac: token,
      address,
      serverAddress: source,
      nextServer,
      configuredFile,
      proxy: true,
    }),
  )
  if (boot.kind === 'none') return 'not-a-boot-client'
  return {
    decision: { kind: 'proxy', reason: 'proxy-subnet', subnet, reservation, options },
    boot,
    problems: options.problems,
    reply: {
      packet: proxyReply(packet, 'ack', options, boot, source),
      destination: { kind: 'unicast', ...arrival.from },
      source,
    },
  }
}

import type { Arrival } from './arrival.ts'
import type { BootAnswer } from './boot/boot-answer.ts'
import { type BootRequest, readBootRequest } from './boot/boot-request.ts'
import type { ClientMessage } from './client-message.ts'
import { option } from './codec/option-code.ts'
import { decodeOptionText } from './codec/option-text.ts'
import type { DhcpPacket } from './codec/packet.ts'
import type { Destination } from './destination.ts'
import { type EffectiveOptions, effectiveOptions, type RenderOption } from './effective-options.ts'
import { contains, formatAddress, parseAddress, UNSPECIFIED } from './ipv4.ts'
import type { RelayRoute } from './relay.ts'
import { leaseReply, nakReply, proxyReply } from './reply.ts'
import type { Decision } from './strategy/decision.ts'
import type { LeaseStrategy } from './strategy/lease-strategy.ts'

/** What answering a packet needs. */
export interface ExchangePorts {
  readonly strategy: LeaseStrategy
  /** Who the client is and what it boots; answers from local data, no remote call. */
  readonly bootFor: (request: BootRequest) => Promise<BootAnswer>
  /** Template engine for option values. */
  readonly renderOption: RenderOption
  /** Whether the client's link may get one more new dynamic address now. */
  readonly mayAllocate: () => boolean
  /** Announced as server identifier instead of the address facing the client; `''`: not forced. */
  readonly staticAddress: string
  /** UDP port of clients, normally 68. */
  readonly clientPort: number
}

/** A packet to send. */
export interface Reply {
  readonly packet: DhcpPacket
  readonly destination: Destination
  /** Address of this server the client knows it by. */
  readonly source: string
}

/** Result of one packet; `reply` is absent when nothing is sent. */
export interface Exchange {
  readonly decision: Decision
  readonly boot?: BootAnswer
  readonly reply?: Reply
  /** Configured options left out because they cannot be rendered or encoded. */
  readonly problems: readonly string[]
}

/** Decides one client message and makes the reply. The lease is durable when the promise resolves. */
export async function exchange(
  { packet, type, token, arrival, relay }: ClientMessage,
  ports: ExchangePorts,
): Promise<Exchange> {
  const incoming = () =>
    new Map([...packet.options].map(([code, value]) => [code, decodeOptionText(code, value)]))
  const decision = await ports.strategy.decide(
    {
      type,
      strategy: 'MAC',
      token,
      relay: relay.link,
      vias: relay.link === '' ? arrival.addresses : [relay.link],
      requested: addressOption(packet, option.requestedAddress),
      current: packet.clientAddress === UNSPECIFIED ? '' : packet.clientAddress,
      server: addressOption(packet, option.serverIdentifier),
    },
    {
      own: arrival.own,
      mayAllocate: ports.mayAllocate,
      optionsFor: (subnet, reservation) =>
        effectiveOptions(subnet, reservation, ports.renderOption, incoming),
    },
  )
  const serverAddress = serverAddressFor(decision, arrival, ports.staticAddress)
  const route = { arrival, relay, clientPort: ports.clientPort }
  switch (decision.kind) {
    case 'offer':
    case 'ack': {
      const { lease, options } = decision.grant
      const known = {
        mac: token,
        address: lease.Addr,
        serverAddress,
        nextServer: lease.NextServer,
        configuredFile: bootFileOf(options),
        proxy: false,
      }
      const refused = lease.SkipBoot || options.neverBoot || !wantsBoot(packet)
      const boot: BootAnswer = refused
        ? { kind: 'none', reason: 'not-a-boot-client' }
        : await ports.bootFor(readBootRequest(packet, known))
      const answer = leaseReply(packet, decision.kind, lease, options, boot, serverAddress)
      const reply = { packet: answer, destination: leaseRoute(answer, route), source: serverAddress }
      return { decision, boot, reply, problems: options.problems }
    }
    case 'proxy': {
      const { subnet, reservation, options } = decision
      const nextServer = reservation?.NextServer || subnet.record.NextServer
      const configuredFile = bootFileOf(options)
      const known = { mac: token, address: '', serverAddress, nextServer, configuredFile, proxy: true }
      const boot: BootAnswer = options.neverBoot
        ? { kind: 'none', reason: 'not-a-boot-client' }
        : await ports.bootFor(readBootRequest(packet, known))
      if (boot.kind === 'none') return { decision, boot, problems: options.problems }
      const answer = proxyReply(packet, 'offer', options, boot, serverAddress)
      const reply = { packet: answer, destination: proxyRoute(answer, route), source: serverAddress }
      return { decision, boot, reply, problems: options.problems }
    }
    case 'nak': {
      const answer = nakReply(packet, decision.reason, serverAddress)
      const destination: Destination =
        relay.replyTo === undefined
          ? { kind: 'broadcast', port: ports.clientPort }
          : { kind: 'unicast', ...relay.replyTo }
      return { decision, reply: { packet: answer, destination, source: serverAddress }, problems: [] }
    }
    case 'probe':
    case 'recorded':
    case 'ignore':
      return { decision, problems: [] }
  }
}

/** The configured boot file (option 67) as latin-1 text; `''` when there is none. */
export function bootFileOf(options: EffectiveOptions): string {
  return Buffer.from(options.values.get(option.bootFile) ?? []).toString('latin1')
}

interface Route {
  readonly arrival: Arrival
  readonly relay: RelayRoute
  readonly clientPort: number
}

/** RFC 2131 §4.1: relay, then the address in use, then broadcast if wanted, then the hardware address. */
function leaseRoute(reply: DhcpPacket, { relay, clientPort: port }: Route): Destination {
  if (relay.replyTo !== undefined) return { kind: 'unicast', ...relay.replyTo }
  if (reply.clientAddress !== UNSPECIFIED) return { kind: 'unicast', address: reply.clientAddress, port }
  if (reply.broadcast) return { kind: 'broadcast', port }
  return { kind: 'hardware', address: reply.yourAddress, hardwareAddress: reply.hardwareAddress, port }
}

/** DRP §proxy: relay, then broadcast to clients without address or that want it, then the sender. */
function proxyRoute(reply: DhcpPacket, { arrival, relay, clientPort: port }: Route): Destination {
  if (relay.replyTo !== undefined) return { kind: 'unicast', ...relay.replyTo }
  if (reply.broadcast || arrival.from.address === UNSPECIFIED) return { kind: 'broadcast', port }
  return { kind: 'unicast', address: arrival.from.address, port }
}

/** Boot is offered to clients that ask for a boot file (option 67 in option 55). */
function wantsBoot(packet: DhcpPacket): boolean {
  return packet.options.get(option.parameterRequestList)?.includes(option.bootFile) === true
}

/** The server's address in the client's subnet, else its first on the interface. */
function serverAddressFor(decision: Decision, arrival: Arrival, forced: string): string {
  if (forced !== '') return forced
  const subnet =
    'grant' in decision ? decision.grant.subnet : 'subnet' in decision ? decision.subnet : undefined
  const facing = arrival.addresses.find((text) => {
    const address = parseAddress(text)
    return subnet !== undefined && address !== undefined && contains(subnet.block, address)
  })
  return facing ?? arrival.addresses[0] ?? UNSPECIFIED
}

/** Address in a four-byte option; `''` when it is absent (the decoder guarantees the length). */
function addressOption(packet: DhcpPacket, code: number): string {
  const value = packet.options.get(code)
  if (value === undefined) return ''
  return formatAddress(value.reduce((sum, byte) => sum * 256 + byte, 0))
}

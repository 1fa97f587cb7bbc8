import type { Arrival } from './arrival.ts'
import type { BootAnswer } from './boot/boot-answer.ts'
import { type BootRequest, readBootRequest } from './boot/boot-request.ts'
import { isMac } from './boot/bsdp.ts'
import type { ClientMessage } from './client-message.ts'
import { option } from './codec/option-code.ts'
import type { DhcpPacket } from './codec/packet.ts'
import type { Destination } from './destination.ts'
import { bootFileOf, incomingOf, type OptionSource } from './effective-options.ts'
import { informExchange, macOffer } from './inform-exchange.ts'
import { contains, parseAddress, UNSPECIFIED } from './ipv4.ts'
import type { RelayRoute } from './relay.ts'
import { leaseReply, nakReply, proxyReply } from './reply.ts'
import type { Decision, Grant } from './strategy/decision.ts'
import type { LeaseStrategy } from './strategy/lease-strategy.ts'
import type { ServedSubnet } from './strategy/subnet-table.ts'

/** What answering a packet needs. */
export interface ExchangePorts {
  readonly strategy: LeaseStrategy
  /** Who the client is and what it boots; answers from local data, no remote call. */
  readonly bootFor: (request: BootRequest) => Promise<BootAnswer>
  readonly options: OptionSource
  /** Whether the client's link may get one more new dynamic address now. */
  readonly mayAllocate: () => boolean
  /** Waits for a probe without counting as work; default: just waits. */
  readonly aside?: <T>(wait: Promise<T>) => Promise<T>
  /** See {@link StaticAddress}. */
  readonly staticAddress: string
  readonly forceStatic: boolean
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
  /** Sent after the first one (Apple NetBoot). */
  readonly second?: Reply
  /** Configured options left out because they cannot be rendered or encoded. */
  readonly problems: readonly string[]
}

/** Decides one client message and makes the reply. The lease is durable when the promise resolves. */
export async function exchange(message: ClientMessage, ports: ExchangePorts): Promise<Exchange> {
  // What an asynchronous function keeps while it waits grows with its length, so the rest is elsewhere.
  return answer(message, await decide(message, ports), ports)
}

function decide({ packet, type, token, arrival, relay }: ClientMessage, ports: ExchangePorts) {
  const incoming = incomingOf(packet)
  return ports.strategy.decide(
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
      ...(ports.aside !== undefined && { aside: ports.aside }),
      optionsFor: (subnet, reservation) => ports.options.of(subnet, reservation, incoming),
    },
  )
}

function answer(
  message: ClientMessage,
  decision: Decision,
  ports: ExchangePorts,
): Exchange | Promise<Exchange> {
  const serverAddress = serverAddressFor(subnetOf(decision), message.arrival, ports)
  switch (decision.kind) {
    case 'offer':
    case 'ack':
      return leaseExchange(message, decision, ports, serverAddress)
    case 'inform':
      return informExchange(message, decision, ports, serverAddress)
    case 'proxy':
      return proxyExchange(message, decision, ports, serverAddress)
    case 'nak': {
      const { replyTo } = message.relay
      const destination: Destination =
        replyTo === undefined
          ? { kind: 'broadcast', port: ports.clientPort }
          : { kind: 'unicast', ...replyTo }
      const packet = nakReply(message.packet, decision.reason, serverAddress)
      return { decision, reply: { packet, destination, source: serverAddress }, problems: [] }
    }
    case 'probe':
    case 'recorded':
    case 'ignore':
      return { decision, problems: [] }
  }
}

const NO_BOOT: BootAnswer = { kind: 'none', reason: 'not-a-boot-client' }

async function leaseExchange(
  message: ClientMessage,
  decision: Decision & { readonly kind: 'offer' | 'ack' },
  ports: ExchangePorts,
  serverAddress: string,
): Promise<Exchange> {
  const { lease, options } = decision.grant
  const refused = lease.SkipBoot || options.neverBoot || !wantsBoot(message.packet)
  const boot = refused
    ? NO_BOOT
    : await ports.bootFor(leaseBootRequest(message, decision.grant, serverAddress))
  const made = leaseAnswer(message, decision, ports, serverAddress, boot)
  if (decision.kind === 'ack' || !isMac(message.packet)) return made
  const mac = await macOffer(message, { ...decision, kind: 'offer' }, ports, serverAddress)
  return mac === undefined ? made : { ...made, second: { ...made.reply, packet: mac } }
}

function leaseBootRequest(
  { packet, token }: ClientMessage,
  { lease, options }: Grant,
  serverAddress: string,
): BootRequest {
  return readBootRequest(packet, {
    mac: token,
    address: lease.Addr,
    serverAddress,
    nextServer: lease.NextServer,
    configuredFile: bootFileOf(options),
    proxy: false,
  })
}

function leaseAnswer(
  { packet, arrival, relay }: ClientMessage,
  decision: Decision & { readonly kind: 'offer' | 'ack' },
  { clientPort }: ExchangePorts,
  serverAddress: string,
  boot: BootAnswer,
): Exchange & { readonly reply: Reply } {
  const { lease, options } = decision.grant
  const made = leaseReply(packet, decision.kind, lease, options, boot, serverAddress)
  const destination = leaseRoute(made, { arrival, relay, clientPort })
  const reply = { packet: made, destination, source: serverAddress }
  return { decision, boot, reply, problems: options.problems }
}

async function proxyExchange(
  { packet, token, arrival, relay }: ClientMessage,
  decision: Decision & { readonly kind: 'proxy' },
  { bootFor, clientPort }: ExchangePorts,
  serverAddress: string,
): Promise<Exchange> {
  const { subnet, reservation, options } = decision
  const nextServer = reservation?.NextServer || subnet.record.NextServer
  const configuredFile = bootFileOf(options)
  const known = { mac: token, address: '', serverAddress, nextServer, configuredFile, proxy: true }
  const boot = options.neverBoot ? NO_BOOT : await bootFor(readBootRequest(packet, known))
  if (boot.kind === 'none') return { decision, boot, problems: options.problems }
  const made = proxyReply(packet, 'offer', options, boot, serverAddress)
  const destination = proxyRoute(made, { arrival, relay, clientPort })
  const reply = { packet: made, destination, source: serverAddress }
  return { decision, boot, reply, problems: options.problems }
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

function subnetOf(decision: Decision): ServedSubnet | undefined {
  return 'grant' in decision ? decision.grant.subnet : 'subnet' in decision ? decision.subnet : undefined
}

/** An address the server announces although it may not have it on the interface. */
export interface StaticAddress {
  /** For clients in whose subnet the server has no address; `''`: none. */
  readonly staticAddress: string
  /** For all clients. */
  readonly forceStatic: boolean
}

/** The server's address in the client's subnet, else the announced one, else its first on the interface. */
export function serverAddressFor(
  subnet: ServedSubnet | undefined,
  arrival: Arrival,
  { staticAddress, forceStatic }: StaticAddress,
): string {
  if (forceStatic && staticAddress !== '') return staticAddress
  const facing = arrival.addresses.find((text) => {
    const address = parseAddress(text)
    return subnet !== undefined && address !== undefined && contains(subnet.block, address)
  })
  return facing ?? (staticAddress || arrival.addresses[0] || UNSPECIFIED)
}

/** Address in a four-byte option; `''` when it is absent (the decoder guarantees the length). */
function addressOption(packet: DhcpPacket, code: number): string {
  const value = packet.options.get(code)
  if (value === undefined) return ''
  return `${value[0]}.${value[1]}.${value[2]}.${value[3]}`
}

import type { Arrival } from './arrival.ts'
import { type ClientMessage, type Dropped, linkOf, readClientMessage } from './client-message.ts'
import { encodePacket } from './codec/encode-packet.ts'
import { option } from './codec/option-code.ts'
import type { DhcpPacket } from './codec/packet.ts'
import type { DhcpEvent, DropReason } from './dhcp-event.ts'
import type { Exchange } from './exchange.ts'
import { type Listen, Listeners } from './network/listeners.ts'
import { type Endpoint, LARGEST_MESSAGE, type Network } from './network/network.ts'

/** How a {@link PacketServer} listens and what bounds it. */
export interface PacketServerSettings {
  readonly listen: Listen
  /** UDP port; 0 picks a free one. */
  readonly port: number
  /** Port of relays, normally 67. */
  readonly relayPort: number
  /** A further address of this server, announced to clients; `''` for none. */
  readonly staticAddress: string
  /** Messages being decided at a time; more are dropped, their senders ask again. */
  readonly mostInFlight: number
}

/** Waits for something while the message does not count as one being decided (a probe takes long, and no work). */
export type Aside = <T>(wait: Promise<T>) => Promise<T>

/** Ports of a {@link PacketServer}. */
export interface PacketServerPorts {
  readonly network: Network
  /** Milliseconds, monotonic: receipt stamps in events. */
  readonly clock: () => number
  readonly onEvent: (event: DhcpEvent) => void
  /** Decides a message; a reason instead of an exchange drops it. What it waits for `aside` is not counted. */
  readonly answer: (message: ClientMessage, aside: Aside) => Promise<Exchange | DropReason>
}

/** Largest reply: what fits an Ethernet frame, whatever larger sizes clients announce. Bytes of UDP payload. */
const LARGEST_REPLY = 1472
const TOO_LARGE: Dropped = { reason: 'too-large', detail: '' }
const NOTHING = Promise.resolve()
const NO_OPTIONS: readonly number[] = []
/** IP and UDP headers, which option 57 counts in. */
const HEADERS = 28

/**
 * Receives DHCP messages, lets `answer` decide them at the same time but each client's only once, and sends
 * the replies. A bad packet or a failing decision costs that packet and nothing else.
 */
export class PacketServer {
  readonly #settings: PacketServerSettings
  readonly #ports: PacketServerPorts
  readonly #listeners: Listeners
  /** Work in progress by message type and client. */
  readonly #inFlight = new Map<string, Promise<void>>()
  readonly #perLink = new Map<string, number>()
  /** Messages being decided, without those that wait aside. */
  #deciding = 0
  #stopping = false

  constructor(settings: PacketServerSettings, ports: PacketServerPorts) {
    this.#settings = settings
    this.#ports = ports
    this.#listeners = new Listeners(ports.network, settings.listen, settings.port, settings.staticAddress, {
      onMessage: (...received) => this.#receive(...received),
      onListening: (on, port) => ports.onEvent({ kind: 'listening', on, port }),
      onClosed: (on) => ports.onEvent({ kind: 'closed', on }),
      onLimited: (detail) => ports.onEvent({ kind: 'limited', detail }),
      onUnserved: (on, error) => ports.onEvent({ kind: 'unserved', on, error }),
    })
  }

  /** Interfaces or addresses and ports the server listens on now. */
  listening(): readonly { readonly on: string; readonly port: number }[] {
    return this.#listeners.open()
  }

  /** Begins to serve; rejects with BindError when a given address cannot be bound. */
  start(): Promise<void> {
    return this.#listeners.start()
  }

  /** Looks for new, gone and changed interfaces now; happens by itself every ten seconds. */
  refresh(): Promise<void> {
    return this.#listeners.refresh()
  }

  /** Lets running decisions end, then closes all sockets. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#inFlight.values())
    await this.#listeners.stop()
  }

  #receive(bytes: Uint8Array, arrival: Arrival, endpoint: Endpoint, cut: boolean): void {
    if (this.#stopping) return
    const at = this.#ports.clock()
    const message =
      cut || bytes.length > LARGEST_MESSAGE
        ? TOO_LARGE
        : readClientMessage(bytes, arrival, this.#settings.relayPort)
    const dropped = 'reason' in message ? message : this.#begin(message, endpoint, at)
    if (dropped !== undefined) this.#drop(at, arrival, dropped)
  }

  /** Starts deciding a message, unless its client is being answered or too much is going on. */
  #begin(message: ClientMessage, endpoint: Endpoint, at: number): Dropped | undefined {
    const key = `${message.type} ${message.token}`
    if (this.#inFlight.has(key)) return { reason: 'duplicate', detail: key }
    const link = linkOf(message)
    const onLink = this.#perLink.get(link) ?? 0
    const { mostInFlight } = this.#settings
    // Half stays for the other links, so that one flooded link cannot shut them out.
    if (this.#deciding >= mostInFlight || onLink >= mostInFlight / 2) {
      return { reason: 'overloaded', detail: link }
    }
    this.#count(link, 1)
    // In the map before the work begins, which may end at once.
    this.#inFlight.set(key, NOTHING)
    const work = this.#work(message, endpoint, at, key, link)
    if (this.#inFlight.has(key)) this.#inFlight.set(key, work)
    return undefined
  }

  async #work(
    message: ClientMessage,
    endpoint: Endpoint,
    at: number,
    key: string,
    link: string,
  ): Promise<void> {
    const aside: Aside = (wait) => {
      this.#count(link, -1)
      return wait.finally(() => this.#count(link, 1))
    }
    try {
      const exchange = await this.#ports.answer(message, aside)
      if (typeof exchange === 'string') this.#drop(at, message.arrival, { reason: exchange, detail: '' })
      else this.#decided(message, at, exchange, await this.#send(message, endpoint, exchange))
    } catch (error) {
      const { interface: on, from } = message.arrival
      this.#ports.onEvent({ kind: 'failed', at, on, from, error })
    } finally {
      this.#inFlight.delete(key)
      this.#count(link, -1)
    }
  }

  #count(link: string, by: number): void {
    this.#deciding += by
    const left = (this.#perLink.get(link) ?? 0) + by
    if (left > 0) this.#perLink.set(link, left)
    else this.#perLink.delete(link)
  }

  /** Sends what there is to send; options that did not fit. */
  #send({ packet }: ClientMessage, endpoint: Endpoint, exchange: Exchange) {
    const { reply, second } = exchange
    if (reply === undefined) return NO_OPTIONS
    const limit = replyLimit(packet)
    const { bytes, dropped } = encodePacket(reply.packet, limit)
    const sent = endpoint.send(bytes, reply.destination, reply.source).then(() => dropped)
    if (second === undefined) return sent
    const next = () =>
      endpoint.send(encodePacket(second.packet, limit).bytes, second.destination, second.source)
    return sent.then(next).then(() => dropped)
  }

  #decided(
    { arrival, packet, token }: ClientMessage,
    at: number,
    exchange: Exchange,
    dropped: readonly number[],
  ): void {
    const { interface: on, from } = arrival
    const took = this.#ports.clock() - at
    this.#ports.onEvent({ kind: 'decided', at, took, on, from, token, packet, exchange, dropped })
  }

  #drop(at: number, { interface: on, from }: Arrival, { reason, detail }: Dropped): void {
    this.#ports.onEvent({ kind: 'dropped', at, on, from, reason, detail })
  }
}

/** UDP payload a client accepts (option 57, at least 576 with headers; RFC 2132 §9.10). */
function replyLimit({ options }: DhcpPacket): number {
  const [high, low] = options.get(option.maximumMessageSize) ?? []
  const announced = high === undefined || low === undefined ? 576 : high * 256 + low
  return Math.min(LARGEST_REPLY, Math.max(576, announced) - HEADERS)
}

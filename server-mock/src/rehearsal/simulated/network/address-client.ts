import { type DhcpClient, discoverPacket, renewPacket, selectPacket } from '../../../dhcp/client.ts'
import { DhcpRelay } from '../../../dhcp/client-exchange.ts'
import { typeOf } from '../../../dhcp/codec/message-type.ts'
import { option } from '../../../dhcp/codec/option-code.ts'
import type { DhcpPacket } from '../../../dhcp/codec/packet.ts'
import type { Peer } from '../../../dhcp/destination.ts'
import { abortable } from '../abortable.ts'
import type { NetworkFaults } from './faults.ts'

/** How machines reach the DHCP server. */
export interface DhcpPlace {
  /** Address of the server, loopback as a rule; the simulated relay agent sends from it too. */
  readonly host: string
  readonly port: number
  /** An address of the subnet the machines are in, such as its router's (RFC 3527). */
  readonly linkAddress: string
}

/** What a machine was given. */
export interface Binding {
  readonly address: string
  /** Address of the DHCP server. */
  readonly server: string
  /** Seconds. */
  readonly leaseTime: number
  readonly hostName: string
  readonly router: string
  readonly mask: string
  /** File to load, empty for none. */
  readonly bootFile: string
  /** Server to load it from by TFTP. */
  readonly nextServer: string
}

/** The server refuses the address (NAK): the client has to begin again. */
export class AddressRefused extends Error {
  readonly code = 'address_refused'

  constructor(mac: string, address: string) {
    super(`the DHCP server refuses ${address} to ${mac}; its log says why`)
    this.name = 'AddressRefused'
  }
}

/** The simulated relay agent that machines are behind: one socket for any number of them. */
export class Link {
  readonly #place: DhcpPlace
  readonly #faults: NetworkFaults | undefined
  #relay: Promise<DhcpRelay> | undefined

  constructor(place: DhcpPlace, faults?: NetworkFaults) {
    this.#place = place
    this.#faults = faults
  }

  /**
   * Gets an address: DISCOVER, OFFER, REQUEST, ACK.
   *
   * @throws DhcpTimeout when nobody answers, AddressRefused
   */
  async acquire(client: Omit<DhcpClient, 'relay'>, signal: AbortSignal): Promise<Binding> {
    const whole = this.#behindRelay(client)
    const offer = await this.#exchange(discoverPacket(whole), signal)
    const ack = await this.#exchange(selectPacket(whole, offer), signal)
    if (typeOf(ack) === 'nak') throw new AddressRefused(client.mac, offer.yourAddress)
    return bindingOf(ack)
  }

  /** Keeps an address. @throws DhcpTimeout, AddressRefused */
  async renew(client: Omit<DhcpClient, 'relay'>, address: string, signal: AbortSignal): Promise<Binding> {
    const ack = await this.#exchange(renewPacket(this.#behindRelay(client), address), signal)
    if (typeOf(ack) === 'nak') throw new AddressRefused(client.mac, address)
    return bindingOf(ack)
  }

  /** Frees the socket; it is opened again when needed. */
  async close(): Promise<void> {
    const relay = this.#relay
    this.#relay = undefined
    await (await relay)?.close()
  }

  #behindRelay(client: Omit<DhcpClient, 'relay'>): DhcpClient {
    return { ...client, relay: { address: this.#place.host, link: this.#place.linkAddress } }
  }

  async #exchange(message: DhcpPacket, signal: AbortSignal): Promise<DhcpPacket> {
    const server: Peer = { address: this.#place.host, port: this.#place.port }
    this.#relay ??= DhcpRelay.open(this.#place.host, server, this.#faults?.loses)
    const relay = await this.#relay.catch((error: unknown) => {
      this.#relay = undefined
      throw error
    })
    return abortable(relay.exchange(message), signal)
  }
}

function bindingOf(ack: DhcpPacket): Binding {
  const bytes = (code: number) => Buffer.from(ack.options.get(code) ?? [])
  const text = (code: number) => bytes(code).toString('latin1')
  const dotted = (code: number) => (bytes(code).length < 4 ? '' : [...bytes(code).subarray(0, 4)].join('.'))
  const time = bytes(option.leaseTime)
  return {
    address: ack.yourAddress,
    server: dotted(option.serverIdentifier),
    leaseTime: time.length === 4 ? time.readUInt32BE() : 60,
    hostName: text(HOST_NAME),
    router: dotted(option.router),
    mask: dotted(option.subnetMask),
    bootFile: ack.file || text(option.bootFile),
    nextServer: ack.serverName || ack.serverAddress,
  }
}

/** Option 12 (RFC 2132 §3.14). */
const HOST_NAME = 12

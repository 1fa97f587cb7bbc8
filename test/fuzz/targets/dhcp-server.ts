import { setImmediate as turn } from 'node:timers/promises'
import { type DhcpClient, discoverPacket } from '../../../server-mock/src/dhcp/client.ts'
import { decodePacket } from '../../../server-mock/src/dhcp/codec/decode-packet.ts'
import { encodePacket } from '../../../server-mock/src/dhcp/codec/encode-packet.ts'
import { typeOf } from '../../../server-mock/src/dhcp/codec/message-type.ts'
import type { DhcpEvent } from '../../../server-mock/src/dhcp/dhcp-event.ts'
import type { Network, OnMessage } from '../../../server-mock/src/dhcp/network/network.ts'
import { createDhcpServer } from '../../../server-mock/src/dhcp/server.ts'
import { MemoryLeaseStore } from '../../../server-mock/src/dhcp/strategy/memory-lease-store.ts'
import { Metrics } from '../../../server-mock/src/metrics/metrics.ts'
import { mac, reservation, SERVER, subnet } from '../../../server-mock/test/dhcp/strategy/bench-of-leases.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { counted } from './counted.ts'
import { dhcpPacket } from './dhcp-packet.ts'

/** Inputs after which an honest client asks, and after which the metrics are added up. */
const HONEST = 50
const ADDED_UP = 2000
const GOOD: DhcpClient = { mac: mac(1), stage: 'pxe-uefi', transactionId: 77 }

/** A DHCP server on a network that is not there. */
class Bench {
  readonly #metrics = new Metrics(async function* () {})
  readonly #server
  #deliver: OnMessage = () => {}
  #sent: Uint8Array[] = []
  #event: DhcpEvent | undefined
  #told: (event: DhcpEvent) => void = () => {}
  #given = 0

  private constructor() {
    const network: Network = {
      interfaces: async () => [
        {
          name: 'eth0',
          index: 2,
          addresses: [SERVER],
          networks: [`${SERVER}/24`],
          loopback: false,
          up: true,
        },
      ],
      open: async (_binding, onMessage) => {
        this.#deliver = onMessage
        return {
          port: 67,
          send: async (message) => {
            this.#sent.push(message)
          },
          close: async () => {},
        }
      },
    }
    this.#server = createDhcpServer(
      { listen: { kind: 'interfaces' } },
      {
        network,
        store: new MemoryLeaseStore({ subnets: [subnet()], reservations: [reservation()] }),
        bootFor: async () => ({ kind: 'none', reason: 'not-a-boot-client' }),
        onEvent: (event) => {
          this.#metrics.dhcp(event)
          if (!['dropped', 'decided', 'failed'].includes(event.kind)) return
          if (this.#event !== undefined) throw new Error('two things came of one packet')
          this.#event = event
          this.#told(event)
        },
      },
    )
  }

  static async start(): Promise<Bench> {
    const bench = new Bench()
    await bench.#server.start()
    return bench
  }

  /** What came of a packet; exactly one thing does. */
  async give(packet: Uint8Array): Promise<{ event: DhcpEvent; sent: readonly Uint8Array[] }> {
    const number = ++this.#given
    this.#event = undefined
    this.#sent = []
    const done = new Promise<DhcpEvent>((resolve) => {
      this.#told = resolve
    })
    this.#deliver(packet, { address: '0.0.0.0', port: 68 })
    const event = this.#event ?? (await done)
    const sent = this.#sent
    // The next packet comes in a turn of its own, as from a socket.
    await turn()
    if (number % HONEST === 0) await this.#honest()
    if (number % ADDED_UP === 0) await this.#addUp()
    return { event, sent }
  }

  /** An honest client is answered, whatever came before. */
  async #honest(): Promise<void> {
    const { event, sent } = await this.give(encodePacket(discoverPacket(GOOD), 1472).bytes)
    const offers = sent.map((bytes) => decodePacket(bytes)).filter((packet) => typeOf(packet) === 'offer')
    if (offers[0]?.transactionId !== GOOD.transactionId)
      throw new Error(`an honest client got no offer: ${brief(event)}`)
    if (offers[0].yourAddress !== '10.0.0.50') throw new Error(`it was offered ${offers[0].yourAddress}`)
  }

  /** Every packet is counted once. */
  async #addUp(): Promise<void> {
    const names = [
      'metalwright_dhcp_dropped_total',
      'metalwright_dhcp_decisions_total',
      'metalwright_dhcp_failed_total',
    ]
    const all = await counted(this.#metrics, names)
    if (all !== this.#given) throw new Error(`${this.#given} packets came, ${all} are counted`)
  }

  async stop(): Promise<void> {
    await this.#server.stop()
  }
}

/** What came of a packet, in few words. */
function brief(event: DhcpEvent): string {
  if (event.kind === 'dropped')
    return event.reason === 'malformed' ? `malformed ${event.detail.split(':')[0]}` : event.reason
  return event.kind === 'decided' ? event.exchange.decision.kind : event.kind
}

/**
 * Datagrams to a DHCP server: each comes to exactly one thing, is counted, and is no fault of the server; honest
 * clients in between are answered.
 */
export const dhcpServer: FuzzTarget = dhcpServerTarget()

function dhcpServerTarget(): FuzzTarget {
  let bench: Promise<Bench> | undefined
  return {
    name: 'dhcp-server',
    pieces: dhcpPacket.pieces,
    inputs: dhcpPacket.inputs,
    run: async (input) => {
      bench ??= Bench.start()
      const { event } = await (await bench).give(input)
      if (event.kind === 'failed') throw event.error
      return brief(event)
    },
    close: async () => {
      await (await bench)?.stop()
      bench = undefined
    },
  }
}

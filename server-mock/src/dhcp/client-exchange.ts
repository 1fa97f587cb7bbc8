import type { Socket } from 'node:dgram'
import { decodePacket } from './codec/decode-packet.ts'
import { encodePacket } from './codec/encode-packet.ts'
import { type MessageType, typeOf } from './codec/message-type.ts'
import type { DhcpPacket } from './codec/packet.ts'
import type { Peer } from './destination.ts'
import { closeDatagram, openDatagram, sendDatagram } from './network/datagram.ts'

/** Nobody answered a client's message. */
export class DhcpTimeout extends Error {
  override readonly name = 'DhcpTimeout'
  readonly code = 'dhcp-timeout'

  constructor(server: Peer, tries: number) {
    super(
      `no DHCP answer from ${server.address}:${server.port} after ${tries} tries; look in the server's log for why it ignored the client`,
    )
  }
}

/** How long a client waits. */
export interface Patience {
  /** Milliseconds for each try; default 1000. */
  readonly wait?: number
  /** Sends in all; default 4. */
  readonly tries?: number
}

/**
 * A relay agent in one socket: many simulated clients, told apart by hardware address and transaction,
 * exchange messages with one server through it.
 *
 * ```ts
 * const relay = await DhcpRelay.open('127.0.0.1', { address: '127.0.0.1', port })
 * const client = { mac, stage: 'pxe-bios', transactionId: 1, relay: { address: relay.address, link: '10.0.0.1' } } as const
 * const offer = await relay.exchange(discoverPacket(client))
 * const ack = await relay.exchange(selectPacket(client, offer))
 * ```
 */
export class DhcpRelay {
  /** The relay's own address: giaddr of what it sends. */
  readonly address: string
  readonly #server: Peer
  readonly #socket: Socket
  readonly #waiting: Map<string, (reply: DhcpPacket) => void>
  readonly #loses: () => boolean

  private constructor(
    address: string,
    server: Peer,
    socket: Socket,
    waiting: Map<string, (reply: DhcpPacket) => void>,
    loses: () => boolean,
  ) {
    this.address = address
    this.#server = server
    this.#socket = socket
    this.#waiting = waiting
    this.#loses = loses
  }

  /**
   * Opens a relay on a local address, towards a server; the port is picked by the system.
   *
   * @param loses whether a packet is lost on its way; asked for each, either way
   */
  static async open(address: string, server: Peer, loses: () => boolean = () => false): Promise<DhcpRelay> {
    const waiting = new Map<string, (reply: DhcpPacket) => void>()
    const socket = await openDatagram({ address, port: 0, reuse: false }, (bytes) => {
      if (loses()) return
      try {
        const reply = decodePacket(bytes)
        waiting.get(conversation(reply))?.(reply)
      } catch {
        // What is not DHCP answers nobody.
      }
    })
    return new DhcpRelay(address, server, socket, waiting, loses)
  }

  /**
   * Sends a message, again when unanswered, and gives the reply to it. Rejects with {@link DhcpTimeout}.
   * One message per transaction at a time.
   */
  async exchange(message: DhcpPacket, { wait = 1000, tries = 4 }: Patience = {}): Promise<DhcpPacket> {
    const key = conversation(message)
    const expected = repliesTo[typeOf(message) ?? 'discover'] ?? []
    const { bytes } = encodePacket(message)
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<DhcpPacket>((resolve, reject) => {
        this.#waiting.set(key, (reply) => {
          if (expected.includes(typeOf(reply) ?? 'inform')) resolve(reply)
        })
        let sent = 0
        const next = () => {
          if (sent++ >= tries) return reject(new DhcpTimeout(this.#server, tries))
          timer = setTimeout(next, wait)
          if (!this.#loses()) sendDatagram(this.#socket, bytes, this.#server).catch(reject)
        }
        next()
      })
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(key)
    }
  }

  /** Sends a message that has no reply (RELEASE, DECLINE). */
  send(message: DhcpPacket): Promise<void> {
    return sendDatagram(this.#socket, encodePacket(message).bytes, this.#server)
  }

  /** Frees the port; exchanges still waiting end by their time-out. */
  close(): Promise<void> {
    return closeDatagram(this.#socket)
  }
}

const repliesTo: Partial<Readonly<Record<MessageType, readonly MessageType[]>>> = {
  discover: ['offer'],
  request: ['ack', 'nak'],
}

function conversation({ hardwareAddress, transactionId }: DhcpPacket): string {
  return `${Buffer.from(hardwareAddress).toString('hex')} ${transactionId}`
}

import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { fileName } from './file-name.ts'
import { negotiate, type TermLimits, usualLimits } from './negotiation.ts'
import {
  decodeTftp,
  encodeTftp,
  TftpDecodeError,
  type TftpOptions,
  type TftpPacket,
  tftpError,
} from './packet.ts'
import type { RefuseReason, TftpEvent, TftpPeer } from './tftp-event.ts'
import { type TftpFile, Transfer } from './transfer.ts'
import { openTransferSocket } from './transfer-socket.ts'

/** Settings of the TFTP server; all have defaults. */
export interface TftpSettings {
  /**
   * Local addresses to listen on, default `0.0.0.0`. A server with several addresses lists them, so that
   * answers come from the address that was asked.
   */
  readonly addresses?: readonly string[]
  /** Default 69; 0 picks a free one. */
  readonly port?: number
  readonly limits?: TermLimits
  /** Transfers at a time in all; default 4096. */
  readonly mostTransfers?: number
  /** Transfers at a time of one address; default 64. */
  readonly mostPerPeer?: number
}

/** What the TFTP server needs from its surroundings. */
export interface TftpPorts {
  /**
   * Finds a file by name: relative, `/` between parts, never with `..`. Undefined when there is none.
   * May reject: the client is told that the file cannot be read.
   */
  readonly open: (name: string, from: { readonly peer: TftpPeer }) => Promise<TftpFile | undefined>
  /** Milliseconds, monotonic; default the process'. */
  readonly clock?: () => number
  /** Calls back after some milliseconds; the result cancels it. */
  readonly after?: (milliseconds: number, call: () => void) => () => void
  /** Told everything that happens; must not throw. */
  readonly onEvent?: (event: TftpEvent) => void
}

/** A port cannot be bound. */
export class TftpBindError extends Error {
  override readonly name = 'TftpBindError'
  readonly code = 'tftp-bind'
}

/**
 * A read-only TFTP server (RFC 1350, 2347, 2348, 2349, 7440): one socket for requests, one for each transfer.
 *
 * ```ts
 * const server = new TftpServer({}, { open: async (name) => table.get(name) })
 * await server.start()
 * ```
 */
export class TftpServer {
  readonly #settings: Required<TftpSettings>
  readonly #ports: Required<TftpPorts>
  readonly #sockets: Socket[] = []
  /** Stops a running transfer, by peer address and port. */
  readonly #transfers = new Map<string, () => void>()
  readonly #perPeer = new Map<string, number>()

  constructor(settings: TftpSettings, ports: TftpPorts) {
    this.#settings = {
      addresses: ['0.0.0.0'],
      port: 69,
      limits: usualLimits,
      mostTransfers: 4096,
      mostPerPeer: 64,
      ...settings,
    }
    this.#ports = { clock: () => performance.now(), after: afterReal, onEvent: () => {}, ...ports }
  }

  /** Addresses and ports listened on. */
  listening(): readonly TftpPeer[] {
    return this.#sockets.map((socket) => {
      const { address, port } = socket.address()
      return { address, port }
    })
  }

  /** Begins to serve; rejects with {@link TftpBindError}. */
  async start(): Promise<void> {
    for (const address of this.#settings.addresses) {
      const socket = createSocket('udp4')
      try {
        const listening = once(socket, 'listening')
        socket.bind({ address, port: this.#settings.port, exclusive: true })
        await listening
      } catch (cause) {
        await this.stop()
        const where = `${address}:${this.#settings.port}`
        throw new TftpBindError(
          `cannot listen for TFTP on ${where}; ports under 1024 need root or CAP_NET_BIND_SERVICE, and another TFTP server may hold the port`,
          { cause },
        )
      }
      socket.on('error', () => {})
      socket.on('message', (message, { address: from, port }) => {
        this.#request(message, { address: from, port }, socket).catch((error: unknown) => {
          this.#refuse({ address: from, port }, 'failed', String(error))
        })
      })
      this.#sockets.push(socket)
      this.#ports.onEvent({ kind: 'listening', address, port: socket.address().port })
    }
  }

  /** Ends all transfers, telling their peers, and frees the ports. */
  async stop(): Promise<void> {
    for (const stop of this.#transfers.values()) stop()
    await Promise.all(
      this.#sockets.splice(0).map((socket) => new Promise<void>((done) => socket.close(() => done()))),
    )
  }

  async #request(message: Uint8Array, peer: TftpPeer, socket: Socket): Promise<void> {
    const refuse = (reason: RefuseReason, detail: string, code: number, text: string) => {
      this.#refuse(peer, reason, detail)
      const answer = encodeTftp({ kind: 'error', code, message: text })
      socket.send(answer, peer.port, peer.address, () => {})
    }
    const packet = read(message)
    if (packet instanceof TftpDecodeError) {
      return refuse('malformed', packet.message, tftpError.illegalOperation, 'not a TFTP request')
    }
    // Errors are never answered, nor is what belongs to a transfer that is over (RFC 1350 §4).
    if (packet.kind !== 'read' && packet.kind !== 'write')
      return this.#refuse(peer, 'not-a-request', packet.kind)
    if (packet.kind === 'write')
      return refuse('read-only', packet.name, tftpError.accessViolation, 'this server is read-only')
    if (packet.mode !== 'octet')
      return refuse('bad-mode', packet.mode, tftpError.illegalOperation, 'only octet mode is served')
    const name = fileName(packet.name)
    if (name === undefined) return refuse('bad-name', packet.name, tftpError.accessViolation, 'no such name')

    const key = `${peer.address} ${peer.port}`
    // The client repeated its request: the answer is on its way.
    if (this.#transfers.has(key)) return
    const ofPeer = this.#perPeer.get(peer.address) ?? 0
    if (this.#transfers.size >= this.#settings.mostTransfers || ofPeer >= this.#settings.mostPerPeer) {
      return this.#refuse(peer, 'busy', name)
    }
    const release = this.#take(key, peer.address)
    try {
      const file = await this.#ports.open(name, { peer })
      if (file === undefined) {
        release()
        return refuse('not-found', name, tftpError.notFound, 'file not found')
      }
      await this.#transfer(key, peer, name, file, packet.options, socket.address().address, release)
    } catch (error) {
      release()
      refuse(
        'failed',
        `${name}: ${error instanceof Error ? error.message : error}`,
        tftpError.undefined,
        'cannot read the file',
      )
    }
  }

  /** Counts a transfer from the moment it is asked for; the result gives its place back, once. */
  #take(key: string, address: string): () => void {
    this.#transfers.set(key, () => {})
    this.#perPeer.set(address, (this.#perPeer.get(address) ?? 0) + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#transfers.delete(key)
      const left = (this.#perPeer.get(address) ?? 1) - 1
      if (left > 0) this.#perPeer.set(address, left)
      else this.#perPeer.delete(address)
    }
  }

  async #transfer(
    key: string,
    peer: TftpPeer,
    name: string,
    file: TftpFile,
    options: TftpOptions,
    address: string,
    release: () => void,
  ): Promise<void> {
    const started = this.#ports.clock()
    const socket = await openTransferSocket(
      address,
      peer,
      (message) => transfer.receive(message),
      () => transfer.lose(),
    )
    const transfer = new Transfer(file, negotiate(options, file.size, this.#settings.limits), {
      send: (message) => socket.send(message, () => {}),
      after: this.#ports.after,
      onEnd: (end, error) => {
        release()
        socket.close()
        const at = this.#ports.clock()
        const took = at - started
        this.#ports.onEvent({
          kind: 'ended',
          at,
          peer,
          name,
          end,
          took,
          ...(error !== undefined && { error }),
        })
      },
    })
    this.#transfers.set(key, () => transfer.stop())
    this.#ports.onEvent({ kind: 'started', at: started, peer, name, size: file.size })
    transfer.start()
  }

  #refuse(peer: TftpPeer, reason: RefuseReason, detail: string): void {
    this.#ports.onEvent({ kind: 'refused', at: this.#ports.clock(), peer, reason, detail })
  }
}

function read(message: Uint8Array): TftpPacket | TftpDecodeError {
  try {
    return decodeTftp(message)
  } catch (error) {
    if (error instanceof TftpDecodeError) return error
    throw error
  }
}

function afterReal(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds)
  return () => clearTimeout(timer)
}

import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { fileName } from './file-name.ts'
import { LocalTransfers } from './local-transfers.ts'
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
import { sizeOf, type TftpFile } from './tftp-file.ts'
import type { TransferRunner } from './transfer-runner.ts'
import { TransferTable } from './transfer-table.ts'

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
  /**
   * Whether transfers are sent from the port of the requests, for firewalls and address translation that let pass
   * no others; default `false`, a port for each (RFC 1350 §4).
   */
  readonly singlePort?: boolean
}

/** A file that was found. */
export interface OpenTftpFile {
  readonly file: TftpFile
  /** Called once, when it is needed no more. */
  readonly close?: () => Promise<void>
}

/** What the TFTP server needs from its surroundings. */
export interface TftpPorts {
  /**
   * Finds a file by name: relative, `/` between parts, never with `..`. Undefined when there is none.
   * May reject: the client is told that the file cannot be read.
   */
  readonly open: (name: string, from: { readonly peer: TftpPeer }) => Promise<OpenTftpFile | undefined>
  /** Gives what runs the transfers; the event loop does when it is absent or rejects. */
  readonly openRunner?: () => Promise<TransferRunner>
  /** Milliseconds, monotonic; default the process'. */
  readonly clock?: () => number
  /** Told everything that happens; must not throw. */
  readonly onEvent?: (event: TftpEvent) => void
}

/** A request that gets a file. */
interface AcceptedRequest {
  readonly peer: TftpPeer
  readonly name: string
  readonly options: TftpOptions
  readonly socket: Socket
  /** Gives the place of the transfer back. */
  readonly release: () => void
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
 * const open = async (name: string) => ({ file: { kind: 'bytes', bytes: await load(name) } })
 * const server = new TftpServer({}, { open, openRunner: openThreadTransfers })
 * await server.start()
 * ```
 */
export class TftpServer {
  readonly #settings: Required<TftpSettings>
  readonly #ports: Required<TftpPorts>
  readonly #sockets: Socket[] = []
  readonly #table: TransferTable
  #runner: TransferRunner = new LocalTransfers()

  constructor(settings: TftpSettings, ports: TftpPorts) {
    this.#settings = {
      addresses: ['0.0.0.0'],
      port: 69,
      limits: usualLimits,
      mostTransfers: 4096,
      mostPerPeer: 64,
      singlePort: false,
      ...settings,
    }
    this.#ports = {
      clock: () => performance.now(),
      openRunner: async () => this.#runner,
      onEvent: () => {},
      ...ports,
    }
    this.#table = new TransferTable(this.#settings.mostTransfers, this.#settings.mostPerPeer)
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
    this.#runner = await this.#ports.openRunner().catch(() => this.#runner)
    for (const address of this.#settings.addresses) {
      const socket = createSocket({ type: 'udp4', reuseAddr: this.#settings.singlePort })
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
        this.#take(message, { address: from, port }, socket)
      })
      this.#sockets.push(socket)
      this.#ports.onEvent({ kind: 'listening', address, port: socket.address().port })
    }
  }

  /** Ends all transfers, telling their peers, and frees the ports. */
  async stop(): Promise<void> {
    await this.#runner.close()
    await Promise.all(
      this.#sockets.splice(0).map((socket) => new Promise<void>((done) => socket.close(() => done()))),
    )
  }

  #take(message: Uint8Array, peer: TftpPeer, socket: Socket): void {
    this.#request(message, peer, socket).catch((error: unknown) => this.#refuse(peer, 'failed', text(error)))
  }

  async #request(message: Uint8Array, peer: TftpPeer, socket: Socket): Promise<void> {
    const refuse = (reason: RefuseReason, detail: string, code: number, told: string) => {
      this.#refuse(peer, reason, detail)
      const answer = encodeTftp({ kind: 'error', code, message: told })
      if (this.#sockets.includes(socket)) socket.send(answer, peer.port, peer.address, () => {})
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

    const place = this.#table.take(peer, message, () => this.#take(message, peer, socket))
    if (place === 'later') return
    if (typeof place === 'string') return this.#refuse(peer, place, name)
    try {
      const found = await this.#ports.open(name, { peer })
      if (found === undefined) {
        place.release()
        return refuse('not-found', name, tftpError.notFound, 'file not found')
      }
      await this.#transfer({ peer, name, options: packet.options, socket, release: place.release }, found)
    } catch (error) {
      place.release()
      refuse('failed', `${name}: ${text(error)}`, tftpError.undefined, 'cannot read the file')
    }
  }

  async #transfer(request: AcceptedRequest, { file, close = async () => {} }: OpenTftpFile): Promise<void> {
    const { peer, name, options, socket, release } = request
    const { onEvent, clock } = this.#ports
    const started = clock()
    const size = sizeOf(file)
    const { address, port } = socket.address()
    try {
      await this.#runner.run({
        local: { address, port: this.#settings.singlePort ? port : 0 },
        peer,
        file,
        terms: negotiate(options, size, this.#settings.limits),
        onEnd: (result) => {
          release()
          close().catch(() => {})
          const at = clock()
          onEvent({ kind: 'ended', at, peer, name, took: at - started, ...result })
        },
        onOther: (message, from) => this.#take(message, from, socket),
      })
      onEvent({ kind: 'started', at: started, peer, name, size })
    } catch (error) {
      await close()
      throw error
    }
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

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { BlockRun, type BlockSource } from './block-run.ts'
import type { TransferTerms } from './negotiation.ts'
import { DATA_HEADER, decodeTftp, encodeTftp, TftpDecodeError, type TftpPacket, tftpError } from './packet.ts'
import type { ReadPieces } from './tftp-file.ts'

/** How a transfer ended. `aborted` is normal: firmware asks for the size and then breaks off. */
export type TransferEnd = 'complete' | 'aborted' | 'peer-silent' | 'read-failed'

/** A transfer that is over. */
export interface TransferResult {
  readonly end: TransferEnd
  /** Windows that were sent once more, since they or what acknowledged them was lost. */
  readonly repeated: number
  /** Messages of the peer that made no sense. */
  readonly dropped: number
  readonly error?: unknown
}

/** What a transfer needs from outside. */
export interface TransferPorts {
  /** Reads the file. */
  readonly read: ReadPieces
  /**
   * Sends datagrams to the peer: `each` bytes make one, the rest the last. The bytes are overwritten later on.
   * Losing them is like losing them on the wire.
   */
  readonly send: (bytes: Uint8Array, each: number) => void
  /** Calls back after some milliseconds; the result cancels it. */
  readonly after: (milliseconds: number, call: () => void) => () => void
  /** Told once, at the end. */
  readonly onEnd: (result: TransferResult) => void
}

/** Times the first answer is repeated to a peer that has not shown it is there: it may be a forged victim. */
const UNPROVEN_RETRIES = 2
const RETRIES = 5

/** Bytes of the file that are read at once, in whole windows and at least one. */
const READ_AT_ONCE = 24 * 1024

/**
 * Sends one file in lock-step windows (RFC 1350 §2, RFC 7440). Nothing but a time-out, or with windows one
 * ACK that reports a gap, makes it repeat: a duplicate ACK never doubles the traffic (RFC 1123 §4.2.3.1).
 * Blocks are counted without bound; their numbers on the wire wrap to 0. While the peer takes in a window what
 * follows is read.
 */
export class Transfer {
  readonly #source: BlockSource
  readonly #terms: TransferTerms
  readonly #ports: TransferPorts
  readonly #lastBlock: number
  /** Blocks the peer has; −1 until the options are acknowledged. */
  #acked: number
  #sent = 0
  /** The blocks that are being sent, and those that follow. */
  #current: BlockRun
  #next: BlockRun
  /** Value of #acked whose window was repeated because of an ACK. */
  #repeatedAt = -1
  #retries = 0
  #proven = false
  #ended = false
  #repeated = 0
  #dropped = 0
  #cancel = () => {}

  /** @param size bytes of the file */
  constructor(size: number, terms: TransferTerms, ports: TransferPorts) {
    const { blockSize, windowSize } = terms
    const windows = Math.max(1, Math.floor(READ_AT_ONCE / (windowSize * blockSize)))
    this.#source = { size, blockSize, most: windows * windowSize, read: ports.read }
    this.#terms = terms
    this.#ports = ports
    this.#lastBlock = Math.floor(size / blockSize) + 1
    this.#acked = terms.accepted.size > 0 ? -1 : 0
    this.#current = new BlockRun(this.#source)
    this.#next = new BlockRun(this.#source)
  }

  /** Sends the first message: the accepted options, or one window of data. */
  start(): void {
    this.#send()
  }

  /**
   * Takes a message of the peer.
   *
   * @returns `false` for a request of a peer that has begun anew: this transfer is over, and whoever takes requests
   *   should look at it
   */
  receive(message: Uint8Array): boolean {
    const packet = decode(message)
    if (packet?.kind === 'read' && (this.#ended || this.#proven)) {
      this.#end('aborted')
      return false
    }
    if (this.#ended) return true
    if (packet?.kind === 'ack') this.#acknowledge(packet.block)
    else if (packet?.kind === 'error') this.#end('aborted')
    // A repeated request is answered by the time-out.
    else if (packet?.kind !== 'read') this.#dropped++
    return true
  }

  /** The network says that nobody listens at the peer's port any more. */
  lose(): void {
    this.#end('aborted')
  }

  /** Ends the transfer and tells the peer; for shut-down. */
  stop(): void {
    if (this.#ended) return
    this.#tell('server stops')
    this.#end('aborted')
  }

  #acknowledge(wire: number): void {
    if (this.#acked < 0) {
      if (wire !== 0) return
      this.#advance(0)
      return
    }
    const ahead = (wire - this.#acked) & 0xffff
    if (ahead === 0) {
      // The peer repeats itself: with windows that reports a lost first block, once.
      if (this.#terms.windowSize === 1 || this.#repeatedAt === this.#acked || !this.#proven) return
      this.#repeatedAt = this.#acked
      this.#repeated++
      this.#send()
    } else if (this.#acked + ahead <= this.#sent) this.#advance(this.#acked + ahead)
  }

  #advance(acked: number): void {
    if (acked < this.#sent) this.#repeated++
    this.#proven = true
    this.#retries = 0
    this.#acked = acked
    if (acked === this.#lastBlock) this.#end('complete')
    else this.#send()
  }

  #send(): void {
    this.#cancel()
    this.#cancel = this.#ports.after(this.#terms.timeout, () => this.#timeOut())
    if (this.#acked < 0) {
      this.#message({ kind: 'options', options: this.#terms.accepted })
      return
    }
    if (!this.#current.covers(this.#acked, this.#windowEnd)) {
      const spare = this.#current
      const follows = this.#next.covers(this.#acked, this.#windowEnd)
      this.#current = follows ? this.#next : this.#load(this.#acked, this.#next)
      this.#next = spare
    }
    this.#sendWindow()
  }

  get #windowEnd(): number {
    return Math.min(this.#acked + this.#terms.windowSize, this.#lastBlock)
  }

  /** Sends the current window; what is being read is sent when it is there. */
  #sendWindow(): void {
    const { state, until } = this.#current
    if (state.kind === 'failed') this.#fail(state.error)
    if (state.kind !== 'ready') return
    const end = this.#windowEnd
    this.#sent = Math.max(this.#sent, end)
    this.#ports.send(this.#current.messages(this.#acked, end), DATA_HEADER + this.#terms.blockSize)
    // What cannot be read ahead is read once more when its turn has come.
    if (!this.#ended && until < this.#lastBlock && this.#next.from !== until) {
      this.#next = this.#load(until, this.#next)
    }
  }

  /** Begins to read what follows a block, into this room when it is free. */
  #load(from: number, room: BlockRun): BlockRun {
    const run = room.state.kind === 'reading' ? new BlockRun(this.#source) : room
    const later = run.load(from, Math.min(from + this.#source.most, this.#lastBlock))
    void later?.then(() => {
      if (!this.#ended && run === this.#current) this.#sendWindow()
    })
    return run
  }

  #fail(error: unknown): void {
    this.#tell('cannot read the file')
    this.#end('read-failed', error)
  }

  #tell(message: string): void {
    this.#message({ kind: 'error', code: tftpError.undefined, message })
  }

  #message(packet: TftpPacket): void {
    const bytes = encodeTftp(packet)
    this.#ports.send(bytes, bytes.length)
  }

  #timeOut(): void {
    if (++this.#retries > (this.#proven ? RETRIES : UNPROVEN_RETRIES)) this.#end('peer-silent')
    else {
      this.#repeated++
      this.#send()
    }
  }

  #end(end: TransferEnd, error?: unknown): void {
    if (this.#ended) return
    this.#ended = true
    this.#cancel()
    const { onEnd } = this.#ports
    onEnd({ end, repeated: this.#repeated, dropped: this.#dropped, ...(error !== undefined && { error }) })
  }
}

function decode(message: Uint8Array): TftpPacket | undefined {
  try {
    return decodeTftp(message)
  } catch (error) {
    if (error instanceof TftpDecodeError) return undefined
    throw error
  }
}

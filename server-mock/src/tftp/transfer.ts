import type { TransferTerms } from './negotiation.ts'
import { decodeTftp, encodeTftp, tftpError } from './packet.ts'

/** Contents of a file, read in pieces. */
export interface TftpFile {
  /** Bytes. */
  readonly size: number
  /** The `length` bytes from `offset`, all of which exist. May reject. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** How a transfer ended. `aborted` is normal: firmware asks for the size and then breaks off. */
export type TransferEnd = 'complete' | 'aborted' | 'peer-silent' | 'read-failed'

/** What a transfer needs from outside. */
export interface TransferPorts {
  /** Sends to the peer; losing it is like losing it on the wire. */
  readonly send: (message: Uint8Array) => void
  /** Calls back after some milliseconds; the result cancels it. */
  readonly after: (milliseconds: number, call: () => void) => () => void
  /** Told once, at the end. */
  readonly onEnd: (end: TransferEnd, error?: unknown) => void
}

/** Times the first answer is repeated to a peer that has not shown it is there: it may be a forged victim. */
const UNPROVEN_RETRIES = 2
const RETRIES = 5

/** Bytes read at once: blocks are small, and reading costs more than sending. */
const READ_AHEAD = 64 * 1024

/**
 * Sends one file in lock-step windows (RFC 1350 §2, RFC 7440). Nothing but a time-out, or with windows one
 * ACK that reports a gap, makes it repeat: a duplicate ACK never doubles the traffic (RFC 1123 §4.2.3.1).
 * Blocks are counted without bound; their numbers on the wire wrap to 0.
 */
export class Transfer {
  readonly #file: TftpFile
  readonly #terms: TransferTerms
  readonly #ports: TransferPorts
  readonly #lastBlock: number
  /** Blocks the peer has; −1 until the options are acknowledged. */
  #acked: number
  #sent = 0
  /** Bytes of the file that were read already, and where they are in it. */
  #ahead: { readonly offset: number; readonly bytes: Uint8Array } = { offset: 0, bytes: new Uint8Array(0) }
  /** Value of #acked whose window was repeated because of an ACK. */
  #repeatedAt = -1
  #retries = 0
  #proven = false
  #ended = false
  #cancel = () => {}

  constructor(file: TftpFile, terms: TransferTerms, ports: TransferPorts) {
    this.#file = file
    this.#terms = terms
    this.#ports = ports
    this.#lastBlock = Math.floor(file.size / terms.blockSize) + 1
    this.#acked = terms.accepted.size > 0 ? -1 : 0
  }

  /** Sends the first message: the accepted options, or one window of data. */
  start(): void {
    this.#send()
  }

  /** Takes a message of the peer. */
  receive(message: Uint8Array): void {
    if (this.#ended) return
    try {
      const packet = decodeTftp(message)
      if (packet.kind === 'ack') this.#acknowledge(packet.block)
      else if (packet.kind === 'error') this.#end('aborted')
      // A repeated request is answered by the time-out; anything else is noise.
    } catch {
      // What is no TFTP message is lost like a damaged packet.
    }
  }

  /** The network says that nobody listens at the peer's port any more. */
  lose(): void {
    this.#end('aborted')
  }

  /** Ends the transfer and tells the peer; for shut-down. */
  stop(): void {
    if (this.#ended) return
    this.#ports.send(encodeTftp({ kind: 'error', code: tftpError.undefined, message: 'server stops' }))
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
      this.#send()
    } else if (this.#acked + ahead <= this.#sent) this.#advance(this.#acked + ahead)
  }

  #advance(acked: number): void {
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
      this.#ports.send(encodeTftp({ kind: 'options', options: this.#terms.accepted }))
      return
    }
    this.#sendWindow(this.#acked)
  }

  #sendWindow(from: number): void {
    const { blockSize, windowSize } = this.#terms
    const until = Math.min(from + windowSize, this.#lastBlock)
    const offset = from * blockSize
    const length = Math.min(until * blockSize, this.#file.size) - offset
    const start = offset - this.#ahead.offset
    if (start >= 0 && start + length <= this.#ahead.bytes.length) {
      this.#sendBlocks(from, until, this.#ahead.bytes.subarray(start, start + length))
      return
    }
    this.#readAhead(offset, length).then(
      (read) => {
        // Acknowledged meanwhile: a later window is on its way.
        if (!this.#ended && this.#acked === from) this.#sendBlocks(from, until, read)
      },
      (error: unknown) => {
        if (this.#ended) return
        this.#ports.send(
          encodeTftp({ kind: 'error', code: tftpError.undefined, message: 'cannot read the file' }),
        )
        this.#end('read-failed', error)
      },
    )
  }

  /** Reads what one window needs, and what the next ones will. */
  async #readAhead(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(Math.max(length, READ_AHEAD), this.#file.size - offset)
    const bytes = await this.#file.read(offset, wanted)
    if (bytes.length !== wanted)
      throw new Error(`${bytes.length} bytes read at ${offset} instead of ${wanted}`)
    this.#ahead = { offset, bytes }
    return bytes.subarray(0, length)
  }

  #sendBlocks(from: number, until: number, bytes: Uint8Array): void {
    const { blockSize } = this.#terms
    this.#sent = Math.max(this.#sent, until)
    for (let block = from + 1; block <= until; block++) {
      const at = (block - 1 - from) * blockSize
      const data = bytes.subarray(at, at + blockSize)
      this.#ports.send(encodeTftp({ kind: 'data', block: block & 0xffff, bytes: data }))
    }
  }

  #timeOut(): void {
    if (++this.#retries > (this.#proven ? RETRIES : UNPROVEN_RETRIES)) this.#end('peer-silent')
    else this.#send()
  }

  #end(end: TransferEnd, error?: unknown): void {
    if (this.#ended) return
    this.#ended = true
    this.#cancel()
    this.#ports.onEnd(end, error)
  }
}

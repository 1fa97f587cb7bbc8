import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { decodeTftp, encodeTftp, type TftpOptions, type TftpPacket, tftpError } from './packet.ts'

/** How a file is read; everything has a default. */
export interface TftpReadOptions {
  /** Bytes per block; default 512, which asks for no option. */
  readonly blksize?: number
  /** Blocks per acknowledgement; default 1, which asks for no option. */
  readonly windowsize?: number
  /** Only ask for the size and break off, as UEFI firmware does first. */
  readonly sizeOnly?: boolean
  /** Milliseconds of silence until something is sent again; default 1000. */
  readonly timeout?: number
  /** Repeats before giving up; default 5. */
  readonly retries?: number
  /** Largest file taken, bytes; default 256 MiB. */
  readonly maxBytes?: number
  /** Local address it asks from; any by default. */
  readonly localAddress?: string | undefined
  /** Whether a packet is lost on its way; asked for each, either way. Absent: none is. */
  readonly loses?: (() => boolean) | undefined
}

/** A file that was read. */
export interface TftpReadResult {
  /** Empty with `sizeOnly`. */
  readonly bytes: Uint8Array
  /** What the server said the size is, when it was asked and did. */
  readonly size?: number
  readonly blockSize: number
  readonly windowSize: number
}

/** A read that failed: `notFound` when the server has no such file. */
export class TftpReadError extends Error {
  override readonly name = 'TftpReadError'
  readonly code: 'tftp-refused' | 'tftp-silent' | 'tftp-too-large'
  readonly notFound: boolean

  constructor(code: TftpReadError['code'], message: string, notFound = false) {
    super(message)
    this.code = code
    this.notFound = notFound
  }
}

/** Reads a file from a TFTP server as boot firmware does. Rejects with {@link TftpReadError}. */
export async function tftpRead(
  host: string,
  port: number,
  name: string,
  options: TftpReadOptions = {},
): Promise<TftpReadResult> {
  const socket = createSocket('udp4')
  try {
    const listening = once(socket, 'listening')
    socket.bind(0, options.localAddress)
    await listening
    return await new Promise<TftpReadResult>((resolve, reject) => {
      const reader = new Reader(socket, { host, port }, name, options, resolve, reject)
      socket.on('error', reject)
      socket.on('message', (message, from) => {
        if (from.address === host && !options.loses?.()) reader.receive(message, from.port)
      })
      reader.begin()
    })
  } finally {
    socket.close()
  }
}

class Reader {
  readonly #socket: Socket
  readonly #server: { readonly host: string; readonly port: number }
  readonly #name: string
  readonly #options: TftpReadOptions
  readonly #resolve: (result: TftpReadResult) => void
  readonly #reject: (error: TftpReadError) => void
  /** Port of the transfer, known with the first answer. */
  #port: number | undefined
  #blockSize = 512
  #windowSize = 1
  #size: number | undefined
  readonly #blocks: Uint8Array[] = []
  #bytes = 0
  #ackedAt = 0
  #last: Uint8Array = new Uint8Array(0)
  #repeats = 0
  #timer: NodeJS.Timeout | undefined

  constructor(
    socket: Socket,
    server: { readonly host: string; readonly port: number },
    name: string,
    options: TftpReadOptions,
    resolve: (result: TftpReadResult) => void,
    reject: (error: TftpReadError) => void,
  ) {
    this.#socket = socket
    this.#server = server
    this.#name = name
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
  }

  begin(): void {
    const { blksize, windowsize, sizeOnly } = this.#options
    const options = new Map<string, string>()
    if (sizeOnly === true || blksize !== undefined) options.set('tsize', '0')
    if (blksize !== undefined) options.set('blksize', String(blksize))
    if (windowsize !== undefined) options.set('windowsize', String(windowsize))
    this.#send({ kind: 'read', name: this.#name, mode: 'octet', options })
  }

  receive(message: Uint8Array, port: number): void {
    if (this.#port !== undefined && this.#port !== port) return
    let packet: TftpPacket
    try {
      packet = decodeTftp(message)
    } catch {
      return
    }
    this.#port = port
    if (packet.kind === 'options') this.#accept(packet.options)
    else if (packet.kind === 'data') this.#take(packet.block, packet.bytes)
    else if (packet.kind === 'error') {
      const notFound = packet.code === tftpError.notFound
      this.#fail('tftp-refused', `the server refused: ${packet.message} (code ${packet.code})`, notFound)
    }
  }

  #accept(options: TftpOptions): void {
    if (this.#blocks.length > 0) return
    this.#blockSize = Number(options.get('blksize') ?? 512)
    this.#windowSize = Number(options.get('windowsize') ?? 1)
    const size = options.get('tsize')
    if (size !== undefined) this.#size = Number(size)
    if (this.#options.sizeOnly === true) {
      this.#send({ kind: 'error', code: tftpError.optionRefused, message: 'only the size was wanted' })
      this.#finish()
    } else this.#send({ kind: 'ack', block: 0 })
  }

  #take(block: number, bytes: Uint8Array): void {
    const count = this.#blocks.length
    if (block !== ((count + 1) & 0xffff)) {
      // A gap is reported once; a repeat of what is here is left alone (no sorcerer's apprentice).
      const ahead = (block - count) & 0xffff
      if (ahead > 1 && ahead <= this.#windowSize && this.#ackedAt !== count) this.#acknowledge()
      return
    }
    this.#blocks.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes > (this.#options.maxBytes ?? 256 * 1024 * 1024)) {
      this.#send({ kind: 'error', code: tftpError.undefined, message: 'too large' })
      this.#fail('tftp-too-large', `the file is larger than ${this.#options.maxBytes} bytes`)
      return
    }
    const last = bytes.length < this.#blockSize
    if (last || count + 1 - this.#ackedAt >= this.#windowSize) this.#acknowledge()
    else this.#wait()
    if (last) this.#finish()
  }

  #acknowledge(): void {
    this.#ackedAt = this.#blocks.length
    this.#send({ kind: 'ack', block: this.#blocks.length & 0xffff })
  }

  #send(packet: TftpPacket): void {
    this.#last = encodeTftp(packet)
    this.#repeats = 0
    this.#transmit()
  }

  #transmit(): void {
    const lost = this.#options.loses?.() ?? false
    if (!lost) this.#socket.send(this.#last, this.#port ?? this.#server.port, this.#server.host)
    this.#wait()
  }

  #wait(): void {
    clearTimeout(this.#timer)
    const { timeout = 1000, retries = 5 } = this.#options
    this.#timer = setTimeout(() => {
      if (this.#repeats++ >= retries) {
        const { host, port } = this.#server
        this.#fail('tftp-silent', `${host}:${port} does not answer for ${this.#name}`)
      } else if (this.#port === undefined || this.#blocks.length === 0) this.#transmit()
      else {
        // The rest of the window was lost: ask for what comes after the last block that is here.
        this.#ackedAt = this.#blocks.length
        this.#last = encodeTftp({ kind: 'ack', block: this.#blocks.length & 0xffff })
        this.#transmit()
      }
    }, timeout)
  }

  #finish(): void {
    clearTimeout(this.#timer)
    const size = this.#size
    this.#resolve({
      bytes: Buffer.concat(this.#blocks),
      ...(size !== undefined && { size }),
      blockSize: this.#blockSize,
      windowSize: this.#windowSize,
    })
  }

  #fail(code: TftpReadError['code'], message: string, notFound = false): void {
    clearTimeout(this.#timer)
    this.#reject(new TftpReadError(code, message, notFound))
  }
}

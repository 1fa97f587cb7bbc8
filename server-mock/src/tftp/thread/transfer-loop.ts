import type { SendOutcome } from '../../libc/udp-sockets.ts'
import { DATA_HEADER } from '../packet.ts'
import { type ReadPieces, sizeOf, type TftpFile } from '../tftp-file.ts'
import { Transfer, type TransferResult } from '../transfer.ts'
import type { ThreadOrder, ThreadOutcome } from './thread-messages.ts'
import { Watchfulness } from './watchfulness.ts'

/** Milliseconds between looks at the time-outs, which are whole seconds. */
const LOOK = 50
/** Longest message of a client: a request (RFC 2347 §2), and one byte to see that one is longer. */
const LONGEST_MESSAGE = 513
/** Messages looked at of those that wait on a socket when its transfer ends. */
const MOST_WAITING = 8

/** What the loop does its work with. */
export interface TransferLoopPorts {
  /** Orders that have come since, and silence for the bell. */
  readonly orders: () => readonly ThreadOrder[]
  /** Descriptor that becomes ready when there are orders. */
  readonly bell: number
  readonly tell: (outcome: ThreadOutcome) => void
  /** Watches a socket for messages. Throws when the system cannot. */
  readonly watch: (socket: number) => void
  readonly forget: (socket: number) => void
  /** Descriptors with something to receive; it blocks until there are some, or for the milliseconds. */
  readonly wait: (milliseconds: number) => readonly number[]
  readonly segment: (socket: number, size: number) => boolean
  readonly send: (socket: number, bytes: Uint8Array) => SendOutcome
  readonly receive: (socket: number, into: Uint8Array) => number | 'none' | 'refused'
  readonly close: (socket: number) => void
  readonly read: (file: TftpFile) => ReadPieces
  /** Milliseconds on a steady clock. */
  readonly now: () => number
}

interface Running {
  readonly id: number
  readonly socket: number
  readonly transfer: Transfer
  timer: { readonly at: number; readonly call: () => void } | undefined
  /** Set when it is over. */
  result: TransferResult | undefined
}

/** Runs transfers on the thread that runs it, which does nothing else meanwhile. */
export class TransferLoop {
  readonly #ports: TransferLoopPorts
  readonly #watchfulness = new Watchfulness()
  readonly #transfers = new Map<number, Running>()
  readonly #bySocket = new Map<number, Running>()
  readonly #buffer = new Uint8Array(LONGEST_MESSAGE)
  #now: number
  #looked: number
  #ended = false

  constructor(ports: TransferLoopPorts) {
    this.#ports = ports
    this.#now = ports.now()
    this.#looked = this.#now
  }

  /** Works until there is no transfer left. @returns whether it was told to end */
  run(): boolean {
    this.#now = this.#ports.now()
    this.#obey()
    while (this.#transfers.size > 0) {
      for (const descriptor of this.#wait()) {
        if (descriptor === this.#ports.bell) this.#obey()
        else this.#receive(descriptor)
      }
      this.#look()
    }
    return this.#ended
  }

  #obey(): void {
    for (const order of this.#ports.orders()) {
      if (order.kind === 'run') this.#begin(order)
      else this.#ended = true
    }
    if (!this.#ended) return
    for (const running of this.#transfers.values()) {
      running.transfer.stop()
      this.#settle(running)
    }
  }

  #begin({ transfer: id, socket, file, terms }: ThreadOrder & { readonly kind: 'run' }): void {
    const cut = DATA_HEADER + terms.blockSize
    let cuts = terms.windowSize > 1 && this.#ports.segment(socket, cut)
    const sendEach = (bytes: Uint8Array, each: number) => {
      for (let at = 0; at < bytes.length; at += each) {
        const outcome = this.#ports.send(socket, bytes.subarray(at, at + each))
        if (outcome === 'refused') return transfer.lose()
      }
    }
    const transfer = new Transfer(sizeOf(file), terms, {
      read: this.#ports.read(file),
      send: (bytes, each) => {
        if (!cuts || bytes.length <= each) return sendEach(bytes, each)
        const outcome = this.#ports.send(socket, bytes)
        if (outcome === 'refused') transfer.lose()
        else if (outcome === 'unfit') {
          // A link with short packets, or one that leaves checksums to the kernel.
          this.#ports.segment(socket, 0)
          cuts = false
          sendEach(bytes, each)
        }
      },
      after: (milliseconds, call) => {
        running.timer = { at: this.#now + milliseconds, call }
        return () => {
          running.timer = undefined
        }
      },
      onEnd: (result) => {
        running.result = result
      },
    })
    const running: Running = { id, socket, transfer, timer: undefined, result: undefined }
    this.#transfers.set(id, running)
    this.#bySocket.set(socket, running)
    try {
      this.#ports.watch(socket)
      transfer.start()
    } catch (error) {
      running.result = { end: 'aborted', repeated: 0, dropped: 0, error }
    }
    this.#settle(running)
  }

  /** Descriptors with something to receive. */
  #wait(): readonly number[] {
    const { patience } = this.#watchfulness
    const began = this.#ports.now()
    let ready = this.#ports.wait(patience > 0 ? 0 : LOOK)
    while (ready.length === 0 && patience > 0 && this.#ports.now() - began < patience) {
      ready = this.#ports.wait(0)
    }
    if (ready.length === 0 && patience > 0) ready = this.#ports.wait(LOOK)
    this.#now = this.#ports.now()
    this.#watchfulness.waited(this.#now - began, patience > 0)
    return ready
  }

  #receive(socket: number): void {
    const running = this.#bySocket.get(socket)
    if (running === undefined) return
    const size = this.#ports.receive(socket, this.#buffer)
    const requests: Uint8Array[] = []
    if (size === 'refused') running.transfer.lose()
    else if (size !== 'none') this.#take(running, size, requests)
    this.#settle(running, requests)
  }

  #take({ transfer }: Running, size: number, requests: Uint8Array[]): void {
    const message = this.#buffer.subarray(0, size)
    if (!transfer.receive(message)) requests.push(message.slice())
  }

  /** Puts a transfer away when it is over, with the requests that came to its socket. */
  #settle(running: Running, requests: Uint8Array[] = []): void {
    const { id, socket, result } = running
    if (result === undefined) return
    for (let more = 0; more < MOST_WAITING; more++) {
      const size = this.#ports.receive(socket, this.#buffer)
      if (typeof size === 'string') break
      this.#take(running, size, requests)
    }
    this.#transfers.delete(id)
    this.#bySocket.delete(socket)
    this.#ports.forget(socket)
    this.#ports.close(socket)
    const { error, ...rest } = result
    const text = error instanceof Error ? error.message : error
    this.#ports.tell({
      transfer: id,
      result: { ...rest, ...(text !== undefined && { error: text }) },
      requests,
    })
  }

  #look(): void {
    if (this.#now - this.#looked < LOOK) return
    this.#looked = this.#now
    for (const running of this.#transfers.values()) {
      if (running.timer !== undefined && running.timer.at <= this.#now) running.timer.call()
      this.#settle(running)
    }
  }
}

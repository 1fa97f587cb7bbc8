import { FairTurns } from '../fair-turns.ts'
import type { PumpEnd, PumpOrder, PumpOutcome } from './pump-messages.ts'

/** Bytes of a turn when one stream is alone, and the least with many. */
const LONGEST_TURN = 4 * 1024 * 1024
const SHORTEST_TURN = 128 * 1024
/** Bytes that a round of all streams has, as long as no turn is shorter than the shortest. */
const ROUND = 64 * 1024 * 1024
/** Milliseconds between looks for streams that stand still. */
const LOOK = 1000

/** What the loop does its work with. */
export interface PumpPorts {
  /** Orders that have come since, and silence for the bell. */
  readonly orders: () => readonly PumpOrder[]
  readonly tell: (outcome: PumpOutcome) => void
  /** Gets a socket ready for a stream, and looks from now on whether it can take bytes. */
  readonly watch: (socket: number) => void
  /** The stream has ended, and what the socket still holds back may leave. */
  readonly forget: (socket: number) => void
  /**
   * Sockets that take bytes, and the bell when there are orders; blocks until there is one, or for the milliseconds.
   */
  readonly wait: (milliseconds: number) => readonly number[]
  /** Descriptor that is ready when there are orders. */
  readonly bell: number
  /** Bytes the socket took, 0 at the end of the file. @throws Error of the system */
  readonly send: (socket: number, file: number, offset: number, length: number) => number | 'full' | 'gone'
  /** Milliseconds on a steady clock. */
  readonly now: () => number
  /** Milliseconds without a byte taken after which a stream is given up. */
  readonly idle: number
}

interface Stream {
  readonly id: number
  readonly socket: number
  readonly file: number
  readonly start: number
  readonly end: number
  at: number
  /** When it last took bytes. */
  moved: number
}

/** Sends many files at a time on the thread that runs it, each socket in its turn. */
export class PumpLoop {
  readonly #ports: PumpPorts
  readonly #streams = new Map<number, Stream>()
  readonly #bySocket = new Map<number, Stream>()
  readonly #turns = new FairTurns<Stream>()
  #looked = 0
  #ended = false

  constructor(ports: PumpPorts) {
    this.#ports = ports
  }

  /** Works until there is no stream left. @returns whether it was told to end */
  run(): boolean {
    this.#obey()
    while (this.#streams.size > 0 && !this.#ended) {
      const ready = this.#ports.wait(LOOK)
      if (ready.includes(this.#ports.bell)) this.#obey()
      this.#round(ready.flatMap((socket) => this.#bySocket.get(socket) ?? []))
      this.#look()
    }
    return this.#ended
  }

  #obey(): void {
    for (const order of this.#ports.orders()) {
      if (order.kind === 'end') this.#ended = true
      else if (order.kind === 'send') this.#begin(order)
      else {
        const stream = this.#streams.get(order.stream)
        if (stream !== undefined) this.#finish(stream, 'stopped')
      }
    }
  }

  #begin({ stream: id, socket, file, offset, length }: PumpOrder & { readonly kind: 'send' }): void {
    const stream: Stream = {
      ...{ id, socket, file, start: offset, at: offset, end: offset + length },
      moved: this.#ports.now(),
    }
    this.#streams.set(id, stream)
    this.#bySocket.set(socket, stream)
    this.#turns.enter(stream)
    try {
      this.#ports.watch(socket)
    } catch (error) {
      this.#finish(stream, { fault: text(error) })
    }
  }

  #round(ready: readonly Stream[]): void {
    const turn = Math.max(SHORTEST_TURN, Math.min(LONGEST_TURN, ROUND / Math.max(1, this.#turns.size)))
    // One that takes nothing although it was reported does not keep the others from their turns.
    for (let rest = ready; rest.length > 0; ) {
      const due = this.#turns.next(rest, turn)
      const idle = new Set(due.filter((stream) => !this.#serve(stream, turn)))
      if (idle.size < due.length) return
      rest = rest.filter((stream) => !idle.has(stream))
    }
  }

  /** Gives a stream its turn; false when its socket took nothing. */
  #serve(stream: Stream, turn: number): boolean {
    try {
      const wanted = Math.min(turn, stream.end - stream.at)
      const sent = this.#ports.send(stream.socket, stream.file, stream.at, wanted)
      if (sent === 'full') return false
      if (sent === 'gone') this.#finish(stream, 'gone')
      else this.#moved(stream, sent)
    } catch (error) {
      this.#finish(stream, { fault: text(error) })
    }
    return true
  }

  #moved(stream: Stream, bytes: number): void {
    if (bytes === 0) {
      this.#finish(stream, { fault: `the file ends at ${stream.at} instead of ${stream.end}` })
      return
    }
    this.#turns.gave(stream, bytes)
    stream.at += bytes
    stream.moved = this.#ports.now()
    if (stream.at === stream.end) this.#finish(stream, 'sent')
  }

  /** Gives up those that stand still. */
  #look(): void {
    const now = this.#ports.now()
    if (now - this.#looked < LOOK) return
    this.#looked = now
    for (const stream of this.#streams.values()) {
      if (now - stream.moved > this.#ports.idle) this.#finish(stream, 'gone')
    }
  }

  #finish(stream: Stream, end: PumpEnd): void {
    this.#ports.forget(stream.socket)
    this.#turns.leave(stream)
    this.#bySocket.delete(stream.socket)
    this.#streams.delete(stream.id)
    this.#ports.tell({ stream: stream.id, sent: stream.at - stream.start, end })
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

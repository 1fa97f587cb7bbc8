import { Worker } from 'node:worker_threads'
import { Descriptors } from '../../libc/descriptors.ts'
import { loadLibc } from '../../libc/libc.ts'
import { ClientGoneError } from '../client-gone-error.ts'
import type { PumpEnd, PumpOrder, PumpOutcome, PumpStart } from './pump-messages.ts'

/** Milliseconds that a client may take no byte before its stream is given up. */
const IDLE = 10 * 60_000
/** Milliseconds without streams after which the thread ends. */
const LINGER = 60_000
/** MiB: the thread handles numbers only. */
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 }

/** Part of an open file that goes to a socket. */
export interface PumpWork {
  /** Descriptor of the connection, which does not block; the work goes on with a duplicate of it. */
  readonly socket: number
  /** Descriptor of the file, which stays open until the work has ended. */
  readonly file: number
  readonly offset: number
  /** Bytes, 1 or more. */
  readonly length: number
  /** Ends the work early. */
  readonly signal: AbortSignal
}

/** Sends parts of files beside the main thread. */
export interface SendPump {
  /**
   * Sends a part of a file; resolves when the socket has taken all of it.
   *
   * @throws ClientGoneError when nobody reads it any more, or the signal has stopped it
   * @throws Error when the file or the system failed
   */
  send(work: PumpWork): Promise<void>
  /** Stops all work and lets go of everything. */
  close(): Promise<void>
}

/** How long the pump waits, in milliseconds. */
export interface PumpTimes {
  /** A client takes no byte. */
  readonly idle?: number
  /** Nothing is to be sent. */
  readonly linger?: number
}

/** Opens the pump. Rejects where there is no sendfile(2) to be had: not on Linux, or without `koffi`. */
export async function openSendPump(times: PumpTimes = {}): Promise<SendPump> {
  const descriptors = new Descriptors(await loadLibc())
  return new ThreadPump(descriptors, times.idle ?? IDLE, times.linger ?? LINGER)
}

/** A pump whose one thread runs only while there is work, and somewhat longer. */
class ThreadPump implements SendPump {
  readonly #descriptors: Descriptors
  readonly #idle: number
  readonly #linger: number
  #thread: PumpThread | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(descriptors: Descriptors, idle: number, linger: number) {
    this.#descriptors = descriptors
    this.#idle = idle
    this.#linger = linger
  }

  async send({ socket, file, offset, length, signal }: PumpWork): Promise<void> {
    if (this.#closed) throw new Error('the pump is closed')
    if (signal.aborted) throw new ClientGoneError()
    clearTimeout(this.#timer)
    if (this.#thread?.ended === true) this.#thread = undefined
    this.#thread ??= new PumpThread(this.#descriptors, this.#idle)
    const thread = this.#thread
    const own = this.#descriptors.duplicate(socket)
    try {
      const end = await thread.send({ socket: own, file, offset, length }, signal)
      if (end === 'gone' || end === 'stopped') throw new ClientGoneError()
      if (end !== 'sent') throw new Error(end.fault)
    } finally {
      this.#descriptors.close(own)
      if (this.#thread?.idle === true && !this.#closed) this.#rest()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#thread?.end()
    this.#thread = undefined
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const thread = this.#thread
      this.#thread = undefined
      void thread?.end()
    }, this.#linger)
    this.#timer.unref()
  }
}

/** A thread of the pump, from its start to its end. */
class PumpThread {
  readonly #descriptors: Descriptors
  readonly #bell: number
  readonly #poll: number
  readonly #worker: Worker
  /** What is told of the end of each stream. */
  readonly #ends = new Map<number, (end: PumpEnd) => void>()
  readonly #exit: Promise<void>
  #next = 0
  ended = false

  constructor(descriptors: Descriptors, idle: number) {
    this.#descriptors = descriptors
    this.#bell = descriptors.bell()
    this.#poll = descriptors.poll()
    const start: PumpStart = { bell: this.#bell, poll: this.#poll, idle }
    this.#worker = new Worker(new URL('pump-thread.ts', import.meta.url), {
      workerData: start,
      resourceLimits: LIMITS,
    })
    this.#worker.unref()
    this.#worker.on('message', ({ stream, end }: PumpOutcome) => this.#ends.get(stream)?.(end))
    let fault = 'the thread that sends files has ended'
    this.#worker.on('error', (error) => {
      fault = `${fault}: ${error instanceof Error ? error.message : String(error)}`
    })
    this.#exit = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.ended = true
        this.#descriptors.close(this.#bell)
        this.#descriptors.close(this.#poll)
        for (const tell of this.#ends.values()) tell({ fault })
        resolve()
      })
    })
  }

  /** Whether it has nothing to do. */
  get idle(): boolean {
    return this.#ends.size === 0 && !this.ended
  }

  /** Sends; resolves when that has ended, however it did. */
  send(
    work: Omit<PumpOrder & { readonly kind: 'send' }, 'kind' | 'stream'>,
    signal: AbortSignal,
  ): Promise<PumpEnd> {
    const stream = this.#next++
    return new Promise((resolve) => {
      const stop = () => this.#order({ kind: 'stop', stream })
      this.#ends.set(stream, (end) => {
        this.#ends.delete(stream)
        signal.removeEventListener('abort', stop)
        resolve(end)
      })
      signal.addEventListener('abort', stop, { once: true })
      this.#order({ kind: 'send', stream, ...work })
    })
  }

  /** Ends the thread; what it was sending has ended then, too. */
  end(): Promise<void> {
    // Whoever waits for the end is not to be left hanging by a process that has nothing else to do.
    if (!this.ended) this.#worker.ref()
    this.#order({ kind: 'end' })
    return this.#exit
  }

  #order(order: PumpOrder): void {
    if (this.ended) return
    this.#worker.postMessage(order)
    this.#descriptors.ring(this.#bell)
  }
}

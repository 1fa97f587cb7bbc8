import { randomInt } from 'node:crypto'
import { type Echo, echoRequest, readEchoReply } from './echo-message.ts'
import type { AddressProbe, ProbeTarget } from './probe.ts'

/** Sends and receives ICMP echoes. */
export interface EchoPort {
  /** Received messages begin with their IPv4 header (raw sockets). */
  readonly headers: boolean
  /** Sends to an address; throws when it cannot be sent. */
  send(message: Uint8Array, address: string): void
  /** One received message, or undefined when none waits. Never blocks. */
  receive(): Uint8Array | undefined
  close(): void
}

/** Times of a probe, milliseconds. */
export interface ProbeTimes {
  /** From the first echo to "free"; default 500. */
  readonly wait?: number
  /** From the first echo to a second one, for a lost packet or a slow ARP answer; default 200. */
  readonly again?: number
  /** Between looks for answers; default 20. */
  readonly look?: number
}

/**
 * Probes at a time: each keeps an unanswered entry in the kernel's neighbour table, which holds 1024 for the
 * whole machine. Further addresses are offered unprobed.
 */
const MOST_PROBES = 256

interface Pending {
  readonly target: ProbeTarget
  readonly sequence: number
  /** Neighbours before the first echo: an entry that was there says nothing about now. */
  readonly before: Promise<ReadonlyMap<string, string>>
  readonly again: NodeJS.Timeout
  readonly end: NodeJS.Timeout
  /** Settles the probe. */
  readonly resolve: (free: boolean) => void
  answered: boolean
}

/**
 * Probes addresses by ICMP echo, and by the ARP entry that the echo leaves behind: a host that answers ARP but
 * drops echoes has its address all the same. Answers of the client itself do not count.
 */
export class EchoProbe implements AddressProbe {
  readonly #port: EchoPort
  readonly #neighbours: () => Promise<ReadonlyMap<string, string>>
  readonly #times: Required<ProbeTimes>
  readonly #identifier = randomInt(0x10000)
  readonly #pending = new Map<number, Pending>()
  #sequence = 0
  #timer: NodeJS.Timeout | undefined

  /** `neighbours` reads the kernel's ARP table. */
  constructor(
    port: EchoPort,
    neighbours: () => Promise<ReadonlyMap<string, string>>,
    { wait = 500, again = 200, look = 20 }: ProbeTimes = {},
  ) {
    this.#port = port
    this.#neighbours = neighbours
    this.#times = { wait, again, look }
  }

  readonly probe = (target: ProbeTarget): Promise<boolean> => {
    if (this.#pending.size >= MOST_PROBES) return Promise.resolve(true)
    return new Promise((resolve) => {
      const sequence = this.#nextSequence()
      const before = this.#neighbours().catch(() => new Map<string, string>())
      const pending: Pending = {
        target,
        sequence,
        before,
        again: setTimeout(() => this.#send(pending), this.#times.again),
        end: setTimeout(() => void this.#end(pending), this.#times.wait),
        resolve,
        answered: false,
      }
      this.#pending.set(sequence, pending)
      this.#timer ??= setInterval(() => this.#look(), this.#times.look)
      // The table is read first, or the echo's own ARP answer could already be in it.
      void before.then(() => this.#send(pending))
    })
  }

  close(): void {
    for (const pending of [...this.#pending.values()]) this.#settle(pending, true)
    this.#port.close()
  }

  #nextSequence(): number {
    do this.#sequence = (this.#sequence + 1) & 0xffff
    while (this.#pending.has(this.#sequence))
    return this.#sequence
  }

  #send({ sequence, target }: Pending): void {
    if (!this.#pending.has(sequence)) return
    try {
      this.#port.send(echoRequest({ identifier: this.#identifier, sequence }), target.address)
    } catch {
      // No route, or a full neighbour table: nothing can be found out, and the client looks for itself.
    }
  }

  #look(): void {
    for (let message = this.#port.receive(); message !== undefined; message = this.#port.receive()) {
      const echo = readEchoReply(message, this.#port.headers)
      const pending = echo !== undefined && this.#isOwn(echo) ? this.#pending.get(echo.sequence) : undefined
      if (pending === undefined || pending.answered) continue
      pending.answered = true
      clearTimeout(pending.end)
      void this.#end(pending)
    }
  }

  #isOwn({ identifier }: Echo): boolean {
    return !this.#port.headers || identifier === this.#identifier
  }

  /** Decides by what was heard. */
  async #end(pending: Pending): Promise<void> {
    const { target, before, answered } = pending
    const now = await this.#neighbours().catch(() => new Map<string, string>())
    const hardware = now.get(target.address)
    const self = hardware === target.token
    const appeared = hardware !== undefined && !(await before).has(target.address)
    this.#settle(pending, self || !(answered || appeared))
  }

  #settle(pending: Pending, free: boolean): void {
    clearTimeout(pending.again)
    clearTimeout(pending.end)
    this.#pending.delete(pending.sequence)
    if (this.#pending.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    pending.resolve(free)
  }
}

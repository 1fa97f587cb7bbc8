import { type ReadonlySignal, signal } from '@preact/signals'
import type { Clock } from '../api/clock.ts'
import { plainLog } from '../text/plain-text.ts'
import type { Tail } from './read-tail.ts'

/** Milliseconds between looks at the log of a job that runs: the server tells no event when a log grows. */
const LOOK_EVERY = 3000

/** What a log needs from its surroundings. */
export interface LogPorts {
  readonly clock: Clock
  /** Reads the end of a job's log. */
  readonly read: (job: string, signal: AbortSignal) => Promise<Tail>
  /** Whether somebody can see the page. */
  readonly isSeen: () => boolean
}

/** The end of one job's log, read again while the job runs and whenever `refresh` says so. */
export class LogTail {
  readonly #ports: LogPorts
  readonly #tail = signal<Tail | undefined>(undefined)
  #job = ''
  #isRunning = false
  #reading: AbortController | undefined
  #isStale = false
  #cancelLook = () => {}

  constructor(ports: LogPorts) {
    this.#ports = ports
  }

  /** The end of the log; `undefined` until it was read. */
  get tail(): ReadonlySignal<Tail | undefined> {
    return this.#tail
  }

  /** Follows a job; an empty UUID follows none. */
  follow(job: string, isRunning: boolean): void {
    if (job !== this.#job) {
      this.stop()
      this.#job = job
      this.#tail.value = undefined
    }
    this.#isRunning = isRunning
    this.refresh()
  }

  /** Reads the log again, after the reading that is under way. */
  refresh(): void {
    this.#cancelLook()
    if (this.#job === '') return
    if (this.#reading !== undefined) this.#isStale = true
    else void this.#read(this.#job)
  }

  /** Stops reading. */
  stop(): void {
    this.#cancelLook()
    this.#reading?.abort()
    this.#reading = undefined
    this.#job = ''
  }

  async #read(job: string): Promise<void> {
    const reading = new AbortController()
    this.#reading = reading
    this.#isStale = false
    // A log that cannot be read now may be readable at the next look.
    const tail = await this.#ports.read(job, reading.signal).catch(() => undefined)
    if (this.#reading !== reading) return
    this.#reading = undefined
    if (tail !== undefined) this.#tail.value = { ...tail, text: plainLog(tail.text) }
    if (this.#isStale) this.refresh()
    else if (this.#isRunning) this.#lookLater()
  }

  #lookLater(): void {
    this.#cancelLook = this.#ports.clock.after(LOOK_EVERY, () => {
      if (this.#ports.isSeen()) this.refresh()
      else this.#lookLater()
    })
  }
}

import { execFile } from 'node:child_process'
import type { AddressProbe, ProbeTarget } from './probe.ts'

/** Processes at a time; further addresses are offered unprobed. */
const MOST_PROCESSES = 8

/** Probes addresses by the system's `ping` where no socket can be had: one echo, half a second. */
export class PingCommand implements AddressProbe {
  readonly limitation: string
  readonly #ends = new AbortController()
  #running = 0

  /** `reason` is why no socket is used. */
  constructor(reason: string) {
    this.limitation = `addresses are probed by the ping command, ${MOST_PROCESSES} at a time: ${reason}`
  }

  readonly probe = async ({ address }: ProbeTarget): Promise<boolean> => {
    if (this.#running >= MOST_PROCESSES) return true
    this.#running++
    try {
      return !(await answers(address, this.#ends.signal))
    } finally {
      this.#running--
    }
  }

  close(): void {
    this.#ends.abort()
  }
}

/** Whether `ping` can be run here. */
export async function hasPing(): Promise<boolean> {
  return answers('127.0.0.1', AbortSignal.timeout(2000))
}

function answers(address: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const args = ['-n', '-q', '-c', '1', '-W', '0.5', address]
    execFile('ping', args, { timeout: 1000, signal }, (error) => resolve(error === null))
  })
}

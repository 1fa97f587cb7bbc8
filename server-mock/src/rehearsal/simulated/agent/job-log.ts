import type { MachineApi } from '../network/machine-api.ts'

/** Largest piece sent at once, bytes. */
const PIECE = 65_536

/** The log of a job on its way to the server. */
export class JobLog {
  readonly #api: MachineApi
  readonly #job: string
  #waiting: Buffer = Buffer.alloc(0)
  /** Bytes of the log that the server has. */
  #sent = 0

  constructor(api: MachineApi, job: string) {
    this.#api = api
    this.#job = job
  }

  /** Goes on behind what an earlier run of the job has left. */
  async resume(): Promise<void> {
    const { status, text } = await this.#api.request('GET', `/jobs/${this.#job}/log`)
    if (status === 200) this.#sent = Buffer.byteLength(text)
  }

  /** Adds a line. */
  add(line: string): void {
    this.#waiting = Buffer.concat([this.#waiting, Buffer.from(`${line}\n`)])
  }

  /** Sends what waits. False when the server cannot take it now. */
  async send(): Promise<boolean> {
    while (this.#waiting.length > 0) {
      const bytes = this.#waiting.subarray(0, PIECE)
      const headers = { 'Content-Type': 'application/octet-stream', 'X-Log-Offset': String(this.#sent) }
      const { status } = await this.#api.call('PUT', `/jobs/${this.#job}/log`, {
        bytes,
        headers,
        limit: 30_000,
      })
      if (status === 0 || status === 429 || status >= 500) return false
      // What the server refuses it will not take later either.
      const taken = status < 300 ? bytes.length : this.#waiting.length
      this.#waiting = this.#waiting.subarray(taken)
      this.#sent += taken
    }
    return true
  }
}

/** A line seen on a machine's serial console. */
export type SerialLine = {
  /** Position among all lines of the machine, from 0. */
  index: number
  /** Milliseconds since the machine was first powered on. */
  atMs: number
  /** The text without line end, escape sequences and other control characters. */
  text: string
}

/** A marker did not appear in time. `code` is `SERIAL_TIMEOUT`; the message holds the last lines seen. */
export class SerialTimeoutError extends Error {
  readonly code = 'SERIAL_TIMEOUT'

  constructor(pattern: RegExp, timeoutMs: number, tail: readonly string[]) {
    super(`${pattern} did not appear within ${timeoutMs} ms; the console ended with:\n${tail.join('\n')}`)
    this.name = 'SerialTimeoutError'
  }
}

type Waiter = { pattern: RegExp; from: number; found: (line: SerialLine) => void }

/** Lines kept in memory; the file has all of them. */
const KEPT_LINES = 20_000
const MAX_LINE = 4096
const ESC = String.fromCharCode(27)
/** A terminal reset also ends a line: firmware sends it when it starts, wherever the last line was cut. */
const lineEnd = new RegExp(`\n|${ESC}c`)
const escapes = new RegExp(`${ESC}(?:\\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[A-Za-z=>])`, 'g')

/** Text of a console line without escape sequences and control characters (tabs stay). */
const plain = (raw: string): string =>
  [...raw.replaceAll(escapes, '')].filter((char) => char >= ' ' || char === '\t').join('')

/** Printed once by the firmware of a BIOS machine each time it starts. */
const BIOS_BANNER = /^SeaBIOS \(version/

/** Collects a serial console: lines with time stamps, waiting for a text, counting starts of a BIOS. */
export class SerialLog {
  /** How often a BIOS has started: power on, reset and reboot count, a kernel started by kexec does not. */
  biosStarts = 0
  readonly #now: () => number
  readonly #sink: (text: string) => void
  readonly #lines: SerialLine[] = []
  readonly #waiters = new Set<Waiter>()
  #count = 0
  #partial = ''
  #startedAt: number | undefined

  /** `now` gives milliseconds of a steady clock; `sink` receives each finished line as `[seconds] text\n`. */
  constructor(now: () => number, sink: (text: string) => void) {
    this.#now = now
    this.#sink = sink
  }

  /** Number of lines so far: the `from` of a wait for something that is still to come. */
  get length(): number {
    return this.#count
  }

  /** Milliseconds since the machine was first powered on; the first call starts the clock. */
  elapsed(): number {
    this.#startedAt ??= this.#now()
    return this.#now() - this.#startedAt
  }

  /** Takes bytes from the console. */
  write(chunk: Uint8Array): void {
    const pieces = (this.#partial + Buffer.from(chunk).toString('latin1')).split(lineEnd)
    this.#partial = (pieces.pop() ?? '').slice(-MAX_LINE)
    for (const piece of pieces) this.#finish(piece)
    // A prompt has no line end.
    if (this.#partial !== '') this.#offer(this.#line(this.#partial))
  }

  /** Adds a line of the lab's own, such as a power event. */
  note(text: string): void {
    this.#finish(`-- ${text}`)
  }

  /** The last lines, oldest first. */
  tail(count = 20): string[] {
    return this.#lines.slice(-count).map((line) => line.text)
  }

  /** All kept lines that match, oldest first. */
  matching(pattern: RegExp): SerialLine[] {
    return this.#lines.filter((line) => pattern.test(line.text))
  }

  /**
   * Waits for a line (or an unfinished line, such as a prompt) that matches, at or after index `from`.
   * @throws SerialTimeoutError after `timeoutMs` milliseconds.
   */
  async waitFor(pattern: RegExp, timeoutMs: number, from = 0): Promise<SerialLine> {
    const earlier = this.#lines.find((line) => line.index >= from && pattern.test(line.text))
    if (earlier !== undefined) return earlier
    const partial = this.#line(this.#partial)
    if (this.#partial !== '' && pattern.test(partial.text)) return partial
    return await new Promise((resolve, reject) => {
      const waiter: Waiter = {
        pattern,
        from,
        found: (line) => {
          clearTimeout(timer)
          this.#waiters.delete(waiter)
          resolve(line)
        },
      }
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter)
        reject(new SerialTimeoutError(pattern, timeoutMs, this.tail()))
      }, timeoutMs)
      this.#waiters.add(waiter)
    })
  }

  #line(raw: string): SerialLine {
    const text = plain(raw.slice(0, MAX_LINE))
    return { index: this.#count, atMs: this.elapsed(), text }
  }

  #finish(raw: string): void {
    const line = this.#line(raw)
    this.#count += 1
    this.#lines.push(line)
    if (this.#lines.length > KEPT_LINES) this.#lines.splice(0, this.#lines.length - KEPT_LINES)
    if (BIOS_BANNER.test(line.text)) this.biosStarts += 1
    this.#sink(`[${(line.atMs / 1000).toFixed(3).padStart(9)}] ${line.text}\n`)
    this.#offer(line)
  }

  #offer(line: SerialLine): void {
    for (const waiter of [...this.#waiters]) {
      if (line.index >= waiter.from && waiter.pattern.test(line.text)) waiter.found(line)
    }
  }
}

import type { LogLine } from '@metalwright/sdk/models'

/** Where the server writes what it does; each call is one line. */
export interface Log {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

/** Lines that `GET /logs` reaches back. */
const LINES = 2000

/** A log that also remembers its newest lines and tells them to whoever listens. */
export class RecentLog {
  readonly #log: Log
  readonly #now: () => number
  readonly #lines: LogLine[] = []
  readonly #listeners = new Set<(line: LogLine) => void>()
  #count = 0

  /** @param log where the lines go besides */
  constructor(log: Log, now: () => number) {
    this.#log = log
    this.#now = now
  }

  /** The log of one service, such as `dhcp`; it stands in the lines. */
  of(service: string): Log {
    const write = (level: 'info' | 'warn' | 'error') => (facts: object, text: string) => {
      this.#log[level](facts, text)
      this.#note(service, level, facts, text)
    }
    return { info: write('info'), warn: write('warn'), error: write('error') }
  }

  /** The newest lines, oldest first. */
  lines(): readonly LogLine[] {
    return this.#lines
  }

  /** Calls the listener with every line from now on; returns how to stop it. */
  listen(listener: (line: LogLine) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #note(Service: string, Level: LogLine['Level'], facts: object, Message: string): void {
    this.#count += 1
    const line: LogLine = {
      Group: 0,
      Seq: this.#count,
      Time: new Date(this.#now()).toISOString(),
      Service,
      Principal: 'system',
      Level,
      File: '',
      Line: 0,
      Message,
      Data: Object.keys(facts).length === 0 ? [] : [JSON.parse(JSON.stringify(facts))],
      IgnorePublish: false,
    }
    this.#lines.push(line)
    if (this.#lines.length > LINES) this.#lines.shift()
    for (const listener of this.#listeners) listener(line)
  }
}

/** Levels of Terraform's log, from the most to the least verbose. */
export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error'

type Fields = Readonly<Record<string, unknown>>

/**
 * Writes log lines as Terraform's plugin host reads them from standard error: one JSON object a line, whose
 * `@` members it understands. They show with TF_LOG or TF_LOG_PROVIDER set.
 */
export class Log {
  readonly #module: string
  readonly #write: (line: string) => void
  readonly #now: () => Date

  constructor(module: string, write: (line: string) => void, now: () => Date) {
    this.#module = module
    this.#write = write
    this.#now = now
  }

  debug(message: string, fields: Fields = {}): void {
    this.#line('debug', message, fields)
  }

  info(message: string, fields: Fields = {}): void {
    this.#line('info', message, fields)
  }

  error(message: string, fields: Fields = {}): void {
    this.#line('error', message, fields)
  }

  #line(level: Level, message: string, fields: Fields): void {
    const head = {
      '@level': level,
      '@message': message,
      '@module': this.#module,
      '@timestamp': this.#now().toISOString(),
    }
    this.#write(`${JSON.stringify({ ...fields, ...head })}\n`)
  }
}

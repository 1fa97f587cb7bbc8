import { LogLine } from '../models/log-line.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** The log of the server, as far as it keeps it in memory. */
export class ServerLog {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** The lines there are, the oldest first. New ones come as events `log.*.*`. */
  list(options: CallOptions = {}): Promise<LogLine[]> {
    return this.#api.many(LogLine, { method: 'GET', path: apiPath('logs'), ...options })
  }
}

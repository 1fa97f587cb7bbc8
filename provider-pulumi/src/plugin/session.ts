import { Engine } from './engine.ts'
import type { CallContext, Severity } from './provider.ts'
import { Secrets } from './secrets.ts'

/** What the calls of one run share: the engine that is told, the end of the run, and what must not be told. */
export class Session {
  #engine: Engine | undefined
  #address = ''
  #stop = new AbortController()
  #secrets = new Secrets()

  /** Talks to the engine at this address from now on. */
  connect(address: string): void {
    if (address === this.#address) return
    this.#address = address
    this.#engine?.close()
    this.#engine = new Engine(address)
  }

  /** Begins a run: an earlier one that was cancelled does not count any more. */
  begin(): void {
    if (this.#stop.signal.aborted) this.#stop = new AbortController()
  }

  /** Ends every call that is under way, and those to come, until the next run begins. */
  cancel(): void {
    this.#stop.abort(new CancelledError())
  }

  /** Secrets of the whole run, such as credentials. */
  get secrets(): Secrets {
    return this.#secrets
  }

  get engine(): Engine | undefined {
    return this.#engine
  }

  /** The context of one call, with the secrets of the call and of the run. */
  context(urn: string, secrets: Secrets): CallContext {
    const send = (severity: Severity, message: string, ephemeral: boolean) =>
      this.#engine?.log({ severity, message: secrets.redact(message), urn, ephemeral })
    return {
      signal: this.#stop.signal,
      log: (severity, message) => send(severity, message, false),
      secret: (text) => secrets.add(text),
      status: (message) => send('info', message, true),
    }
  }

  close(): void {
    this.#engine?.close()
  }
}

/** The run was cancelled; code `cancelled`. */
export class CancelledError extends Error {
  readonly code = 'cancelled'

  constructor() {
    super('The run was cancelled.')
  }
}

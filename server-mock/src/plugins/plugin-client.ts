import { Agent, type IncomingMessage, request } from 'node:http'
import type { JsonValue } from '@metalwright/sdk/models'
import { PluginFailure } from './plugin-failure.ts'

/** How one call of a plugin is bounded. */
export interface CallBounds {
  /** Milliseconds until the answer must be there. */
  readonly timeoutMs: number
  /** Ends the call. */
  readonly signal?: AbortSignal
}

/** Calls a plugin over its unix socket. */
export class PluginClient {
  readonly socket: string
  readonly #maxBytes: number
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16, maxFreeSockets: 2 })

  /** @param maxBytes of an answer */
  constructor(socket: string, maxBytes: number) {
    this.socket = socket
    this.#maxBytes = maxBytes
  }

  /**
   * Posts to `/api-plugin/v3/<verb>` and gives the JSON of the answer; null for an answer without a body.
   *
   * @throws PluginFailure
   */
  async post(verb: string, body: JsonValue, bounds: CallBounds): Promise<JsonValue> {
    const { signal: caller, timeoutMs } = bounds
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = caller === undefined ? timeout : AbortSignal.any([caller, timeout])
    try {
      const { status, text } = await this.#send(verb, JSON.stringify(body), signal)
      if (status >= 300) throw PluginFailure.refusal(status, text)
      return text.trim() === '' ? null : parsed(text)
    } catch (error) {
      if (error instanceof PluginFailure) throw error
      if (timeout.aborted) {
        throw new PluginFailure([`it did not answer ${verb} within ${timeoutMs} ms`], undefined, error)
      }
      if (caller?.aborted) throw new PluginFailure([`${verb} was given up`], undefined, error)
      const why = error instanceof Error ? error.message : String(error)
      throw new PluginFailure([`it cannot be reached for ${verb}: ${why}`], undefined, error)
    }
  }

  /** Closes its connections; calls under way fail. */
  close(): void {
    this.#agent.destroy()
  }

  #send(verb: string, payload: string, signal: AbortSignal): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }
    return new Promise((resolve, reject) => {
      const call = request(
        {
          socketPath: this.socket,
          path: `/api-plugin/v3/${verb}`,
          method: 'POST',
          headers,
          signal,
          agent: this.#agent,
        },
        (answer) => {
          this.#collected(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject)
        },
      )
      call.once('error', reject)
      call.end(payload)
    })
  }

  async #collected(answer: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of answer) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > this.#maxBytes) throw new PluginFailure([`it answered more than ${this.#maxBytes} bytes`])
      chunks.push(bytes)
    }
    return Buffer.concat(chunks).toString('utf8')
  }
}

function parsed(text: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text)
    return value
  } catch (error) {
    throw new PluginFailure(['it answered what is no JSON'], undefined, error)
  }
}

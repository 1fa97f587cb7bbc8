import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { BmcFailure, quoted } from '../bmc-failure.ts'
import { memberAt, objectsAt, textAt } from '../members.ts'
import { BmcAgent, type TlsPlace } from './bmc-agent.ts'

/** Bytes of an answer; the largest resources that are asked for have a few ten thousand. */
const MAX_BODY = 1024 * 1024

/** A call of a BMC. */
export interface RedfishCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Path with `/redfish` in front. */
  readonly path: string
  readonly body?: JsonObject
  readonly headers?: Readonly<Record<string, string>>
}

/** What it answered. */
export interface RedfishAnswer {
  readonly status: number
  /** Value of a header; empty when it is not there. */
  readonly header: (name: string) => string
  /** Its JSON; undefined when it has no body, or one of another kind and failed anyway. */
  readonly body: JsonValue | undefined
}

/** The BMC closed a connection that was kept from an earlier call, perhaps before it saw this one. */
class ClosedConnection extends Error {
  readonly code = 'closed_connection'

  constructor(cause: Error) {
    super(cause.message, { cause })
  }
}

/** The connection to one BMC: one call at a time, every answer bounded in time and size. Redirects are not followed. */
export class RedfishHttp {
  readonly #place: TlsPlace
  readonly #agent: BmcAgent
  readonly #callMs: number

  /** @param callMs that one call may take, milliseconds */
  constructor(place: TlsPlace, callMs: number) {
    this.#place = place
    this.#agent = new BmcAgent(place)
    this.#callMs = callMs
  }

  /** Fingerprint of the certificate that was trusted because it was the first one; undefined for none. */
  get firstCertificate(): string | undefined {
    return this.#agent.first
  }

  /** Makes a call. @throws BmcFailure unless something was answered; the signal's reason */
  async call(call: RedfishCall, signal: AbortSignal): Promise<RedfishAnswer> {
    const late = AbortSignal.timeout(this.#callMs)
    const either = AbortSignal.any([signal, late])
    try {
      return await this.#exchange(call, either).catch((error: unknown) => {
        if (!(error instanceof ClosedConnection) || call.method !== 'GET') throw error
        return this.#exchange(call, either)
      })
    } catch (error) {
      if (error instanceof BmcFailure) throw error
      if (signal.aborted) throw signal.reason
      throw this.#failure(call, late.aborted, error)
    }
  }

  /** Closes the connection. */
  close(): void {
    this.#agent.destroy()
  }

  #exchange(call: RedfishCall, signal: AbortSignal): Promise<RedfishAnswer> {
    const { host, port } = this.#place
    const body = call.body === undefined ? undefined : JSON.stringify(call.body)
    const headers = {
      Accept: 'application/json',
      'OData-Version': '4.0',
      Host: `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}`,
      ...(body === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
      ...call.headers,
    }
    const { promise, resolve, reject } = Promise.withResolvers<RedfishAnswer>()
    const sent = request(
      { agent: this.#agent, method: call.method, path: call.path, headers, maxHeaderSize: 16_384 },
      (answer) =>
        void bodyOf(answer)
          .then((text) => resolve(read(call, answer, text)), reject)
          .catch(reject),
    )
    // A request without a connection does not heed its own signal.
    const giveUp = () => {
      reject(signal.reason)
      sent.destroy()
      this.#agent.destroy()
    }
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    sent.on('error', (error) => reject(sent.reusedSocket ? new ClosedConnection(error) : error))
    sent.end(body)
    return promise.finally(() => signal.removeEventListener('abort', giveUp))
  }

  #failure({ method, path }: RedfishCall, late: boolean, cause: unknown): BmcFailure {
    const at = `The BMC at ${this.#place.host}`
    if (late) {
      const reason = `${at} did not answer ${method} ${path} within ${this.#callMs / 1000} s`
      return new BmcFailure('bmc_timeout', reason, 'is it reachable, and does it hang?', cause)
    }
    const why = quoted(cause instanceof Error ? cause.message : String(cause))
    const next = 'is the address right, the BMC reachable, and Redfish switched on there?'
    return new BmcFailure(
      'bmc_unreachable',
      `${at} cannot be spoken to at port ${this.#place.port} (${why})`,
      next,
      cause,
    )
  }
}

/** @throws BmcFailure when it is too long */
async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    size += chunk.length
    if (size > MAX_BODY) {
      answer.destroy()
      const reason = `The BMC answered more than ${MAX_BODY} bytes`
      throw new BmcFailure('bmc_answer', reason, 'is it a BMC that answers at ipmi/address?')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** @throws BmcFailure when a call went well by its status, and its body is no JSON */
function read({ method, path }: RedfishCall, answer: IncomingMessage, text: string): RedfishAnswer {
  const status = answer.statusCode ?? 0
  const header = (name: string) => {
    const value = answer.headers[name.toLowerCase()]
    return typeof value === 'string' ? value : (value?.[0] ?? '')
  }
  const body = parsed(text)
  if (body === undefined && text.trim() !== '' && status >= 200 && status < 300 && method === 'GET') {
    const reason = `The BMC answered ${method} ${path} with ${quoted(header('content-type')) || 'something'}, which is no JSON: ${quoted(text.slice(0, 60))}`
    throw new BmcFailure('bmc_answer', reason, 'does it speak Redfish? Set ipmi/mode to ipmitool if not')
  }
  return { status, header, body }
}

function parsed(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** What a refusal says, by Redfish's extended information (DSP0266, section 8.6); its status at the least. */
export function complaintOf({ status, body }: RedfishAnswer): string {
  const error = memberAt(body, 'error')
  const messages = objectsAt(error, '@Message.ExtendedInfo').map((info) => textAt(info, 'Message'))
  const said = messages.filter((message) => message !== '').join(' ') || textAt(error, 'message')
  return said === '' ? `status ${status}` : `status ${status}: ${quoted(said)}`
}

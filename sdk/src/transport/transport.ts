import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { UserToken } from '../models/user.ts'
import { unlessAborted } from './abort.ts'
import { apiError } from './api-error.ts'
import { AuthenticationError } from './authentication-error.ts'
import { readText } from './body.ts'
import { type Clock, type Random, systemClock } from './clock.ts'
import { credentialsOf } from './credentials.ts'
import { type Endpoint, parseEndpoint } from './endpoint.ts'
import { Exchange } from './exchange.ts'
import { connectionFailure } from './failure.ts'
import { apiPath } from './path.ts'
import { parseOrUndefined, readErrorBody, refusesCredentials } from './refusal-body.ts'
import type { Answer, Request } from './request.ts'
import { retryAfter, retryDelay } from './retry.ts'
import { SdkError } from './sdk-error.ts'
import { Session } from './session.ts'
import type { Settings } from './settings.ts'
import { Slots } from './slots.ts'

/** Where the transport gets time, chance and request ids from; each has a default. */
export interface TransportPorts {
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
  /** Makes the `X-Log-Token` of an attempt; a random UUID by default. */
  readonly requestId?: (() => string) | undefined
}

/** How the body of an answer is taken; `whole` means within the time of the attempt. */
interface Reader<Body> {
  readonly whole: boolean
  readonly read: (body: Readable, call: string) => Promise<Body>
}

/** The server has refused who we say we are; the text says which call, for messages. */
interface TokenRefused {
  readonly refusedCall: string
}

/** What an attempt came to: the server may refuse the token instead of answering. */
type Outcome<Body> = Answer<Body> | TokenRefused

/** Most bytes of an error or a token that are read. */
const MAX_SMALL_BYTES = 1024 * 1024

/**
 * Calls of the API over HTTP: connections, trust, login, time-outs and repetition. Nothing is dialled before the
 * first call.
 *
 * Every call rejects with an `SdkError`, or with the reason of its signal once that is aborted.
 */
export class Transport {
  readonly endpoint: Endpoint
  readonly clock: Clock
  readonly random: Random
  /** Milliseconds between two looks at something that the server cannot tell about by itself. */
  readonly pollMs: number
  readonly #maxResponseBytes: number
  readonly #maxRetries: number
  readonly #maxWaitMs: number
  readonly #requestId: () => string
  readonly #exchange: Exchange
  readonly #session: Session
  readonly #slots: Slots
  readonly #closed = new AbortController()
  #changes = 0

  /** @throws SettingsError when the endpoint or the credentials are malformed */
  constructor(settings: Settings = {}, ports: TransportPorts = {}) {
    this.endpoint = parseEndpoint(settings.endpoint || undefined)
    this.clock = ports.clock ?? systemClock
    this.random = ports.random ?? Math.random
    this.pollMs = settings.pollIntervalMs ?? 5_000
    this.#requestId = ports.requestId ?? randomUUID
    this.#maxResponseBytes = settings.maxResponseBytes ?? 64 * 1024 * 1024
    this.#maxRetries = settings.maxRetries ?? 4
    this.#maxWaitMs = settings.maxRetryWaitMs ?? 30_000
    this.#exchange = new Exchange(this.endpoint, settings)
    this.#slots = new Slots(settings.maxConnections ?? 10)
    const ttlSeconds = settings.tokenTtlSeconds ?? 3600
    this.#session = new Session(credentialsOf(settings), this.clock, ttlSeconds, (user, basic) =>
      this.#login(user, basic, ttlSeconds),
    )
  }

  /**
   * Goes up whenever a call that may change something begins or ends. What was read while it stood still holds
   * everything that this transport has changed.
   */
  get changes(): number {
    return this.#changes
  }

  /** Sends a call and reads the whole answer as text. 304 is a success. */
  send(request: Request): Promise<Answer<string>> {
    return this.#call(request, textUpTo(this.#maxResponseBytes))
  }

  /**
   * Sends a call and hands over the answer as a stream, which must be read to its end or destroyed. Once it has
   * begun, a failure is not repeated and comes out of the stream.
   */
  download(request: Request): Promise<Answer<Readable>> {
    return this.#call(request, { whole: false, read: async (body) => body })
  }

  /** Value of the `Authorization` header for another protocol; logs in when needed. */
  authorization(): Promise<string | undefined> {
    return this.#session.authorization()
  }

  /**
   * Takes note that the server has refused this authorisation.
   *
   * @throws AuthenticationError when logging in again cannot help
   */
  refused(authorization: string | undefined): void {
    this.#discard(authorization)
  }

  /** Opens a connection of its own to the server, its certificate checked. */
  async connect(): Promise<Socket> {
    this.#closed.signal.throwIfAborted()
    try {
      return await this.#exchange.connect()
    } catch (error) {
      throw connectionFailure(error, `Connecting to ${this.endpoint.origin}`)
    }
  }

  /** Ends all calls under way and closes the connections; later calls are refused with `client_closed`. */
  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return
    this.#closed.abort(new SdkError('client_closed', 'The client was closed; make a new one.'))
    await this.#exchange.close()
  }

  async #call<Body>(request: Request, reader: Reader<Body>): Promise<Answer<Body>> {
    if (request.method === 'GET' || request.method === 'HEAD') return this.#authorized(request, reader)
    this.#changes += 1
    try {
      return await this.#authorized(request, reader)
    } finally {
      this.#changes += 1
    }
  }

  async #authorized<Body>(request: Request, reader: Reader<Body>): Promise<Answer<Body>> {
    const { signal } = request
    signal?.throwIfAborted()
    let authorization = await this.#authorization(signal)
    let answer = await this.#repeat(request, authorization, reader, signal)
    if ('refusedCall' in answer) {
      // The server checks the token before it does anything, so even a POST may be sent again.
      this.#discard(authorization, answer)
      authorization = await this.#authorization(signal)
      answer = await this.#repeat(request, authorization, reader, signal)
    }
    if ('refusedCall' in answer) throw this.#notAccepted(authorization, answer)
    return answer
  }

  async #repeat<Body>(
    request: Request,
    authorization: string | undefined,
    reader: Reader<Body>,
    caller: AbortSignal | undefined,
  ): Promise<Outcome<Body>> {
    const { signal: closed } = this.#closed
    const signal = caller === undefined ? closed : AbortSignal.any([caller, closed])
    const idempotent = request.idempotent ?? !['POST', 'PATCH'].includes(request.method)
    const rules = { maxRetries: this.#maxRetries, maxWaitMs: this.#maxWaitMs, random: this.random }
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted()
      try {
        const send = () => this.#attempt(request, authorization, attempt, reader, signal)
        // Watches wait more than they work.
        return await (request.holdMs === undefined ? this.#slots.run(send, signal) : send())
      } catch (error) {
        signal.throwIfAborted()
        const pause = retryDelay(error, attempt, idempotent, rules)
        if (pause === undefined) throw error
        await this.clock.sleep(pause, signal)
      }
    }
  }

  async #attempt<Body>(
    request: Request,
    authorization: string | undefined,
    attempts: number,
    reader: Reader<Body>,
    caller: AbortSignal,
  ): Promise<Outcome<Body>> {
    const { method } = request
    const url = `${this.endpoint.origin}${this.#exchange.target(request)}`
    const call = `${method} ${url}`
    const requestId = this.#requestId()
    const bounded = reader.whole && request.content === undefined
    const signal = bounded
      ? AbortSignal.any([caller, AbortSignal.timeout(this.#exchange.patience(request))])
      : caller
    try {
      const { status, headers, body } = await this.#exchange.send(request, {
        requestId,
        authorization,
        signal,
      })
      if (status < 300 || status === 304) {
        return { status, headers, body: await reader.read(body, call), attempts, call }
      }
      const text = await readText(body, MAX_SMALL_BYTES, call)
      const error = readErrorBody(text, method, status, (message) => this.#session.redact(message))
      if (status === 401 || (status === 403 && refusesCredentials(text, error))) {
        return { refusedCall: `${call} answered ${status}, request ${requestId}` }
      }
      const retryAfterMs = retryAfter(headers.get('retry-after'), this.clock.now())
      throw apiError({ method, url, status, body: error, requestId, attempts, retryAfterMs })
    } catch (error) {
      throw connectionFailure(error, call, requestId)
    }
  }

  async #login(user: string, basic: string, ttlSeconds: number): Promise<string> {
    const path = apiPath('users', user, 'token')
    const request: Request = { method: 'GET', path, query: [['ttl', String(ttlSeconds)]] }
    const answer = await this.#repeat(request, basic, textUpTo(MAX_SMALL_BYTES), undefined)
    if ('refusedCall' in answer) throw this.#notAccepted(basic, answer)
    const read = UserToken.pick({ Token: true }).safeParse(parseOrUndefined(answer.body))
    if (read.success) return read.data.Token
    throw new SdkError('unexpected_answer', `${answer.call} answered no token. Is this a DRP server?`)
  }

  /** Waits for the login, which others may share, no longer than the caller wants. */
  async #authorization(signal: AbortSignal | undefined): Promise<string | undefined> {
    this.#closed.signal.throwIfAborted()
    return unlessAborted(this.#session.authorization(), signal)
  }

  #discard(authorization: string | undefined, refused?: TokenRefused): void {
    if (!this.#session.renewable || authorization === undefined) {
      throw this.#notAccepted(authorization, refused)
    }
    this.#session.discard(authorization)
  }

  #notAccepted(authorization: string | undefined, refused?: TokenRefused): AuthenticationError {
    const { origin } = this.endpoint
    const which = refused === undefined ? '' : ` (${refused.refusedCall})`
    if (this.#session.user !== undefined) {
      const message = `${origin} does not accept user \`${this.#session.user}\` with this password. `
      return new AuthenticationError(`${message}Correct \`key\` or RS_KEY (user:password).${which}`)
    }
    if (authorization === undefined) {
      const message = `${origin} asks who we are. Set RS_KEY to user:password, or RS_TOKEN.`
      return new AuthenticationError(`${message}${which}`)
    }
    const message = `${origin} does not accept the token; it is wrong, expired or revoked. `
    return new AuthenticationError(
      `${message}Fetch a new one, or set RS_KEY to user:password instead.${which}`,
    )
  }
}

function textUpTo(limit: number): Reader<string> {
  return { whole: true, read: (body, call) => readText(body, limit, call) }
}

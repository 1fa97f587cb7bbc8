import type { WebSocket } from 'ws'
import { Event } from '../models/event.ts'
import type { JsonValue } from '../models/json.ts'
import {
  ApiError,
  AuthenticationError,
  apiPath,
  backOff,
  ConnectionError,
  SdkError,
  type Transport,
  unlessAborted,
} from '../transport/index.ts'
import { heartbeat } from './heartbeat.ts'
import { openSocket } from './open-socket.ts'
import { Position } from './position.ts'
import { parseSelector } from './selector.ts'
import { type ResyncReason, Subscription } from './subscription.ts'

/** Milliseconds the server has to say goodbye. */
const CLOSE_MS = 1_000

/** Limits of the stream; each has a default. */
export interface EventStreamOptions {
  /** Milliseconds between signs of life, 30,000 by default; a connection silent for two of them is given up. */
  readonly heartbeatMs?: number | undefined
  /** Milliseconds the server has to open the stream and to confirm a subscription, 10,000 by default. */
  readonly answerTimeoutMs?: number | undefined
  /** Longest pause between attempts to connect in milliseconds, 30,000 by default. */
  readonly maxRetryWaitMs?: number | undefined
}

/** What to publish; the server adds who did. */
export interface PostedEvent {
  readonly Type: string
  readonly Action: string
  readonly Key: string
  readonly Object?: JsonValue | undefined
}

/** How to subscribe. */
export interface SubscribeOptions {
  /** Ends the subscription; reading it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined
  /** How many unread items are kept before the reader is told to list again, 1,000 by default. */
  readonly queueLimit?: number | undefined
}

/**
 * The event stream of the server: one websocket shared by all subscriptions, open while there are any. It
 * reconnects by itself and goes on where it stopped when the server numbers its events; where that cannot be,
 * every subscription gets a `resync`.
 */
export class EventStream {
  readonly #transport: Transport
  readonly #heartbeatMs: number
  readonly #answerTimeoutMs: number
  readonly #maxRetryWaitMs: number
  readonly #subscriptions = new Set<Subscription>()
  /** How many subscriptions use a selector. */
  readonly #selectors = new Map<string, number>()
  /** Confirmations of selectors that are waited for, on whichever connection they come. */
  readonly #confirmations = new Map<string, PromiseWithResolvers<void>>()
  readonly #position = new Position()
  #stop = new AbortController()
  #running: Promise<void> | undefined
  #socket: WebSocket | undefined

  constructor(transport: Transport, options: EventStreamOptions = {}) {
    this.#transport = transport
    this.#heartbeatMs = options.heartbeatMs ?? 30_000
    this.#answerTimeoutMs = options.answerTimeoutMs ?? 10_000
    this.#maxRetryWaitMs = options.maxRetryWaitMs ?? 30_000
  }

  /**
   * Subscribes to events, such as `machines.*.<uuid>`. Resolves once the server has confirmed all selectors, so
   * that nothing that happens from then on is missed. While the server cannot be reached it keeps trying; set a
   * signal to give up.
   *
   * @throws SdkError `invalid_selector`, or `subscription_unanswered` when the server does not confirm
   * @throws AuthenticationError, TlsError, SdkError `events_unavailable` when connecting can never work
   */
  async subscribe(selectors: readonly string[], options: SubscribeOptions = {}): Promise<Subscription> {
    const { signal, queueLimit = 1_000 } = options
    signal?.throwIfAborted()
    const parsed = selectors.map(parseSelector)
    const onAbort = () => subscription.fail(signal?.reason)
    const subscription = new Subscription(selectors, parsed, queueLimit, (ended) => {
      signal?.removeEventListener('abort', onAbort)
      this.#drop(ended)
    })
    this.#subscriptions.add(subscription)
    signal?.addEventListener('abort', onAbort)
    try {
      await unlessAborted(Promise.all(selectors.map((selector) => this.#register(selector))), signal)
      return subscription
    } catch (error) {
      subscription.close()
      throw error
    }
  }

  /** Publishes an event of one's own to all who have subscribed to it, plugins among them. */
  async post(event: PostedEvent, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const json = { Time: new Date(this.#transport.clock.now()).toISOString(), ...event }
    await this.#transport.send({ method: 'POST', path: apiPath('events'), json, ...options })
  }

  /** Ends all subscriptions and closes the connection. */
  async close(): Promise<void> {
    for (const subscription of [...this.#subscriptions]) subscription.close()
    await this.#running
  }

  async #register(selector: string): Promise<void> {
    const users = this.#selectors.get(selector) ?? 0
    this.#selectors.set(selector, users + 1)
    const waiting = this.#confirmations.get(selector)
    if (waiting !== undefined) return waiting.promise
    if (users > 0) return
    const confirmation = Promise.withResolvers<void>()
    this.#confirmations.set(selector, confirmation)
    this.#running ??= this.#run()
    this.#ask(selector)
    return confirmation.promise
  }

  #drop(subscription: Subscription): void {
    if (!this.#subscriptions.delete(subscription)) return
    for (const selector of subscription.selectors) {
      const users = (this.#selectors.get(selector) ?? 1) - 1
      if (users > 0) {
        this.#selectors.set(selector, users)
        continue
      }
      this.#selectors.delete(selector)
      this.#confirmations.get(selector)?.resolve()
      this.#confirmations.delete(selector)
      this.#send(`deregister ${selector}`)
    }
    if (this.#subscriptions.size === 0) this.#stop.abort()
  }

  /** Keeps a connection while there are subscriptions. Never rejects. */
  async #run(): Promise<void> {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    const random = this.#transport.random
    let refusals = 0
    let failures = 0
    let established = false
    while (!signal.aborted) {
      try {
        const opened = await openSocket(this.#transport, this.#answerTimeoutMs)
        if (opened.kind === 'refused') {
          this.#transport.refused(opened.authorization)
          refusals += 1
          if (refusals > 1)
            throw new AuthenticationError('The server does not let this user open the event stream.')
          continue
        }
        refusals = 0
        failures = 0
        await this.#serve(opened.socket, established, signal)
        established = true
      } catch (error) {
        if (isFinal(error, established)) this.#fail(error)
      }
      if (signal.aborted) break
      failures += 1
      const pause = backOff(failures, { maxWaitMs: this.#maxRetryWaitMs, random })
      await this.#transport.clock.sleep(pause, signal).catch(() => {})
    }
    this.#position.reset()
    this.#running = undefined
    // Somebody may have subscribed while the last connection was being closed.
    if (this.#subscriptions.size > 0) this.#running = this.#run()
  }

  /** Uses an open connection until it is closed. */
  async #serve(socket: WebSocket, again: boolean, signal: AbortSignal): Promise<void> {
    const closed = Promise.withResolvers<void>()
    const onAbort = () => {
      socket.close()
      setTimeout(() => socket.terminate(), CLOSE_MS).unref()
    }
    socket.on('close', () => closed.resolve())
    socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#receive(String(data))
    })
    const stopHeartbeat = heartbeat(socket, this.#heartbeatMs)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    try {
      this.#socket = socket
      for (const selector of this.#selectors.keys()) this.#ask(selector)
      if (again) this.#resume()
      await closed.promise
    } finally {
      this.#socket = undefined
      stopHeartbeat()
      signal.removeEventListener('abort', onAbort)
      socket.terminate()
    }
  }

  /** Registers a selector on the open connection and gives the server its time to confirm it. */
  #ask(selector: string): void {
    const socket = this.#socket
    const confirmation = this.#confirmations.get(selector)
    this.#send(`register ${selector}`)
    if (socket === undefined || confirmation === undefined) return
    const timer = setTimeout(() => {
      if (this.#socket !== socket || this.#confirmations.get(selector) !== confirmation) return
      this.#confirmations.delete(selector)
      const message = `The server does not confirm the subscription to \`${selector}\`. Is it a DRP event stream?`
      confirmation.reject(new SdkError('subscription_unanswered', message))
    }, this.#answerTimeoutMs)
    const stop = () => clearTimeout(timer)
    confirmation.promise.then(stop, stop)
  }

  #resume(): void {
    const { resumeAfter } = this.#position
    if (resumeAfter === undefined) this.#resync('reconnected')
    else this.#send(`resume ${resumeAfter}`)
  }

  #receive(text: string): void {
    const event = readEvent(text)
    if (event === undefined) return
    if (event.Type === 'websocket') {
      if (event.Action === 'register') this.#confirm(event)
      if (event.Action === 'resync') this.#resync('server')
      return
    }
    if (!this.#position.advance(event)) return
    for (const subscription of this.#subscriptions) subscription.offer(event)
  }

  #confirm(event: Event): void {
    // Where the numbering stands, so that a break before the first event can be bridged too.
    this.#position.begin(event.Revision)
    this.#confirmations.get(event.Key)?.resolve()
    this.#confirmations.delete(event.Key)
  }

  #resync(reason: ResyncReason): void {
    this.#position.reset()
    for (const subscription of this.#subscriptions) subscription.resync(reason)
  }

  #fail(error: unknown): void {
    for (const confirmation of this.#confirmations.values()) confirmation.reject(error)
    this.#confirmations.clear()
    for (const subscription of [...this.#subscriptions]) subscription.fail(error)
  }

  #send(frame: string): void {
    const socket = this.#socket
    if (socket !== undefined && socket.readyState === socket.OPEN) socket.send(frame)
  }
}

/** Whether trying again is of no use. A stream that was there before is away for a while, as when a proxy says so. */
function isFinal(error: unknown, established: boolean): boolean {
  if (error instanceof SdkError && error.code === 'events_unavailable') return !established
  return !(error instanceof ConnectionError) && !(error instanceof ApiError && error.status >= 500)
}

function readEvent(text: string): Event | undefined {
  try {
    const read = Event.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

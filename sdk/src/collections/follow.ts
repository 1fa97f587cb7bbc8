import type { StreamItem, Subscription } from '../events/index.ts'
import type { Event } from '../models/event.ts'
import {
  ApiError,
  backOff,
  type Clock,
  ConnectionError,
  ServerError,
  type Transport,
} from '../transport/index.ts'
import type { CallOptions } from './api.ts'
import type { Watched } from './read-collection.ts'

/** What following an object shows: how it is now, or that the server does not answer at the moment. */
export type Sighting<Item> =
  | { readonly kind: 'seen'; readonly object: Item }
  | { readonly kind: 'away'; readonly error: unknown }

/** How an object is followed. */
export interface FollowOptions extends CallOptions {
  /** Milliseconds after which it ends; by default it goes on until it is left. */
  readonly timeoutMs?: number | undefined
  /**
   * Where changes are heard of: `events` from the event stream, one connection for all that is followed; `looks` by
   * asking the server to hold its answer back until the object changes. `events` by default.
   */
  readonly by?: 'events' | 'looks' | undefined
}

/** What is followed, and how it is reached. */
export interface Followed<Item> {
  readonly transport: Pick<Transport, 'clock' | 'random' | 'pollMs'>
  /** Reads the object, held back for so many seconds while its version is that of the ETag. */
  look(etag: string | undefined, waitSeconds: number, signal?: AbortSignal): Promise<Watched<Item>>
  /** Subscribes to the events of the object. */
  subscribe(object: Item, signal: AbortSignal): Promise<Subscription>
  /** The object as an event tells it; undefined when a look must tell. */
  objectOf(event: Event): Item | undefined
}

/** Shortest pause between two looks. */
const BREATH_MS = 250
/** How much later than asked an answer may come, in milliseconds. */
const GRACE_MS = 5_000
/** Longest time the server is asked to hold a look back, in seconds. */
const HOLD_SECONDS = 60
/** Longest time the event stream may take to open, in milliseconds. */
const SUBSCRIBE_MS = 10_000
/** How long events are trusted without a look, in milliseconds: at first, and at most. */
const TRUST_MS = 2_000
const MAX_TRUST_MS = 30_000

/**
 * One object that is followed: as it is now, and as it is after each change. Survives a server that is away.
 *
 * DRP sends an event only to who has the right of exactly its name, and does not tell that it sends none. So a look
 * is taken now and then, and when one shows a change that no event has told, looks take over: held back by the
 * server when it can (ETags, DRP v4), every five seconds (`pollIntervalMs`) when it cannot (DRP 3.11).
 */
export class Following<Item> {
  readonly #followed: Followed<Item>
  readonly #clock: Clock
  readonly #deadline: number
  readonly #by: 'events' | 'looks'
  readonly #signal: AbortSignal | undefined
  #looked = false
  #etag: string | undefined
  /** The object as it was last given, as JSON; undefined while the server is away. */
  #given: string | undefined

  constructor(followed: Followed<Item>, options: FollowOptions) {
    const { timeoutMs = Number.POSITIVE_INFINITY, by = 'events', signal } = options
    this.#followed = followed
    this.#clock = followed.transport.clock
    this.#deadline = this.#clock.now() + timeoutMs
    this.#by = by
    this.#signal = signal
  }

  /** Gives what is seen until the time is over; looks once at the least. */
  async *sightings(): AsyncGenerator<Sighting<Item>, void, undefined> {
    if (this.#by === 'events') yield* this.#hear()
    for (;;) {
      const asked = this.#clock.now()
      const seconds = Math.max(1, Math.ceil(this.#remaining() / 1000))
      const look = yield* this.#look(Math.min(HOLD_SECONDS, seconds))
      if (look === undefined) return
      await this.#sleep(pauseAfter(look, this.#clock.now() - asked, this.#followed.transport.pollMs))
    }
  }

  /** Follows by events until they turn out not to tell everything. */
  async *#hear(): AsyncGenerator<Sighting<Item>, void, undefined> {
    const first = yield* this.#look(0)
    if (first === undefined || !first.changed) return
    const subscription = await this.#subscribe(first.object)
    if (subscription === undefined) return
    try {
      // What has happened before the subscription stood is seen by the first look.
      let told = true
      for (let trustMs = TRUST_MS; ; trustMs = Math.min(trustMs * 2, MAX_TRUST_MS)) {
        const before = this.#given
        if ((yield* this.#look(0)) === undefined) return
        if (this.#given !== before && !told) {
          // The event may be on its way still.
          const item = await this.#next(subscription, BREATH_MS)
          if (item === 'late' || item === undefined) return
          continue
        }
        told = false
        for (;;) {
          const item = await this.#next(subscription, trustMs)
          if (item === 'late') break
          if (item === undefined) return
          told = true
          const object = item.kind === 'event' ? this.#followed.objectOf(item.event) : undefined
          if (object === undefined) break
          yield* this.#give(object)
        }
      }
    } finally {
      subscription.close()
    }
  }

  /** Looks, again while the server does not answer; undefined when the time is over. */
  async *#look(waitSeconds: number): AsyncGenerator<Sighting<Item>, Watched<Item> | undefined, undefined> {
    for (let failures = 1; ; failures += 1) {
      this.#signal?.throwIfAborted()
      if (this.#looked && this.#remaining() === 0) return undefined
      this.#looked = true
      const seen = await this.#lookOnce(waitSeconds)
      if (!('away' in seen)) {
        this.#etag = seen.etag
        if (seen.changed) yield* this.#give(seen.object)
        return seen
      }
      // That the server is back is worth telling, whether the object has changed or not.
      this.#etag = undefined
      this.#given = undefined
      yield { kind: 'away', error: seen.away }
      const pause = backOff(failures, { maxWaitMs: 10_000, random: this.#followed.transport.random })
      if (pause >= this.#remaining()) return undefined
      await this.#sleep(pause)
    }
  }

  async #lookOnce(waitSeconds: number): Promise<Watched<Item> | { readonly away: unknown }> {
    try {
      return await this.#followed.look(this.#etag, waitSeconds, this.#patience())
    } catch (error) {
      this.#signal?.throwIfAborted()
      if (isPassing(error)) return { away: error }
      throw error
    }
  }

  *#give(object: Item): Generator<Sighting<Item>, void, undefined> {
    const text = JSON.stringify(object)
    if (text === this.#given) return
    this.#given = text
    yield { kind: 'seen', object }
  }

  async #subscribe(object: Item): Promise<Subscription | undefined> {
    const late = AbortSignal.timeout(SUBSCRIBE_MS)
    const signal = this.#signal === undefined ? late : AbortSignal.any([late, this.#signal])
    try {
      return await this.#followed.subscribe(object, signal)
    } catch {
      // Looks will do; what is wrong with the server they say themselves.
      this.#signal?.throwIfAborted()
      return undefined
    }
  }

  /** The next item of the subscription, `late` when it does not come in time; undefined when it has ended. */
  async #next(subscription: Subscription, timeMs: number): Promise<StreamItem | 'late' | undefined> {
    const over = new AbortController()
    const signal = this.#signal === undefined ? over.signal : AbortSignal.any([over.signal, this.#signal])
    const late = this.#clock.sleep(Math.min(timeMs, this.#remaining()), signal).then(
      () => 'late' as const,
      () => 'late' as const,
    )
    try {
      return await Promise.race([subscription.next(signal).catch(() => undefined), late])
    } finally {
      over.abort()
    }
  }

  #remaining(): number {
    return Math.max(0, this.#deadline - this.#clock.now())
  }

  /** A look at a server that does not answer at all must end with the time there is. */
  #patience(): AbortSignal | undefined {
    const remaining = this.#remaining()
    if (remaining === Number.POSITIVE_INFINITY) return this.#signal
    const late = AbortSignal.timeout(Math.min(Math.ceil(remaining) + GRACE_MS, 2 ** 31 - 1))
    return this.#signal === undefined ? late : AbortSignal.any([this.#signal, late])
  }

  #sleep(milliseconds: number): Promise<void> {
    return this.#clock.sleep(Math.min(milliseconds, this.#remaining()), this.#signal)
  }
}

function pauseAfter<Item>(seen: Watched<Item>, tookMs: number, pollMs: number): number {
  if (seen.etag === undefined) return pollMs
  // A server that knows ETags but does not wait answers "unchanged" at once.
  return !seen.changed && tookMs < BREATH_MS ? pollMs : BREATH_MS
}

/** Whether the same call may work later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof DOMException) return error.name === 'TimeoutError'
  if (error instanceof ApiError && error.status === 429) return true
  return error instanceof ConnectionError || error instanceof ServerError
}

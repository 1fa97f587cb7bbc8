import type { Event } from '../models/event.ts'
import { unlessAborted } from '../transport/index.ts'
import { type Selector, selects } from './selector.ts'

/**
 * Why events may be missing: `reconnected` after a break that could not be bridged, `server` the server says so,
 * `overflow` the reader was too slow.
 */
export type ResyncReason = 'reconnected' | 'server' | 'overflow'

/**
 * What a subscription gives: an event, or the notice that some may be missing, so that the reader has to list
 * again what it follows.
 */
export type StreamItem =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'resync'; readonly reason: ResyncReason }

/**
 * Events that some selectors take, in order, as an async iterable. Each may come twice after a reconnect; none is
 * missed without a `resync` in its place. What is not read yet is kept up to a limit.
 */
export class Subscription implements AsyncIterable<StreamItem> {
  readonly selectors: readonly string[]
  readonly #parsed: readonly Selector[]
  readonly #limit: number
  readonly #onClose: (subscription: Subscription) => void
  #items: StreamItem[] = []
  #lost = false
  #end: { readonly error: unknown } | 'closed' | undefined
  #wake = Promise.withResolvers<void>()

  constructor(
    selectors: readonly string[],
    parsed: readonly Selector[],
    limit: number,
    onClose: (subscription: Subscription) => void,
  ) {
    this.selectors = selectors
    this.#parsed = parsed
    this.#limit = limit
    this.#onClose = onClose
  }

  /** The next item; undefined once the subscription is closed. Rejects when the stream has failed for good. */
  async next(signal?: AbortSignal): Promise<StreamItem | undefined> {
    for (;;) {
      signal?.throwIfAborted()
      const item = this.#items.shift()
      if (item !== undefined) {
        if (item.kind === 'resync') this.#lost = false
        return item
      }
      if (this.#end === 'closed') return undefined
      if (this.#end !== undefined) throw this.#end.error
      await unlessAborted(this.#wake.promise, signal)
    }
  }

  /**
   * Reads on until an event fits or events may be missing, which it gives then. Undefined when the subscription is
   * closed before that.
   */
  async waitFor(fits: (event: Event) => boolean, signal?: AbortSignal): Promise<StreamItem | undefined> {
    for (;;) {
      const item = await this.next(signal)
      if (item === undefined || item.kind === 'resync' || fits(item.event)) return item
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<StreamItem, void, undefined> {
    try {
      for (let item = await this.next(); item !== undefined; item = await this.next()) yield item
    } finally {
      this.close()
    }
  }

  /** Ends the subscription; who waits for an item gets undefined. */
  close(): void {
    this.#finish('closed')
  }

  /** Takes an event if a selector does. For the stream. */
  offer(event: Event): void {
    if (!this.#lost && this.#parsed.some((selector) => selects(selector, event))) {
      this.#push({ kind: 'event', event })
    }
  }

  /**
   * Notes that events may be missing. What waits already is dropped: the reader lists again anyway. For the stream.
   */
  resync(reason: ResyncReason): void {
    this.#items = []
    this.#push({ kind: 'resync', reason })
  }

  /** Ends the subscription; reading it rejects with the error. For the stream. */
  fail(error: unknown): void {
    this.#finish({ error })
  }

  #finish(end: { readonly error: unknown } | 'closed'): void {
    if (this.#end !== undefined) return
    this.#end = end
    this.#items = []
    this.#wake.resolve()
    this.#onClose(this)
  }

  #push(item: StreamItem): void {
    if (this.#end !== undefined) return
    if (this.#items.length >= this.#limit) {
      // The reader will list again when it gets to the notice; events before that would tell it nothing new.
      this.#items = [{ kind: 'resync', reason: 'overflow' }]
      this.#lost = true
    } else {
      this.#items.push(item)
    }
    this.#wake.resolve()
    this.#wake = Promise.withResolvers<void>()
  }
}

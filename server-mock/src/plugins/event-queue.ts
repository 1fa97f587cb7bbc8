import type { Event } from '@metalwright/sdk/models'
import { PluginFailure } from './plugin-failure.ts'

/** How events get to one plugin. */
export interface EventQueueOptions {
  /** Tells the plugin one event. */
  readonly send: (event: Event) => Promise<void>
  /** Events that may wait. */
  readonly limit: number
  /** Told that events begin to be left out, and how many were when the plugin has caught up. */
  readonly onLag: (dropped: number | undefined) => void
  /** Told why an event was not taken, unless the one before it was not taken either. */
  readonly onFailure: (reason: string) => void
}

/**
 * Tells a plugin events, one after the other and in their order. A plugin that is too slow does not hold anybody
 * up: what does not fit into the queue is left out.
 */
export class EventQueue {
  readonly #options: EventQueueOptions
  #waiting: Event[] = []
  #dropped = 0
  #busy = false

  constructor(options: EventQueueOptions) {
    this.#options = options
  }

  /** Adds an event. */
  push(event: Event): void {
    if (this.#waiting.length >= this.#options.limit) {
      this.#dropped += 1
      if (this.#dropped === 1) this.#options.onLag(undefined)
      return
    }
    this.#waiting.push(event)
    if (!this.#busy) void this.#drain()
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = []
  }

  async #drain(): Promise<void> {
    this.#busy = true
    let failing = false
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
      try {
        await this.#options.send(event)
        failing = false
      } catch (error) {
        if (!failing) this.#options.onFailure(PluginFailure.messagesOf(error).join('; '))
        failing = true
      }
      if (this.#waiting.length === 0 && this.#dropped > 0) {
        const dropped = this.#dropped
        this.#dropped = 0
        this.#options.onLag(dropped)
      }
    }
    this.#busy = false
  }
}

/** Turns events that are pushed when they happen into a stream that is read when there is time. */
export class EventQueue<Event> implements AsyncIterable<Event> {
  readonly #events: Event[] = []
  #ended = false
  #failure: { readonly error: unknown } | undefined
  #wake: () => void = () => undefined

  /** Adds an event; those after the end are dropped. */
  push(event: Event): void {
    if (this.#ended) return
    this.#events.push(event)
    this.#wake()
  }

  /** Adds the last event. */
  end(last: Event): void {
    this.push(last)
    this.#ended = true
  }

  /** Ends the stream with an error after the events that are there. */
  fail(error: unknown): void {
    this.#failure = { error }
    this.#ended = true
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event> {
    for (;;) {
      const event = this.#events.shift()
      if (event !== undefined) yield event
      else if (this.#failure) throw this.#failure.error
      else if (this.#ended) return
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}

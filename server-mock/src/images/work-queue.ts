/** How a piece of work stands. */
export type WorkState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Does a piece of work; tells how far it is, and gives up when the signal fires. */
export type Work = (report: (done: number, total: number) => void, signal: AbortSignal) => Promise<void>

/** How a queue works. */
export interface WorkQueueOptions {
  /** Pieces of work under way at once. */
  readonly atOnce: number
  /** Milliseconds, steady. */
  readonly now: () => number
  /** Milliseconds a failure is remembered for. */
  readonly remember: (error: unknown) => number
  /** Told of what begins, ends, and at most once a second how it goes. */
  readonly onChange: (key: string) => void
}

/** Failures that are remembered. */
const MAX_FAILURES = 1000
/** Milliseconds between two reports of one piece of work. */
const REPORTS = 1000

interface Item {
  readonly work: Work
  readonly stop: AbortController
  readonly ended: PromiseWithResolvers<void>
  state: WorkState
  reported: number
}

/** Work by key: what is asked for twice is done once, a few at a time, in the order in which it was asked for. */
export class WorkQueue {
  readonly #options: WorkQueueOptions
  readonly #items = new Map<string, Item>()
  readonly #failures = new Map<string, { readonly error: unknown; readonly until: number }>()
  #running = 0
  #stopped = false

  constructor(options: WorkQueueOptions) {
    this.#options = options
  }

  /** How the work of a key stands; `undefined` when it was never asked for, is done, or failed long ago. */
  state(key: string): WorkState | undefined {
    const item = this.#items.get(key)
    if (item !== undefined) return item.state
    const failure = this.#failures.get(key)
    if (failure === undefined || failure.until <= this.#options.now()) return undefined
    return { kind: 'failed', error: failure.error }
  }

  /** Asks for work, unless that of this key is under way. Nothing is begun when the queue is stopped. */
  start(key: string, work: Work): void {
    if (this.#stopped || this.#items.has(key)) return
    this.#failures.delete(key)
    const ended = Promise.withResolvers<void>()
    this.#items.set(key, {
      ...{ work, stop: new AbortController(), ended, state: { kind: 'waiting' }, reported: 0 },
    })
    this.#next()
  }

  /** Gives up the work of a key and waits for that; forgets its failure. */
  async give(key: string): Promise<void> {
    const item = this.#items.get(key)
    item?.stop.abort(new Error('given up'))
    if (item?.state.kind === 'waiting') this.#end(key, item)
    await item?.ended.promise
    this.#failures.delete(key)
  }

  /** Keys of what is asked for and not done. */
  keys(): string[] {
    return [...this.#items.keys()]
  }

  /** Resolves when nothing is left to be done. */
  async settled(): Promise<void> {
    while (this.#items.size > 0)
      await Promise.all([...this.#items.values()].map(({ ended }) => ended.promise))
  }

  /** Gives up everything and waits for that. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.keys().map((key) => this.give(key)))
  }

  #next(): void {
    for (const [key, item] of this.#items) {
      if (this.#running >= this.#options.atOnce) return
      if (item.state.kind === 'waiting') void this.#run(key, item)
    }
  }

  async #run(key: string, item: Item): Promise<void> {
    this.#running += 1
    item.state = { kind: 'running', done: 0, total: 0 }
    try {
      await item.work((done, total) => {
        item.state = { kind: 'running', done, total }
        const now = this.#options.now()
        if (now - item.reported < REPORTS) return
        item.reported = now
        this.#options.onChange(key)
      }, item.stop.signal)
    } catch (error) {
      if (!item.stop.signal.aborted) this.#fail(key, error)
    } finally {
      this.#running -= 1
      this.#end(key, item)
    }
  }

  #end(key: string, item: Item): void {
    this.#items.delete(key)
    item.ended.resolve()
    this.#options.onChange(key)
    this.#next()
  }

  #fail(key: string, error: unknown): void {
    const [oldest] = this.#failures.keys()
    if (this.#failures.size >= MAX_FAILURES && oldest !== undefined) this.#failures.delete(oldest)
    this.#failures.set(key, { error, until: this.#options.now() + this.#options.remember(error) })
  }
}

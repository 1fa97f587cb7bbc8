import { type Event, isPrefix } from '@metalwright/sdk/models'
import type { Change, Revision, Store } from '../store/port.ts'

/** Events of one watcher that may wait to be sent; one that falls behind further must list again. */
const QUEUE = 4096

/** Prefixes of the store that content packs, and the state of the layers they make, are kept under. */
const LAYER_PREFIXES: readonly string[] = ['contents', 'layers']

/** Receives events in order. */
export type EventListener = (event: Event) => void

/** Tells watchers what happened: every commit, and events that were posted. */
export class EventBus {
  readonly #store: Store
  readonly #now: () => number
  readonly #shown: (change: Change) => Change
  readonly #listeners = new Set<EventListener>()

  /** @param shown a change as watchers may see it */
  constructor(store: Store, now: () => number, shown: (change: Change) => Change = (change) => change) {
    this.#store = store
    this.#now = now
    this.#shown = shown
    store.subscribe((changes) => {
      for (const change of changes) {
        const event = eventOf(shown(change))
        if (event !== undefined) this.#tell(event)
      }
    })
  }

  /** Calls the listener with every event from now on; returns how to stop it. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Revision of the newest commit. */
  revision(): Revision {
    return this.#store.revision()
  }

  /** Tells an event that no commit made. */
  post(event: Omit<Event, 'Time' | 'Revision'>): void {
    this.#tell({ ...event, Time: new Date(this.#now()).toISOString(), Revision: 0 })
  }

  /** Events after a revision, or `undefined` when the log does not reach back that far. */
  async since(revision: Revision): Promise<Event[] | undefined> {
    const changes = await this.#store.changesSince(revision, QUEUE + 1)
    if (changes === undefined || changes.length > QUEUE) return undefined
    // The log does not hold what a change of content packs did to each object of them.
    if (changes.some(({ prefix }) => LAYER_PREFIXES.includes(prefix))) return undefined
    return changes.flatMap((change) => eventOf(this.#shown(change)) ?? [])
  }

  #tell(event: Event): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** Commits of internal objects (hashes, preferences, claims) are nobody's business. */
function eventOf(change: Change): Event | undefined {
  const { prefix, action, key, principal, time, object, original, revision } = change
  if (!isPrefix(prefix)) return undefined
  const event = {
    Time: time,
    Type: prefix,
    Action: action,
    Key: key,
    Principal: principal,
    Object: object,
    Revision: revision,
  }
  return original === undefined ? event : { ...event, Original: original }
}

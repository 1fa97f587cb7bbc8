import type { JsonObject } from '@metalwright/sdk/models'

/** Params that a reader looks at; undefined when it wants all of them. */
export type Wanted = readonly string[] | undefined

/** How objects of one kind come from the server. */
export interface ReadSource {
  /** One object; null when there is none, or it may not be seen. */
  one(key: string, signal: AbortSignal): Promise<JsonObject | null>
  /** Those of the keys that are found; undefined when the server cannot or will not list. */
  some(keys: readonly string[], wanted: Wanted): Promise<ReadonlyMap<string, JsonObject> | undefined>
  /** Every object that is likely to be asked for; undefined when the server cannot or will not list. */
  likely(wanted: Wanted): Promise<ReadonlyMap<string, JsonObject> | undefined>
  /** Whether a key can be asked for together with others. */
  fits(key: string): boolean
  /** A number that goes up with everything this process changes on the server. */
  changes(): number
  /** Milliseconds of a clock that does not go back. */
  now(): number
}

interface Waiting {
  readonly key: string
  readonly wanted: Wanted
  readonly signal: AbortSignal
  readonly resolve: (object: JsonObject | null) => void
  readonly reject: (error: unknown) => void
}

/** Objects as they were at one time; good while nothing was changed and not for long. */
interface Snapshot {
  readonly objects: ReadonlyMap<string, JsonObject>
  readonly wanted: Wanted
  readonly changes: number
  readonly at: number
}

/** Milliseconds for which a snapshot is good. */
const FRESH_MS = 10_000
/** So many reads, or so many requests for them, make it likely that many more will come. */
const MANY_READS = 20
const MANY_REQUESTS = 4
/** Most keys in one request, which has to fit into a URL. */
const MOST_KEYS = 50

/**
 * Reads of many objects with few requests. Terraform asks for each object by itself and for ten at a time, so the
 * whole is never seen at once: what is asked for while a request is under way goes into the next one, and after
 * twenty reads or four requests one snapshot is taken of all objects that are likely to be asked for.
 *
 * A read is never answered with less than it would have found itself when its walk over the graph began: a snapshot
 * is of this process, which Terraform starts for each walk; it lasts ten seconds, and ends with the first change
 * that this process makes. What it does not hold is read by itself, so an object is only gone when the server says so.
 */
export class SharedReads {
  readonly #source: ReadSource
  readonly #queue: Waiting[] = []
  #running = false
  #lists = true
  #reads = 0
  #requests = 0
  /** Grows with each snapshot that was taken, so that changes between reads do not make one after the other. */
  #patience = 1
  #snapshot: Snapshot | undefined
  /** What the readers wanted so far; undefined as soon as one wanted everything. */
  #wanted: Set<string> | undefined = new Set()

  constructor(source: ReadSource) {
    this.#source = source
  }

  /**
   * An object, with at least the params that are wanted; null when there is none.
   *
   * Rejects as the request does that would have brought it, or with the reason of the signal.
   */
  get(key: string, wanted: Wanted, { signal }: { readonly signal: AbortSignal }): Promise<JsonObject | null> {
    this.#note(wanted)
    const found = this.#known(key, wanted)
    if (found !== undefined) return Promise.resolve(found)
    if (!this.#lists) return this.#source.one(key, signal)
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const onAbort = () => reject(signal.reason)
      signal.addEventListener('abort', onAbort, { once: true })
      const settled = () => signal.removeEventListener('abort', onAbort)
      this.#queue.push({
        key,
        wanted,
        signal,
        resolve: (object) => {
          settled()
          resolve(object)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      })
      void this.#work()
    })
  }

  #note(wanted: Wanted): void {
    this.#reads += 1
    if (wanted === undefined) this.#wanted = undefined
    for (const name of wanted ?? []) this.#wanted?.add(name)
  }

  /** What the snapshot says about a key; undefined when it says nothing. */
  #known(key: string, wanted: Wanted): JsonObject | undefined {
    const snapshot = this.#snapshot
    if (snapshot === undefined) return undefined
    const old = this.#source.now() - snapshot.at > FRESH_MS
    if (old || snapshot.changes !== this.#source.changes()) {
      this.#snapshot = undefined
      this.#reads = 0
      this.#requests = 0
      return undefined
    }
    return covers(snapshot.wanted, wanted) ? snapshot.objects.get(key) : undefined
  }

  /** One request at a time, until nobody waits. */
  async #work(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      while (this.#queue.length > 0) {
        if (this.#isWorthSnapshot()) await this.#takeSnapshot()
        await this.#nextWave()
      }
    } finally {
      this.#running = false
    }
  }

  #isWorthSnapshot(): boolean {
    if (!this.#lists || this.#snapshot !== undefined) return false
    const reads = this.#reads >= MANY_READS * this.#patience
    return reads || this.#requests >= MANY_REQUESTS * this.#patience
  }

  async #takeSnapshot(): Promise<void> {
    const source = this.#source
    const wanted = this.#wanted === undefined ? undefined : [...this.#wanted]
    const before = { changes: source.changes(), at: source.now() }
    this.#patience *= 2
    try {
      const objects = await source.likely(wanted)
      if (objects === undefined) this.#lists = false
      else this.#snapshot = { objects, wanted, ...before }
    } catch {
      // The reads themselves will meet what is wrong, and say so.
    }
  }

  async #nextWave(): Promise<void> {
    const wave = this.#queue.splice(0, MOST_KEYS).filter(({ signal }) => !signal.aborted)
    const open = wave.filter((waiting) => {
      const found = this.#known(waiting.key, waiting.wanted)
      if (found !== undefined) waiting.resolve(found)
      return found === undefined
    })
    if (open.length === 0) return
    this.#requests += 1
    const together = this.#lists && open.length > 1 ? open.filter(({ key }) => this.#source.fits(key)) : []
    const found = together.length > 1 ? await this.#ask(together) : undefined
    const rest = open.filter((waiting) => {
      const object = found?.get(waiting.key)
      if (object !== undefined) waiting.resolve(object)
      return object === undefined
    })
    // Those that were not found may be gone, or be hidden from lists alone.
    await Promise.all(rest.map((waiting) => this.#askAlone(waiting)))
  }

  async #ask(waiting: readonly Waiting[]): Promise<ReadonlyMap<string, JsonObject> | undefined> {
    const wants = waiting.map(({ wanted }) => wanted)
    const wanted = wants.includes(undefined) ? undefined : [...new Set(wants.flatMap((names) => names ?? []))]
    try {
      const found = await this.#source.some([...new Set(waiting.map(({ key }) => key))], wanted)
      // A list without the right to it is empty, not refused.
      if (found === undefined || found.size === 0) this.#lists = false
      return found
    } catch {
      return undefined
    }
  }

  async #askAlone({ key, signal, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(await this.#source.one(key, signal))
    } catch (error) {
      reject(error)
    }
  }
}

function covers(has: Wanted, wanted: Wanted): boolean {
  if (has === undefined) return true
  return wanted?.every((name) => has.includes(name)) ?? false
}

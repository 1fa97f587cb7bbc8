import type { Change } from '../store/port.ts'

/** How many machines of a pool are in a state. */
export interface PoolCount {
  readonly pool: string
  readonly status: string
  readonly count: number
}

type Fields = Readonly<Record<string, unknown>>

/** Reads all machines as they are now, by their UUID, in pieces. */
export type Machines = () => AsyncIterable<readonly { readonly key: string; readonly body: Fields }[]>

/** Machines by pool and state. All of them are read once, when somebody first asks; then each change is followed. */
export class PoolCounts {
  readonly #machines: Machines
  readonly #counts = new Map<string, PoolCount>()
  /** Pool and state under which each machine was counted. */
  readonly #places = new Map<string, string>()
  /** Machines that changed before or while all of them were read: what was read of these is old. */
  #changed: Set<string> | undefined = new Set()
  #reading: Promise<void> | undefined

  constructor(machines: Machines) {
    this.#machines = machines
  }

  /** Every pool and state that has machines. */
  async counts(): Promise<Iterable<PoolCount>> {
    this.#reading ??= this.#read()
    await this.#reading
    return this.#counts.values()
  }

  /** Follows a change of a machine. */
  follow({ action, key, object }: Change): void {
    this.#changed?.add(key)
    if (action === 'delete') this.#leave(key)
    else this.#enter(key, object)
  }

  async #read(): Promise<void> {
    try {
      for await (const piece of this.#machines()) {
        for (const { key, body } of piece) if (!this.#changed?.has(key)) this.#enter(key, body)
      }
      this.#changed = undefined
    } catch (error) {
      this.#reading = undefined
      throw error
    }
  }

  #enter(key: string, machine: Fields): void {
    const place = { pool: String(machine['Pool'] ?? ''), status: String(machine['PoolStatus'] ?? '') }
    const name = JSON.stringify(place)
    if (this.#places.get(key) === name) return
    this.#leave(key)
    this.#places.set(key, name)
    this.#counts.set(name, { ...place, count: (this.#counts.get(name)?.count ?? 0) + 1 })
  }

  #leave(key: string): void {
    const name = this.#places.get(key)
    if (name === undefined) return
    this.#places.delete(key)
    const old = this.#counts.get(name)
    if (old === undefined || old.count <= 1) this.#counts.delete(name)
    else this.#counts.set(name, { ...old, count: old.count - 1 })
  }
}

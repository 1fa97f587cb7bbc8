import type { Stored } from './port.ts'

/** Objects of a generation at most, and characters of their texts; there are two generations. */
const OBJECTS = 1000
const CHARACTERS = 2_000_000

/** Objects by prefix and key; undefined for one that is known to be absent. */
class Generation {
  readonly #objects = new Map<string, Map<string, Stored | undefined>>()
  #count = 0
  #characters = 0

  get isFull(): boolean {
    return this.#count >= OBJECTS || this.#characters >= CHARACTERS
  }

  of(prefix: string): Map<string, Stored | undefined> | undefined {
    return this.#objects.get(prefix)
  }

  set(prefix: string, key: string, stored: Stored | undefined): void {
    let objects = this.#objects.get(prefix)
    if (objects === undefined) {
      objects = new Map()
      this.#objects.set(prefix, objects)
    }
    const before = objects.get(key)
    if (before === undefined && !objects.has(key)) this.#count += 1
    this.#characters += (stored?.text.length ?? 0) - (before?.text.length ?? 0)
    objects.set(key, stored)
  }
}

/**
 * The objects read or written last, so that what every call reads (users, roles, preferences, stages) is not
 * looked up again and again. That an object is absent is remembered too. Exact only for who sees every write.
 *
 * There are two generations: what was used since the newer one began is in there, so that a hit changes nothing, and
 * when it is full, what was not used since the one before is forgotten.
 */
export class RecentObjects {
  #newer = new Generation()
  #older = new Generation()

  /** An object: from here, or by `read` and then kept. */
  get(prefix: string, key: string, read: () => Stored | undefined): Stored | undefined {
    const newer = this.#newer.of(prefix)
    const known = newer?.get(key)
    if (known !== undefined || newer?.has(key) === true) return known
    const older = this.#older.of(prefix)
    const stored = older?.has(key) === true ? older.get(key) : read()
    this.set(prefix, key, stored)
    return stored
  }

  /** Takes the place of what was there. */
  set(prefix: string, key: string, stored: Stored | undefined): void {
    // What the older generation has of it is hidden by the newer one, and goes before it.
    this.#newer.set(prefix, key, stored)
    if (!this.#newer.isFull) return
    this.#older = this.#newer
    this.#newer = new Generation()
  }

  /** Forgets everything. */
  clear(): void {
    this.#newer = new Generation()
    this.#older = new Generation()
  }
}
